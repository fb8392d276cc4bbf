import { z } from 'zod';
import type { RecordedEvent } from '../../libs/event-store/index.ts';

/** The media type of a page of events in the form of CloudEvents 1.0. */
export const CLOUD_EVENTS = 'application/cloudevents-batch+json';

/** An event as it is told to others: CloudEvents 1.0; what is ours stands in extension attributes. */
export const cloudEventSchema = z.strictObject({
  specversion: z.literal('1.0'),
  id: z.uuid().describe('the event’s own id'),
  source: z
    .string()
    .regex(/^\/api\/v1\/towns\/\d{9}$/)
    .describe('the town'),
  type: z
    .string()
    .regex(/^zhendi\.[A-Z][A-Za-z]*$/)
    .describe('`zhendi.` and the event’s type'),
  subject: z
    .string()
    .regex(/^[a-z-]+\/[0-9a-f-]{36}$/)
    .describe('kind and id of the stream that it stands in'),
  time: z.iso.datetime({ precision: 6 }).describe('when it was recorded, in UTC'),
  datacontenttype: z.literal('application/json'),
  data: z.record(z.string(), z.unknown()).describe('what has happened'),
  position: z.int().min(1).describe('its place among the town’s events: 1, 2, 3 … without a gap'),
  streamversion: z.int().min(1).describe('its place in its stream: 1, 2, 3 … without a gap'),
  schemaversion: z.int().min(1).describe('version of the schema of `data`'),
  occurredon: z.iso.date().describe('the day on which it happened, in Asia/Shanghai'),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('SHA-256 over the hash of the event before and this event'),
  correlationid: z.string().describe('the request that led to it'),
});

/** A town's event, brought to its type's current schema version, as a CloudEvent. */
export function cloudEvent(event: RecordedEvent, townCode: string): z.infer<typeof cloudEventSchema> {
  return {
    specversion: '1.0',
    id: event.id,
    source: `/api/v1/towns/${townCode}`,
    type: cloudEventType(event.type),
    subject: `${event.stream.type}/${event.stream.id}`,
    time: event.recordedAt,
    datacontenttype: 'application/json',
    data: event.data,
    position: event.position,
    streamversion: event.stream.version,
    schemaversion: event.schemaVersion,
    occurredon: event.occurredOn,
    hash: event.hash,
    correlationid: event.metadata.correlationId,
  };
}

/** `VenuePlanned` → `zhendi.VenuePlanned`. */
export function cloudEventType(type: string): string {
  return `zhendi.${type}`;
}
