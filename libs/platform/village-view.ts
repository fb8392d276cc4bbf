import type { StreamFact, StreamRef } from '../event-store/index.ts';
import type { DecidedEvent } from '../features/shared/event.ts';
import { OutsideVillage, type TenantScope } from '../tenancy/index.ts';

/** What a command's decision may rest on, and what is kept from it. */
export interface VillageView {
  readonly seen: readonly StreamFact[];
  /** Streams of other villages. */
  readonly hidden: readonly StreamRef[];
}

/**
 * To somebody of one village the streams of others are as if they were not there: what a refusal says of one would already tell
 * of it. A venue that is shared with the village is the village's too.
 */
export function villageView({ villageId }: TenantScope, events: readonly StreamFact[]): VillageView {
  if (villageId === undefined) return { seen: events, hidden: [] };
  const own = events.filter((event) => concerns(event, villageId)).map(({ stream }) => stream);
  const isOwn = ({ stream }: StreamFact) => own.some((one) => isSame(one, stream));
  return {
    seen: events.filter(isOwn),
    hidden: events.filter((event) => !isOwn(event)).map(({ stream }) => stream),
  };
}

/** @throws {OutsideVillage} when something would be recorded where nothing was seen, and there is something. */
export function requireSeen({ hidden }: VillageView, decided: readonly DecidedEvent[]): void {
  if (decided.some(({ stream }) => hidden.some((one) => isSame(one, stream))))
    throw new OutsideVillage('the stream is of another village');
}

function concerns({ data }: StreamFact, villageId: string): boolean {
  const { sharedWith } = data;
  return data['villageId'] === villageId || (Array.isArray(sharedWith) && sharedWith.includes(villageId));
}

function isSame(one: StreamRef, other: StreamRef): boolean {
  return one.type === other.type && one.id === other.id;
}
