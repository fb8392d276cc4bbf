import { z } from 'zod';
import type { RecordedEvent } from '../../../libs/event-store/index.ts';

// In lower case, as the chain hashes it.
const uuid = z.guid().regex(/^[^A-Z]*$/);
const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const object = z.record(z.string(), z.json());

const eventSchema = z.strictObject({
  position: z.int().positive(),
  id: uuid,
  stream: z.strictObject({ type: z.string(), id: uuid, version: z.int().positive() }),
  type: z.string(),
  schemaVersion: z.int().positive(),
  occurredOn: z.iso.date(),
  recordedAt: moment,
  data: object,
  metadata: object,
  hash,
});

/** An event as an export holds it: docs/hash-chain.md verifies these lines. */
export type ExportedEvent = Omit<RecordedEvent, 'tenantId'>;

const receiptSchema = z.strictObject({
  commandId: uuid,
  requestHash: z.string().regex(/^(?:[0-9a-f]{2})*$/),
  firstPosition: z.int().positive(),
  lastPosition: z.int().nonnegative(),
  recordedAt: moment,
});

/** What a command is answered with when it is sent again. */
export type ExportedReceipt = z.infer<typeof receiptSchema>;

const attachmentSchema = z.strictObject({
  sha256: hash,
  villageId: uuid.nullable(),
  name: z.string().min(1),
  mediaType: z.string().min(1),
  bytes: z.int().positive(),
  uploadedBy: uuid,
  uploadedAt: moment,
});

/** What is known of an attachment beside its content. */
export type ExportedAttachment = z.infer<typeof attachmentSchema>;

export function eventLine({ tenantId: _, ...event }: RecordedEvent): string {
  return `${JSON.stringify(event)}\n`;
}

/** @throws an Error that says what is wrong with the line. */
export function parseEvent(line: string): ExportedEvent {
  return checked(eventSchema, line) as unknown as ExportedEvent;
}

/** @throws an Error that says what is wrong with the line. */
export function parseReceipt(line: string): ExportedReceipt {
  return checked(receiptSchema, line);
}

/** @throws an Error that says what is wrong with the line. */
export function parseAttachment(line: string): ExportedAttachment {
  return checked(attachmentSchema, line);
}

function checked<Schema extends z.ZodType>(schema: Schema, line: string): z.infer<Schema> {
  const result = schema.safeParse(jsonOf(line));
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  throw new Error(path.length > 0 ? `${path.join('.')}: ${message}` : message);
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Error('it is no JSON');
  }
}
