import { columnsOf, type Projection, type RowOf } from '../projections/index.ts';
import { environmentWork } from './construction/environment-work.projection.ts';
import { moneyMovement } from './funds/money-movement.projection.ts';
import { townBuildType } from './overview/town-build-type.projection.ts';
import { townFunds } from './overview/town-funds.projection.ts';
import { townMonth } from './overview/town-month.projection.ts';
import { townSummary } from './overview/town-summary.projection.ts';
import { annualTarget } from './programme/annual-target.projection.ts';
import { committeeDecision } from './programme/committee-decision.projection.ts';
import { townProgramme } from './programme/town-programme.projection.ts';
import { projectCard } from './projects/project-card.projection.ts';
import { ranking } from './rankings/ranking.projection.ts';
import { venueCard } from './venues/venue-card.projection.ts';
import { villageCard } from './villages/village-card.projection.ts';
import { villageProfile } from './villages/village-profile.projection.ts';

/** Every read model there is: what the worker keeps up to date. */
export const projections = [
  villageCard,
  villageProfile,
  venueCard,
  projectCard,
  moneyMovement,
  environmentWork,
  townSummary,
  townMonth,
  townBuildType,
  townFunds,
  townProgramme,
  annualTarget,
  committeeDecision,
  ranking,
] as unknown as readonly Projection[];

/** The read models' tables, for the query builder. */
export interface ReadModels {
  village_card: RowOf<typeof villageCard>;
  village_profile: RowOf<typeof villageProfile>;
  venue_card: RowOf<typeof venueCard>;
  project_card: RowOf<typeof projectCard>;
  money_movement: RowOf<typeof moneyMovement>;
  environment_work: RowOf<typeof environmentWork>;
  town_summary: RowOf<typeof townSummary>;
  town_month: RowOf<typeof townMonth>;
  town_build_type: RowOf<typeof townBuildType>;
  town_funds: RowOf<typeof townFunds>;
  town_programme: RowOf<typeof townProgramme>;
  annual_target: RowOf<typeof annualTarget>;
  committee_decision: RowOf<typeof committeeDecision>;
  ranking: RowOf<typeof ranking>;
}

/** The names of all columns of a read model, for a query; see {@link columnsOf}. */
export function columnsOfModel<Name extends keyof ReadModels>(
  name: Name,
): (keyof ReadModels[Name] & string)[] {
  return columnsOf(projections.find((projection) => projection.name === name)!) as never;
}
