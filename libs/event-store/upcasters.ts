import type { Fact, JsonObject } from './event.ts';

/** Turns the data of one schema version into the next one's. Pure. */
export type Upcast = (data: JsonObject) => JsonObject;

/**
 * Event type → the steps from version 1 on: `{ VenuePlanned: [v1ToV2, v2ToV3] }`. The current schema version of
 * a type is the number of its steps plus one.
 */
export type Upcasters = Readonly<Record<string, readonly Upcast[]>>;

/** Gives an event the data of its type's current schema version; the hash stays that of what was recorded. */
export function upcast<Event extends Pick<Fact, 'type' | 'schemaVersion' | 'data'>>(
  event: Event,
  upcasters: Upcasters,
): Event {
  const steps = upcasters[event.type]?.slice(event.schemaVersion - 1) ?? [];
  if (steps.length === 0) return event;
  return {
    ...event,
    data: steps.reduce((data, step) => step(data), event.data),
    schemaVersion: event.schemaVersion + steps.length,
  };
}
