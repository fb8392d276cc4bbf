import { Controller, Get, Headers, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { EventReader } from '../../libs/event-store/index.ts';
import { eventTypes } from '../../libs/features/events.ts';
import { uuid } from '../../libs/features/shared/values.ts';
import { upcasters } from '../../libs/features/upcasters.ts';
import { validated } from '../../libs/platform/validation.ts';
import { readingOnly, TenantDatabase } from '../../libs/tenancy/index.ts';
import { Access } from './access.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';
import { CLOUD_EVENTS, cloudEvent } from './cloud-event.ts';
import { cutoffOf, cutoffQuery } from './cutoff.ts';

const eventType = z.enum(eventTypes.map(({ type }) => type));

export const eventsQuery = z.strictObject({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
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

/** A town's events, by position. */
@Controller('api/v1/towns/:townCode/events')
export class EventsController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(TenantDatabase) private readonly database: TenantDatabase,
  ) {}

  @Get()
  async feed(
    @Req() { principal }: AuthenticatedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('townCode') townCode: string,
    @Query() query: unknown,
    @Headers('accept') accept: string | undefined,
    @Headers('accept-language') language: string | undefined,
  ) {
    const scope = await this.access.town(principal, townCode, 'events');
    const { after, limit, order, type, asOf, ...data } = validated(eventsQuery, query, {
      prefix: '?',
      language,
    });
    const cutoff = cutoffOf({ asOf });
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
    if (accept?.includes(CLOUD_EVENTS)) {
      void reply.header('content-type', `${CLOUD_EVENTS}; charset=utf-8`);
      // Serialised here: the framework would label an array application/json.
      return JSON.stringify(events.map((event) => cloudEvent(event, townCode)));
    }
    return {
      data: events.map(({ tenantId: _, ...event }) => event),
      next: events.length === limit ? events.at(-1)!.position : null,
    };
  }
}
