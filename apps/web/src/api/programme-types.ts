import type { BuildType } from './types.ts';

/** People entitled to vote, present, and for it. */
export interface Vote {
  eligible: number;
  present: number;
  votesFor: number;
}

/** A town's programme of several years, with what has become of each of its villages. */
export interface Programme extends Vote {
  adoptedOn: string;
  firstYear: number;
  lastYear: number;
  villages: { villageId: string; code: string; name: string; planned: number; completed: number }[];
  /** Persons, the head first. */
  leadGroup: string[];
  documentNo: string;
}

/** A year and build type: what was set, and what is planned and completed. Percentages are text. */
export interface TargetLine {
  year: number;
  buildType: BuildType;
  target: number | null;
  targetFen: number | null;
  campaign: string | null;
  planned: number;
  budgetFen: number;
  completed: number;
  plannedPct: string;
  completedPct: string;
}

/** What the county wants of the town in a year. */
export interface CountyTarget {
  year: number;
  venues: number;
  amountFen: number | null;
  campaign: string | null;
  completed: number;
  completedPct: string;
}

export type CommitteeBody = 'party-committee' | 'government' | 'peoples-congress';
export const committeeBodies: readonly CommitteeBody[] = [
  'party-committee',
  'government',
  'peoples-congress',
];

/** A decision of one of the town's committees; whether it was carried follows from the votes. */
export interface CommitteeDecision extends Vote {
  documentNo: string;
  subject: string;
  decidedOn: string;
  body: CommitteeBody;
  carried: boolean;
}

export interface ProgrammeView {
  programme: Programme | null;
  targets: TargetLine[];
  countyTargets: CountyTarget[];
  decisions: CommitteeDecision[];
}
