import type { DecisionStep } from './project-types.ts';
import type { BuildType, Tier } from './types.ts';

/** What a county lays down for its towns, as the pages see it. Areas in dm², money in fen, limits in days or percent. */

export interface Fraction {
  numerator: number;
  denominator: number;
}

/** Who must be there, and how many of them must be for it. */
export interface Vote {
  quorum: Fraction;
  majority: Fraction;
}

export interface Procedure {
  reviewRounds: number;
  decisionSteps: DecisionStep[];
  site: boolean;
  securedPct: number;
}

/** Something that facts name by its key, which never changes. */
export interface StandardItem {
  key: string;
  name: string;
}

export const decisionSteps: readonly DecisionStep[] = [
  'branch-proposal',
  'committees-consultation',
  'members-deliberation',
  'villagers-resolution',
];

export const timedStages = ['planned', 'started', 'finalised', 'building', 'completed'] as const;
export type TimedStage = (typeof timedStages)[number];

export interface StandardContent {
  minAreaDm2: number;
  unitCostCeilingFen: number;
  procedures: Record<BuildType, Procedure>;
  discussion: Vote;
  decisions: Record<DecisionStep, Vote>;
  townCommittee: Vote;
  budgetTolerancePct: number;
  acceptance: { acceptors: number; largeFromFen: number; acceptorsOfLarge: number };
  settlementAuditAboveFen: number;
  rooms: StandardItem[];
  sixHaves: StandardItem[];
  sources: { tier: Tier; name: string }[];
  forbiddenSources: { source: string; from: string; reason: string }[];
  frequencies: { trainingsPerYear: number; meetingsPerMonth: number; activitiesPerQuarter: number };
  demonstration: { monthsInUse: number; score: number };
  thresholds: {
    stageDays: Record<TimedStage, number>;
    idleMoneyDays: number;
    roundStuckDays: number;
    defectDays: number;
    aheadPct: number;
    yearEndRiskPct: number;
    yearEndRiskMonth: number;
    timeShortPct: number;
    dueWithinDays: number;
    mediumTownFrom: number;
    largeTownFrom: number;
  };
}

/** A version of the standard; 0 is the one that is shipped. */
export interface Standard extends StandardContent {
  version: number;
  from: string;
}

export interface Campaign {
  name: string;
  from: string;
  until: string;
  isOpen: boolean;
}

export interface PeriodException {
  townCode: string;
  period: string;
  until: string;
  isOpen: boolean;
}

export const waivedRules = ['six-haves', 'review-rounds'] as const;

export interface Waiver {
  waiverId: string;
  townCode: string;
  venueId: string;
  kind: (typeof waivedRules)[number];
  until: string;
  documentNo: string;
  holds: boolean;
}

export interface TownTarget {
  townCode: string;
  year: number;
  venues: number;
  amountFen: number | null;
  campaign: string | null;
}

/** Something that the county laid down: when, by whom, in what words. */
export type PolicyRecord = {
  position: number;
  occurredOn: string;
  recordedAt: string;
  recordedBy: { actor: string; role: string };
} & (
  | { type: 'StandardPublished'; data: { version: number; from: string; documentNo: string } }
  | { type: 'PeriodClosed'; data: { period: string; change: 'closed' | 'reopened'; reason: string } }
  | {
      type: 'PeriodExceptionGranted';
      data: { townCode: string; period: string; until: string; reason: string };
    }
  | { type: 'CampaignOpened'; data: { campaign: string; documentNo: string } }
  | { type: 'WaiverGranted'; data: { waiverId: string; reason: string } }
  | { type: 'TownTargetSet'; data: { townCode: string; year: number } }
);

export interface Policy {
  standardInForce: number;
  /** By version, the shipped one first. */
  standards: Standard[];
  campaigns: Campaign[];
  closedPeriods: string[];
  exceptions: PeriodException[];
  waivers: Waiver[];
  targets: TownTarget[];
  /** The latest first. */
  records: PolicyRecord[];
}

/** A target of the county beside what the town set itself and what came of it. */
export interface TargetLine extends TownTarget {
  townName: string;
  ownVenues: number | null;
  planned: number;
  completed: number;
  completedPct: string;
  raisedFen: number;
}

/** What a venue lacks of a standard. */
export interface Lacks {
  area: boolean;
  condition: boolean;
  sixHaves: string[];
}

interface PlacedVenue {
  townCode: string;
  townName: string;
  villageId: string;
  villageName: string | null;
  venueId: string;
  name: string;
}

export interface JudgedVenue extends PlacedVenue {
  before: Lacks;
  after: Lacks;
}

export interface JudgedProject extends PlacedVenue {
  plannedAreaDm2: number;
  budgetFen: number;
  standardVersion: number;
}

interface Listed<Item> {
  count: number;
  items: Item[];
}

export interface CoverageCounts {
  villages: number;
  withVenue: number;
  compliant: number;
  inUse: number;
  withVenuePct: string;
  compliantPct: string;
  inUsePct: string;
}

/** What would change under a standard that is not published. */
export interface StandardPreview {
  comparedWith: number;
  coverage: { before: CoverageCounts; after: CoverageCounts };
  becomeCompliant: Listed<JudgedVenue>;
  becomeNonCompliant: Listed<JudgedVenue>;
  aboveCeiling: Listed<JudgedProject>;
  belowArea: Listed<JudgedProject>;
}
