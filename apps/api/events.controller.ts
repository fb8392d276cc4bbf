import { Controller, Get, Headers, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { EventReader, type RecordedEvent } from '../../libs/event-store/index.ts';
import { uuid } from '../../libs/features/shared/values.ts';
import { upcasters } from '../../libs/features/upcasters.ts';
import { validated } from '../../libs/platform/validation.ts';
import { readingOnly, TenantDatabase } from '../../libs/tenancy/index.ts';
import { Access } from './access.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';

export const eventsQuery = z.strictObject({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  order: z.enum(['asc', 'desc']).default('asc'),
  villageId: uuid.optional(),
  venueId: uuid.optional(),
});

const CLOUD_EVENTS = 'application/cloudevents-batch+json';

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
    const { after, limit, order, ...filter } = validated(eventsQuery, query, { prefix: '?', language });
    const events = await this.database.withTenant(readingOnly(scope), (db) =>
      new EventReader(db, upcasters).tenant(scope.tenantId, {
        limit,
        order,
        ...(after !== undefined && { after }),
        ...(Object.keys(filter).length > 0 && { dataContains: filter }),
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

/** CloudEvents 1.0, JSON format. */
function cloudEvent(
  { tenantId: _, data, id, type, recordedAt, stream, ...rest }: RecordedEvent,
  townCode: string,
) {
  return {
    specversion: '1.0',
    id,
    source: `/api/v1/towns/${townCode}`,
    type: `zhendi.${type}`,
    subject: `${stream.type}/${stream.id}`,
    time: recordedAt,
    datacontenttype: 'application/json',
    data,
    position: rest.position,
    streamversion: stream.version,
    schemaversion: rest.schemaVersion,
    occurredon: rest.occurredOn,
    hash: rest.hash,
    correlationid: rest.metadata.correlationId,
  };
}
