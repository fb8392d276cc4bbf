import { Controller, Get, Inject, Injectable, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { EventReader } from '../../libs/event-store/index.ts';
import { eventTypes } from '../../libs/features/events.ts';
import { uuid } from '../../libs/features/shared/values.ts';
import { upcasters } from '../../libs/features/upcasters.ts';
import { validated, wholeNumber } from '../../libs/platform/validation.ts';
import { readingOnly, TenantDatabase, villageIn, type TenantScope } from '../../libs/tenancy/index.ts';
import { Access } from './access.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';
import { CLOUD_EVENTS, cloudEvent } from './cloud-event.ts';
import { cutoffOf, cutoffQuery } from './cutoff.ts';

const eventType = z.enum(eventTypes.map(({ type }) => type));

export const eventsQuery = z.strictObject({
  after: wholeNumber(0).optional(),
  limit: wholeNumber(1, 500).default(100),
  order: z.enum(['asc', 'desc']).default('asc'),
  villageId: uuid.optional(),
  venueId: uuid.optional(),
  type: z
    // A parameter that stands once is no list yet.
    .preprocess((sent) => (typeof sent === 'string' ? [sent] : sent), z.array(eventType).min(1))
    .optional()
    .describe('only events of these types: once for each type'),
  asOf: cutoffQuery.asOf,
});

/** Reads a tenant's events for whoever may. */
@Injectable()
export class EventFeed {
  constructor(@Inject(TenantDatabase) private readonly database: TenantDatabase) {}

  /** A page of the events of the scope's own tenant, as JSON or as a batch of CloudEvents. */
  async page(
    { headers, query }: AuthenticatedRequest,
    reply: FastifyReply,
    scope: TenantScope,
    code: string,
  ) {
    const { after, limit, order, type, asOf, ...asked } = validated(eventsQuery, query, {
      prefix: '?',
      language: headers['accept-language'],
    });
    const cutoff = cutoffOf({ asOf });
    const villageId = villageIn(scope, asked.villageId);
    const data = { ...asked, ...(villageId && { villageId }) };
    const events = await this.database.withTenant(readingOnly(scope), (db) =>
      new EventReader(db, upcasters).tenant(scope.tenantId, {
        limit,
        order,
        ...(after !== undefined && { after }),
        ...(type && { types: type }),
        ...(cutoff?.asOf !== undefined && { occurredBy: cutoff.asOf }),
        ...(Object.keys(data).length > 0 && { dataContains: data }),
      }),
    );
    if (headers.accept?.includes(CLOUD_EVENTS)) {
      void reply.header('content-type', `${CLOUD_EVENTS}; charset=utf-8`);
      // Serialised here: the framework would label an array application/json.
      return JSON.stringify(events.map((event) => cloudEvent(event, code)));
    }
    return {
      data: events.map(({ tenantId: _, ...event }) => event),
      next: events.length === limit ? events.at(-1)!.position : null,
    };
  }
}

/** A town's events, by position. */
@Controller('api/v1/towns/:townCode/events')
export class TownEventsController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(EventFeed) private readonly feed: EventFeed,
  ) {}

  @Get()
  async page(
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('townCode') code: string,
  ) {
    const scope = await this.access.town(request.principal, code, 'events');
    return this.feed.page(request, reply, scope, code);
  }
}

/** The events of a county's own streams, by position. */
@Controller('api/v1/counties/:countyCode/events')
export class CountyEventsController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(EventFeed) private readonly feed: EventFeed,
  ) {}

  @Get()
  async page(
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('countyCode') code: string,
  ) {
    const scope = await this.access.county(request.principal, code, 'events');
    return this.feed.page(request, reply, scope, code);
  }
}
