/** A JSON value as it can stand in an event: what RFC 8785 can write down and Postgres can keep. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Names one stream of a tenant: a consistency boundary with versions 1, 2, 3 … */
export interface StreamRef {
  readonly type: string;
  readonly id: string;
}

/** Tells the streams of a tenant apart. */
export function streamName({ type, id }: StreamRef): string {
  return `${type} ${id}`;
}

/** Who caused an event, and how: kept beside the fact, part of the hash. */
export interface EventMetadata {
  /** The account's id, or the name of the tool that acted. */
  readonly actor: string;
  readonly role: string;
  /** Where the command came in: `http`, `import`, `demo`. */
  readonly source: string;
  readonly commandId: string;
  readonly correlationId: string;
  /** The event that led to this one, if one did. */
  readonly causationId?: string;
}

/** An event that is about to be appended. */
export interface NewEvent {
  readonly id: string;
  readonly stream: StreamRef;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: JsonObject;
  /** Business date in Asia/Shanghai, `YYYY-MM-DD`. */
  readonly occurredOn: string;
  readonly metadata: EventMetadata;
}

/** An event as the store holds it. */
export interface RecordedEvent {
  readonly tenantId: number;
  /** Gap-free within the tenant, from 1. */
  readonly position: number;
  readonly id: string;
  readonly stream: StreamRef & { readonly version: number };
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: JsonObject;
  readonly metadata: EventMetadata;
  readonly occurredOn: string;
  /** Clock of the database in UTC with microseconds, `YYYY-MM-DDTHH:MM:SS.ffffffZ`; never runs against position. */
  readonly recordedAt: string;
  /** SHA-256 over the previous event's hash and this event's canonical bytes, hexadecimal. */
  readonly hash: string;
}

/** What is read of an event when many are folded: what happened, and when it did, not who recorded it. */
export type Fact = Pick<RecordedEvent, 'position' | 'id' | 'type' | 'schemaVersion' | 'data' | 'occurredOn'>;

/** A fact at its place in a stream: what a command is decided on. */
export type StreamFact = Fact & Pick<RecordedEvent, 'stream'>;

/** What a stream must be at for the append to happen: `none` = not begun, a number = exactly that version. */
export type ExpectedVersion = 'any' | 'none' | number;

export interface Expectation {
  readonly stream: StreamRef;
  readonly version: ExpectedVersion;
}
