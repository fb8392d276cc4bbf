import {
  assessSixHaves,
  assessVenueCondition,
  assignResponsibility,
} from './commissioning/assessment.decider.ts';
import { commissionVenue, retireVenue } from './commissioning/commissioning.decider.ts';
import { designateVenue } from './commissioning/designation.decider.ts';
import { registerVenue } from './commissioning/registration.decider.ts';
import { correctRegistration } from './commissioning/registration-correction.decider.ts';
import { inspectAcceptance, rectifyDefect } from './construction/acceptance.decider.ts';
import { completeVenue } from './construction/completion.decider.ts';
import { startConstruction, varyContract } from './construction/contract.decider.ts';
import { completeEnvironmentWork, reportProgress } from './construction/progress.decider.ts';
import { settleProject } from './construction/settlement.decider.ts';
import { correctFact } from './corrections/correction.decider.ts';
import { allocateFunds } from './funds/funds.decider.ts';
import { disburseFunds, receiveFunds } from './funds/movement.decider.ts';
import { reverseFunds } from './funds/reversal.decider.ts';
import { mergeTowns } from './mergers/merger.decider.ts';
import { publishRanking, withdrawRanking } from './rankings/ranking.decider.ts';
import { changeOfficer } from './officers/officer.decider.ts';
import { grantWaiver, openCampaign, publishStandard, setTownTarget } from './policy/policy.decider.ts';
import { adjustBudget, recordDecision } from './preparation/decision.decider.ts';
import { finaliseDesign, submitDesign } from './preparation/design.decider.ts';
import { assessNeeds } from './preparation/need.decider.ts';
import { holdVillagerDiscussion, reviewDesign } from './preparation/review.decider.ts';
import { selectSite, startProject } from './preparation/start.decider.ts';
import { adoptProgramme, recordCommitteeDecision, setAnnualTarget } from './programme/programme.decider.ts';
import { closeCountyPeriod, closeTownPeriod, grantPeriodException } from './reporting/reporting.decider.ts';
import type { CommandType } from './shared/command.ts';
import { holdTraining } from './trainings/training.decider.ts';
import { cancelProject, resumeProject, suspendProject } from './venues/status.decider.ts';
import { planVenue } from './venues/venue.decider.ts';
import { mergeVillage } from './villages/village-merger.decider.ts';
import { registerVillage, updateVillageProfile } from './villages/village.decider.ts';

/** Every command of a town, in the order of a venue's life. */
export const townCommands = [
  registerVillage,
  updateVillageProfile,
  mergeVillage,
  adoptProgramme,
  setAnnualTarget,
  recordCommitteeDecision,
  assessNeeds,
  planVenue,
  startProject,
  selectSite,
  submitDesign,
  reviewDesign,
  holdVillagerDiscussion,
  finaliseDesign,
  recordDecision,
  adjustBudget,
  allocateFunds,
  receiveFunds,
  disburseFunds,
  reverseFunds,
  suspendProject,
  resumeProject,
  startConstruction,
  reportProgress,
  varyContract,
  inspectAcceptance,
  rectifyDefect,
  completeVenue,
  completeEnvironmentWork,
  settleProject,
  cancelProject,
  registerVenue,
  correctRegistration,
  assessVenueCondition,
  assessSixHaves,
  assignResponsibility,
  commissionVenue,
  designateVenue,
  retireVenue,
  correctFact,
  holdTraining,
  changeOfficer,
  closeTownPeriod,
] as unknown as readonly CommandType[];

/** Every command of a county: it writes the county's own streams. */
export const countyCommands = [
  publishStandard,
  openCampaign,
  setTownTarget,
  grantWaiver,
  closeCountyPeriod,
  grantPeriodException,
  publishRanking,
  withdrawRanking,
] as unknown as readonly CommandType[];

/** Whatever leads to events. */
export const sourcesOfEvents: readonly Pick<CommandType, 'name' | 'summary' | 'emits'>[] = [
  ...townCommands,
  ...countyCommands,
  mergeTowns,
];
