import type { BuildType, FundKind, Tier } from './types.ts';

/** How far a project is on its board; what went to another town stands on none. */
export type BoardStage =
  | 'needed'
  | 'planned'
  | 'preparing'
  | 'building'
  | 'accepting'
  | 'completed'
  | 'in-use'
  | 'retired'
  | 'cancelled';

/** In the order of a venue's life. */
export const boardStages: readonly BoardStage[] = [
  'needed',
  'planned',
  'preparing',
  'building',
  'accepting',
  'completed',
  'in-use',
  'retired',
  'cancelled',
];

export type AlertKind =
  | 'stage-overdue'
  | 'target-missed'
  | 'year-end-risk'
  | 'round-stuck'
  | 'defect-open'
  | 'money-idle'
  | 'spending-ahead'
  | 'over-ceiling'
  | 'below-standard'
  | 'condition-d'
  | 'waiver-expired';

export type Severity = 'red' | 'amber';

/** Why something needs attention. What `value` and `limit` count follows from the kind. */
export interface Alert {
  kind: AlertKind;
  severity: Severity;
  since: string | null;
  days: number | null;
  value: number | null;
  limit: number | null;
}

/** An alert, and the project or venue that it is about. */
export interface PlacedAlert extends Alert {
  townCode: string;
  townName: string;
  villageId: string;
  villageName: string | null;
  venueId: string;
  name: string;
}

export interface Alerts {
  /** Of all kinds, whatever was asked for. */
  kinds: { kind: AlertKind; count: number }[];
  alerts: PlacedAlert[];
  more: boolean;
}

export type DueKind = 'target' | 'contract-end' | 'stage' | 'defects' | 'review' | 'discussion' | 'waiver';

/** Something that is to be done by a day. */
export interface DueItem {
  kind: DueKind;
  venueId: string;
  villageId: string;
  villageName: string | null;
  name: string;
  dueOn: string;
  daysLeft: number;
}

export interface ToDo extends Alerts {
  due: DueItem[];
}

export type Light = 'green' | 'amber' | 'red';

/** A project as its board shows it. Money in fen, areas in dm². */
export interface BoardProject {
  townCode: string;
  townName: string;
  venueId: string;
  villageId: string;
  villageName: string | null;
  name: string;
  buildType: BuildType | '';
  year: number;
  batch: number | null;
  stage: BoardStage;
  stageSince: string | null;
  daysInStage: number | null;
  /** The time that the rules give the stage, and what has gone of it; null where none runs. */
  clock: { days: number; limit: number } | null;
  suspendedOn: string | null;
  targetOn: string | null;
  light: Light;
  reasons: (AlertKind | 'time-short')[];
  alerts: Alert[];
  percent: number;
  roundsDone: number;
  reviewRounds: number;
  budgetFen: number;
  allocatedFen: number;
  receivedFen: number;
  disbursedFen: number;
  idleFen: number;
  /** Percentage of the budget that is allocated, as the server computed it. */
  allocatedPct: string;
}

export interface ProjectBoard {
  stages: { stage: BoardStage; count: number }[];
  projects: BoardProject[];
  more: boolean;
}

/** Money at the four steps on its way. Fen, net of what was reversed. */
export interface MoneySteps {
  plannedFen: number;
  allocatedFen: number;
  receivedFen: number;
  disbursedFen: number;
}

export type MoneyStep = keyof MoneySteps;
export const moneySteps: readonly MoneyStep[] = ['plannedFen', 'allocatedFen', 'receivedFen', 'disbursedFen'];

/** Money of one source; without a name it came along with villages from another town. */
export interface SourceMoney extends Omit<MoneySteps, 'plannedFen'> {
  tier: Tier;
  source: string | null;
  kind: FundKind | null;
}

export interface LedgerProject extends MoneySteps {
  venueId: string;
  name: string;
  villageId: string;
  villageName: string | null;
  stage: BoardStage;
  year: number;
  tiers: (MoneySteps & { tier: Tier })[];
  auditedFen: number | null;
  toReturnFen: number;
  idleFen: number;
  idleSince: string | null;
  idleDays: number | null;
}

export interface FundLedger {
  total: MoneySteps;
  tiers: (MoneySteps & { tier: Tier })[];
  sources: SourceMoney[];
  projects: LedgerProject[];
  idle: { amountFen: number; tooLongFen: number; projectsTooLong: number };
}
