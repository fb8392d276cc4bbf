import type { z } from 'zod';
import type { JsonObject, RecordedEvent, StreamRef } from '../../event-store/index.ts';

/** A type of event: its name, the version of its schema, and what its data holds. */
export interface EventType<Type extends string = string, Data extends z.ZodType = z.ZodType> {
  readonly type: Type;
  readonly schemaVersion: number;
  readonly data: Data;
}

export function defineEvent<const Type extends string, Data extends z.ZodType>(
  type: Type,
  schemaVersion: number,
  data: Data,
): EventType<Type, Data> {
  return { type, schemaVersion, data };
}

export type DataOf<E> = E extends EventType<string, infer Data> ? z.infer<Data> : never;

/** What a decider decided: a fact, its day and its stream. */
export interface DecidedEvent {
  readonly stream: StreamRef;
  readonly type: string;
  readonly schemaVersion: number;
  readonly occurredOn: string;
  readonly data: JsonObject;
}

/** States a fact. */
export function happened<E extends EventType>(
  event: E,
  stream: StreamRef,
  occurredOn: string,
  data: DataOf<E>,
): DecidedEvent {
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
export function eventIn<Events>(event: RecordedEvent | DecidedEvent): EventIn<Events> {
  return event as unknown as EventIn<Events>;
}
