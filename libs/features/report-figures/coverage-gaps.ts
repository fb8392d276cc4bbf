import { coverageOf, type CoveringVenue, type Lacks, type VillageCoverage } from './coverage.ts';
import type { StandardContent } from '../shared/standard.ts';
import { partsOf, type VillageParts } from '../shared/village-parts.ts';

/** Why a village does not count by the strictest definition. */
export type CoverageGap =
  'none-planned' | 'needed' | 'planned' | 'in-work' | 'retired' | 'not-compliant' | 'not-in-use';

/** A village that is not covered by a compliant venue in use, and why. */
export interface UncoveredVillage {
  readonly villageId: string;
  readonly code: string;
  readonly name: string;
  readonly reason: CoverageGap;
  /** The venue that serves it, or the project that is to. */
  readonly venueId: string | null;
  readonly venueName: string | null;
  readonly isShared: boolean;
  readonly lacks: Lacks | null;
}

/** A project, as far as coverage knows it: a row of `project_card`. */
export interface CoveringProject {
  readonly venueId: string;
  readonly villageId: string;
  readonly name: string;
  readonly stage: string;
}

interface Town {
  readonly villages: readonly (VillageParts & { readonly name: string })[];
  readonly venues: readonly CoveringVenue[];
  readonly projects: readonly CoveringProject[];
}

// The furthest first.
const IN_WORK = [
  ['in-work', ['accepting', 'building', 'preparing']],
  ['planned', ['planned']],
  ['needed', ['needed']],
] as const;

/** The villages of a town without a compliant venue in use, in the order given, each with the reason. Pure. */
export function coverageGaps(
  town: Town,
  standard: Pick<StandardContent, 'minAreaDm2' | 'sixHaves'>,
): UncoveredVillage[] {
  const known = new Map(town.villages.map((village) => [village.villageId, village]));
  return coverageOf(town.villages, town.venues, standard).flatMap((covered) => {
    if (covered.level === 'compliant-in-use') return [];
    const village = known.get(covered.villageId)!;
    const { villageId, code, name } = village;
    return [{ villageId, code, name, ...gapOf(covered, partsOf(village), town) }];
  });
}

function gapOf(
  { level, venue, isShared, lacks }: VillageCoverage,
  parts: readonly string[],
  { venues, projects }: Town,
): Omit<UncoveredVillage, 'villageId' | 'code' | 'name'> {
  if (venue) {
    const reason = level === 'compliant' ? 'not-in-use' : 'not-compliant';
    return { reason, venueId: venue.venueId, venueName: venue.name, isShared, lacks };
  }
  const none = { venueId: null, venueName: null, isShared: false, lacks: null };
  for (const [reason, stages] of IN_WORK) {
    const project = projects.find(
      (one) => parts.includes(one.villageId) && (stages as readonly string[]).includes(one.stage),
    );
    if (project) return { ...none, reason, venueId: project.venueId, venueName: project.name };
  }
  const retired = venues.find(
    (one) => parts.includes(one.villageId) && one.retiredOn !== null && !one.movedOn,
  );
  if (retired) return { ...none, reason: 'retired', venueId: retired.venueId, venueName: retired.name };
  return { ...none, reason: 'none-planned' };
}
