import type { StandardContent } from '../shared/standard.ts';
import { exists } from '../shared/standing-venue.ts';
import type { VillageParts } from '../shared/village-parts.ts';
import { coverageOf, isCompliant, lacksOf, type CoveringVenue, type Lacks } from './coverage.ts';

/** A project that is not complete, as its plan and design have it. */
export interface PlannedProject {
  readonly venueId: string;
  readonly villageId: string;
  readonly name: string;
  readonly plannedAreaDm2: number;
  readonly budgetFen: number;
}

interface Town<Venue extends CoveringVenue, Project extends PlannedProject> {
  readonly villages: readonly VillageParts[];
  readonly venues: readonly Venue[];
  readonly projects: readonly Project[];
}

/** A venue that a proposed standard judges otherwise. */
export interface JudgedVenue<Venue> {
  readonly venue: Venue;
  readonly before: Lacks;
  readonly after: Lacks;
}

/** What of a town would change if it were judged by another standard. Pure. */
export function previewOf<Venue extends CoveringVenue, Project extends PlannedProject>(
  { villages, venues, projects }: Town<Venue, Project>,
  inForce: StandardContent,
  proposed: StandardContent,
) {
  const judged = venues
    .filter(exists)
    .map((venue) => ({ venue, before: lacksOf(venue, inForce), after: lacksOf(venue, proposed) }));
  const otherwise = (becomes: boolean): JudgedVenue<Venue>[] =>
    judged.filter(({ before, after }) => isCompliant(after) === becomes && isCompliant(before) !== becomes);
  const newly = (breaks: (project: Project, standard: StandardContent) => boolean) =>
    projects.filter((project) => breaks(project, proposed) && !breaks(project, inForce));
  return {
    before: coverageOf(villages, venues, inForce),
    after: coverageOf(villages, venues, proposed),
    becomeCompliant: otherwise(true),
    becomeNonCompliant: otherwise(false),
    aboveCeiling: newly(isAboveCeiling),
    belowArea: newly(isBelowArea),
  };
}

/** Budget through planned area above the ceiling; 1 m² = 100 dm². */
function isAboveCeiling(
  { budgetFen, plannedAreaDm2 }: PlannedProject,
  { unitCostCeilingFen }: StandardContent,
) {
  return BigInt(budgetFen) * 100n > BigInt(unitCostCeilingFen) * BigInt(plannedAreaDm2);
}

function isBelowArea({ plannedAreaDm2 }: PlannedProject, { minAreaDm2 }: StandardContent) {
  return plannedAreaDm2 < minAreaDm2;
}
