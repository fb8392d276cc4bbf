import {
  assessSixHaves,
  assessVenueCondition,
  assignResponsibility,
} from './commissioning/assessment.decider.ts';
import { commissionVenue, retireVenue } from './commissioning/commissioning.decider.ts';
import { designateVenue } from './commissioning/designation.decider.ts';
import { registerVenue } from './commissioning/registration.decider.ts';
import { allocateFunds } from './funds/funds.decider.ts';
import { mergeTowns } from './mergers/merger.decider.ts';
import { publishRanking, withdrawRanking } from './rankings/ranking.decider.ts';
import { changeOfficer } from './officers/officer.decider.ts';
import type { CommandType } from './shared/command.ts';
import { holdTraining } from './trainings/training.decider.ts';
import { cancelProject, completeVenue, planVenue } from './venues/venue.decider.ts';
import { registerVillage } from './villages/village.decider.ts';

/** Every command of a town, in the order of a venue's life. */
export const townCommands = [
  registerVillage,
  planVenue,
  allocateFunds,
  completeVenue,
  cancelProject,
  registerVenue,
  assessVenueCondition,
  assessSixHaves,
  assignResponsibility,
  commissionVenue,
  designateVenue,
  retireVenue,
  holdTraining,
  changeOfficer,
] as unknown as readonly CommandType[];

/** Every command of a county: it writes the county's own streams. */
export const countyCommands = [publishRanking, withdrawRanking] as unknown as readonly CommandType[];

/** Whatever leads to events. */
export const sourcesOfEvents: readonly Pick<CommandType, 'name' | 'summary' | 'emits'>[] = [
  ...townCommands,
  ...countyCommands,
  mergeTowns,
];
