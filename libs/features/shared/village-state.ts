import type { RecordedEvent } from '../../event-store/index.ts';
import type { MergerEvents } from '../mergers/merger.events.ts';
import type { VillageEvents } from '../villages/village.events.ts';
import { eventIn, type DecidedEvent } from './event.ts';
import { Refusal } from './refusal.ts';

/** Whether a village is one of the town's. */
export interface Village {
  readonly inTown: boolean;
  /** The day on which it came from another town; null for one of the town's own. */
  readonly cameOn: string | null;
}

export const noVillage: Village = { inTown: false, cameOn: null };

/** The village after one more event of its stream; other events leave it as it is. */
export function evolveVillage(village: Village, recorded: RecordedEvent | DecidedEvent): Village {
  const event = eventIn<VillageEvents & Pick<MergerEvents, 'VillageMovedIn' | 'VillageMovedOut'>>(recorded);
  switch (event.type) {
    case 'VillageRegistered':
      return { inTown: true, cameOn: null };
    case 'VillageMovedIn':
      return { inTown: true, cameOn: event.occurredOn };
    case 'VillageMovedOut':
      return noVillage;
    case 'VillageProfileUpdated':
      return village;
    default:
      // Streams hold events of other features too.
      event satisfies never;
      return village;
  }
}

/**
 * A village that the town has registered, or that came to it.
 *
 * @throws {Refusal} village.unknown
 */
export function requireInTown({ inTown }: Village, pointer = '/villageId'): void {
  if (inTown) return;
  throw new Refusal(
    'village.unknown',
    { zh: '本镇没有登记这个村', en: 'the town has no such village' },
    { zh: '请核对所选的村，确是本镇的请先登记村', en: 'check which village is meant, or register it first' },
    pointer,
  );
}
