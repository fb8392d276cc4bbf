import type { StreamFact } from '../../event-store/index.ts';
import type { MergerEvents } from '../mergers/merger.events.ts';
import type { OfficerEvents } from '../officers/officer.events.ts';
import type { VillageEvents } from '../villages/village.events.ts';
import { notBeforeCame } from './dates.ts';
import { eventIn, type DecidedEvent } from './event.ts';
import { Refusal } from './refusal.ts';

/** A village as its own stream tells. */
export interface Village {
  /** Whether it is one of the town's, be it as a part of another one. */
  readonly inTown: boolean;
  readonly name: string;
  /** The day on which it came from another town; null for one of the town's own. */
  readonly cameOn: string | null;
  /** The first day of which the town knows it; empty before it is one of the town's. */
  readonly since: string;
  /** The latest day of its facts; empty before the first. */
  readonly lastOn: string;
  /** The village of the town that it went into, and from which day on; null while it is one of its own. */
  readonly merged: { readonly into: string; readonly name: string; readonly on: string } | null;
  /** The villages that went into it, each by the day from which on. */
  readonly absorbed: Readonly<Record<string, string>>;
}

export const noVillage: Village = {
  inTown: false,
  name: '',
  cameOn: null,
  since: '',
  lastOn: '',
  merged: null,
  absorbed: {},
};

type Events = VillageEvents & OfficerEvents & Pick<MergerEvents, 'VillageMovedIn' | 'VillageMovedOut'>;

/** The village after one more event of its stream; other events leave it as it is. */
export function evolveVillage(village: Village, recorded: StreamFact | DecidedEvent): Village {
  const event = eventIn<Events>(recorded);
  const on = event.occurredOn;
  const lastOn = on > village.lastOn ? on : village.lastOn;
  switch (event.type) {
    case 'VillageRegistered':
      return { ...noVillage, inTown: true, name: event.data.name, since: on, lastOn: on };
    case 'VillageMovedIn':
      return movedIn(event.data, on);
    case 'VillageMovedOut':
      return noVillage;
    case 'VillageMerged': {
      const { intoVillageId: into, intoName: name } = event.data;
      return { ...village, lastOn, merged: { into, name, on } };
    }
    case 'VillageAbsorbed':
      return { ...village, lastOn, absorbed: { ...village.absorbed, ...since(event.data.absorbed, on) } };
    case 'VillageProfileUpdated':
    case 'OfficerChanged':
      return { ...village, lastOn };
    default:
      // Streams hold events of other features too.
      event satisfies never;
      return village;
  }
}

/** Villages by their ids. */
export type Villages = Readonly<Record<string, Village>>;

export const noVillages: Villages = {};

/** The villages after one more event of one of their streams. */
export function evolveVillages(villages: Villages, event: StreamFact | DecidedEvent): Villages {
  const { type, id } = event.stream;
  if (type !== 'village') return villages;
  return { ...villages, [id]: evolveVillage(villages[id] ?? noVillage, event) };
}

/** A village as it stood in the town that it came from. */
function movedIn({ name, merged, absorbed = [] }: MergerEvents['VillageMovedIn'], on: string): Village {
  return {
    inTown: true,
    name,
    cameOn: on,
    since: on,
    lastOn: on,
    merged: merged ?? null,
    absorbed: since(absorbed, on),
  };
}

function since(villageIds: readonly string[], on: string): Village['absorbed'] {
  return Object.fromEntries(villageIds.map((id) => [id, on]));
}

/**
 * A village of the town to which something may happen on a day: it was registered or came to the town, and has not become a
 * part of another one by then.
 *
 * @throws {Refusal} village.unknown, date.before-earlier-stage, village.merged
 */
export function requireInTown(village: Village, occurredOn: string, pointer = '/villageId'): void {
  if (!village.inTown) throw unknownVillage(pointer);
  notBeforeCame(occurredOn, village.cameOn);
  if (village.merged && occurredOn >= village.merged.on) throw mergedInto(village.merged, pointer);
}

function unknownVillage(pointer: string): Refusal {
  return new Refusal(
    'village.unknown',
    { zh: '本镇没有登记这个村', en: 'the town has no such village' },
    { zh: '请核对所选的村，确是本镇的请先登记村', en: 'check which village is meant, or register it first' },
    pointer,
  );
}

/** It is a part of another village: what happens there happens in that one. */
export function mergedInto({ name, on }: NonNullable<Village['merged']>, pointer: string): Refusal {
  return new Refusal(
    'village.merged',
    { zh: `这个村已于 ${on} 并入${name}`, en: `this village is a part of ${name} since ${on}` },
    {
      zh: `此后的事项请登记在${name}`,
      en: `record what happens from that day on for ${name}`,
    },
    pointer,
  );
}
