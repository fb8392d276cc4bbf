import type { StandardContent } from '../shared/standard.ts';
import { exists, servedBy, type KnownVenue, type ServingVenue } from '../shared/standing-venue.ts';
import { heirs, isCounted, type VillageParts } from '../shared/village-parts.ts';

/** A venue, as far as coverage knows it: a row of `venue_card`. */
export interface CoveringVenue extends KnownVenue, ServingVenue {
  readonly venueId: string;
  readonly name: string;
  readonly commissionedOn: string | null;
  readonly areaDm2: number | null;
  readonly builtAreaDm2: number | null;
  readonly condition: string | null;
  readonly sixHavesMet: string;
}

/** What a venue lacks to be compliant. */
export interface Lacks {
  readonly area: boolean;
  readonly condition: boolean;
  /** Keys of the standard's items that are not met, or were never assessed. */
  readonly sixHaves: readonly string[];
}

/** The three definitions of coverage, each within the one before. */
export const coverageLevels = ['with-venue', 'compliant', 'compliant-in-use'] as const;
export type CoverageLevel = (typeof coverageLevels)[number];

/** A village by the best of the venues that serve it. */
export interface VillageCoverage<Venue extends CoveringVenue = CoveringVenue> {
  readonly villageId: string;
  /** Null: no venue serves it. */
  readonly level: CoverageLevel | null;
  readonly venue: Venue | null;
  /** Whether the venue is another village's, which shares it. */
  readonly isShared: boolean;
  readonly lacks: Lacks | null;
}

type Compliance = Pick<StandardContent, 'minAreaDm2' | 'sixHaves'>;

/** What a venue lacks by a standard: its smallest area, a condition other than D, all of the six haves. */
export function lacksOf(venue: CoveringVenue, standard: Compliance): Lacks {
  const met = new Set(venue.sixHavesMet.split(','));
  return {
    area: (venue.areaDm2 ?? venue.builtAreaDm2 ?? 0) < standard.minAreaDm2,
    condition: venue.condition === 'D',
    sixHaves: standard.sixHaves.flatMap(({ key }) => (met.has(key) ? [] : [key])),
  };
}

export function isCompliant({ area, condition, sixHaves }: Lacks): boolean {
  return !area && !condition && sixHaves.length === 0;
}

/**
 * How far each of a town's villages is covered. A venue that several villages share counts for each of them, and one of a village
 * that became a part of another one counts for that one. Pure.
 */
export function coverageOf<Venue extends CoveringVenue>(
  villages: Iterable<VillageParts>,
  venues: Iterable<Venue>,
  standard: Compliance,
): VillageCoverage<Venue>[] {
  const all = [...villages];
  const heirOf = heirs(all);
  const best = new Map<string, VillageCoverage<Venue>>();
  for (const venue of venues) {
    if (!exists(venue)) continue;
    const lacks = lacksOf(venue, standard);
    const level = levelOf(venue, lacks);
    const own = heirOf(venue.villageId);
    for (const villageId of new Set(servedBy(venue).map(heirOf))) {
      const found = { villageId, level, venue, isShared: villageId !== own, lacks };
      const before = best.get(villageId);
      if (!before || isBetter(found, before)) best.set(villageId, found);
    }
  }
  return all.filter(isCounted).map(({ villageId }) => best.get(villageId) ?? uncovered(villageId));
}

/** How many of these villages are covered by a definition. */
export function countCovered(villages: readonly VillageCoverage[], by: CoverageLevel): number {
  return villages.filter(({ level }) => rankOf(level) >= rankOf(by)).length;
}

function levelOf({ commissionedOn }: CoveringVenue, lacks: Lacks): CoverageLevel {
  if (!isCompliant(lacks)) return 'with-venue';
  return commissionedOn === null ? 'compliant' : 'compliant-in-use';
}

const rankOf = (level: CoverageLevel | null) => (level === null ? -1 : coverageLevels.indexOf(level));

/** By definition, then one's own before a shared one, then by id, so that it is always the same. */
function isBetter(one: VillageCoverage, other: VillageCoverage): boolean {
  const byLevel = rankOf(one.level) - rankOf(other.level);
  if (byLevel !== 0) return byLevel > 0;
  if (one.isShared !== other.isShared) return !one.isShared;
  return one.venue!.venueId < other.venue!.venueId;
}

function uncovered(villageId: string): VillageCoverage<never> {
  return { villageId, level: null, venue: null, isShared: false, lacks: null };
}
