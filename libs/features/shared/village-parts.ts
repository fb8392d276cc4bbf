/** A village, as far as it tells of what it is a part of: a row of `village_card`. Without a code it is none of the town's. */
export interface VillageParts {
  readonly villageId: string;
  readonly code: string;
  /** The village that it is a part of; null for one of its own. */
  readonly mergedIntoId: string | null;
  /** Ids of the villages that are a part of it, with commas between. */
  readonly absorbed: string;
}

/** Whether a village counts as one of the town's: it has come, not gone, and is no part of another one. */
export function isCounted({ code, mergedIntoId }: Pick<VillageParts, 'code' | 'mergedIntoId'>): boolean {
  return code !== '' && mergedIntoId === null;
}

/** Ids of a village and of all that are a part of it: what is built in any of them serves it. */
export function partsOf({ villageId, absorbed }: Pick<VillageParts, 'villageId' | 'absorbed'>): string[] {
  return [villageId, ...absorbed.split(',').filter((id) => id !== '')];
}

/** How many of the villages that count have something, in themselves or in one of their parts. */
export function countHaving(villages: Iterable<VillageParts>, has: (villageId: string) => boolean): number {
  let count = 0;
  for (const village of villages) if (isCounted(village) && partsOf(village).some(has)) count += 1;
  return count;
}

/** How many of the villages that count have a project in work or completed, or one of their parts has. */
export function countPlanned(villages: Iterable<VillageParts & { readonly venuesPlanned: number }>): number {
  const all = [...villages];
  const planned = new Set(all.filter((one) => one.venuesPlanned > 0).map(({ villageId }) => villageId));
  return countHaving(all, (id) => planned.has(id));
}

/** Which village a fact of a village counts for: the one that it is a part of, or else itself. */
export function heirs(villages: Iterable<VillageParts>): (villageId: string) => string {
  const heirOf = new Map<string, string>();
  for (const village of villages)
    if (isCounted(village)) for (const id of partsOf(village)) heirOf.set(id, village.villageId);
  return (villageId) => heirOf.get(villageId) ?? villageId;
}
