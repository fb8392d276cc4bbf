import {
  streamName,
  type Expectation,
  type JsonObject,
  type NewEvent,
  type StreamFact,
} from '../event-store/index.ts';

/**
 * The events of an append as the store tells them from now on.
 *
 * @param expectations those of the append: they held, so each stream goes on from there.
 */
export function recordedFacts(
  events: readonly NewEvent[],
  expectations: readonly Expectation[],
  firstPosition: number,
): StreamFact[] {
  const versions = new Map(
    expectations.map(({ stream, version }) => [streamName(stream), Number(version === 'none' ? 0 : version)]),
  );
  return events.map(({ id, stream, type, schemaVersion, data, occurredOn }, i) => {
    const version = (versions.get(streamName(stream)) ?? 0) + 1;
    versions.set(streamName(stream), version);
    const position = firstPosition + i;
    return {
      position,
      id,
      stream: { ...stream, version },
      type,
      schemaVersion,
      data: asStored(data),
      occurredOn,
    };
  });
}

/** Without the fields that hold nothing, which a decision may look for by name, and JSON does not have. */
function asStored(data: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(data)) as JsonObject;
}
