import type { z } from 'zod';
import type { JsonObject, StreamFact, StreamRef } from '../../event-store/index.ts';
import type { StreamOf } from './streams.ts';

/**
 * A type of event: the kind of stream it stands in, its name, the version of its schema, and what its data holds. The
 * schema's title is the event's name in Chinese, its description says what has happened: docs/events.md is made of them.
 */
export interface EventType<
  Stream extends string = string,
  Type extends string = string,
  Data extends z.ZodObject = z.ZodObject,
> {
  readonly streamType: Stream;
  readonly type: Type;
  readonly schemaVersion: number;
  readonly data: Data;
}

export function defineEvent<const Stream extends string, const Type extends string, Data extends z.ZodObject>(
  streamType: Stream,
  type: Type,
  schemaVersion: number,
  data: Data,
): EventType<Stream, Type, Data> {
  return { streamType, type, schemaVersion, data };
}

export type DataOf<E> = E extends EventType<string, string, infer Data> ? z.infer<Data> : never;

/** What a decider decided: a fact, its day and its stream. */
export interface DecidedEvent<Type extends string = string> {
  readonly stream: StreamRef;
  readonly type: Type;
  readonly schemaVersion: number;
  readonly occurredOn: string;
  readonly data: JsonObject;
}

/** States a fact. */
export function happened<E extends EventType>(
  event: E,
  stream: StreamOf<E['streamType']>,
  occurredOn: string,
  data: DataOf<E>,
): DecidedEvent<E['type']> {
  return {
    stream,
    type: event.type,
    schemaVersion: event.schemaVersion,
    occurredOn,
    data: data as JsonObject,
  };
}

/** An event of one of the types in `Events` (type → data), discriminated by its type. */
export type EventIn<Events> = {
  [Type in keyof Events]: { readonly type: Type; readonly data: Events[Type]; readonly occurredOn: string };
}[keyof Events];

/** A recorded or decided event, seen as one of the types a state is made of. */
export function eventIn<Events>(event: StreamFact | DecidedEvent): EventIn<Events> {
  return event as unknown as EventIn<Events>;
}
