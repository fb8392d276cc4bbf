import { chainHash } from './canonical.ts';
import type { RecordedEvent } from './event.ts';

/** The one header field of an event that was altered, and what was recorded. */
export interface RestoredHeader {
  readonly field:
    'type' | 'stream type' | 'stream version' | 'schema version' | 'occurred on' | 'recorded at';
  readonly was: string;
}

/** What else the values of a header may be guessed from. */
export interface HeaderClues {
  /** Names of event types of the chain. */
  readonly types: Iterable<string>;
  /** The event after it. */
  readonly next: RecordedEvent | undefined;
}

const DAY_MS = 86_400_000;
const DAYS = 10 * 366;
const VERSIONS = 1_000;

/**
 * Finds out which single field of an event's header was altered, by guessing its value: a guess under which the
 * stored hash is right again is the recorded value. Tries some 10,000 values, in a fraction of a second.
 *
 * @returns null when no guess is right: another field, or several, or none.
 */
export function restoreHeader(
  previousHash: string,
  event: RecordedEvent,
  clues: HeaderClues,
): RestoredHeader | null {
  for (const [field, was, guess] of guesses(event, clues)) {
    if (chainHash(previousHash, { ...event, ...guess }) === event.hash) return { field, was: String(was) };
  }
  return null;
}

type Guess = readonly [field: RestoredHeader['field'], was: string | number, guess: Partial<RecordedEvent>];

function* guesses(event: RecordedEvent, { types, next }: HeaderClues): Generator<Guess> {
  const { stream } = event;
  for (const type of types) yield ['type', type, { type }];
  if (next) {
    yield ['type', next.type, { type: next.type }];
    const { type } = next.stream;
    yield ['stream type', type, { stream: { ...stream, type } }];
    // Events of one command are recorded at one moment.
    yield ['recorded at', next.recordedAt, { recordedAt: next.recordedAt }];
  }
  for (let version = 1; version <= VERSIONS; version++) {
    yield ['schema version', version, { schemaVersion: version }];
    yield ['stream version', version, { stream: { ...stream, version } }];
  }
  for (let days = 1; days <= DAYS; days++) {
    for (const sign of [-1, 1]) {
      const occurredOn = new Date(Date.parse(event.occurredOn) + sign * days * DAY_MS)
        .toISOString()
        .slice(0, 10);
      yield ['occurred on', occurredOn, { occurredOn }];
    }
  }
}
