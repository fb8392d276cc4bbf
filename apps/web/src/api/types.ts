import type { Texts } from '../i18n/zh.ts';

/** The HTTP contract as the pages see it. Money is integer fen, area integer dm², percentages are text ("62.5" or "—"). */

export type BuildType = 'new' | 'rebuild' | 'extend' | 'repair' | 'equip' | 'shared';
export type Tier = 'higher' | 'town' | 'village';
export type FundKind = 'cash' | 'in-kind' | 'labour';
export type Grade = 'standard' | 'high';
export type TrainingHost = 'school' | 'association' | 'remote' | 'other';
export type OfficerPost = 'party-secretary' | 'village-head' | 'supervisor' | 'clerk';
export type Stage = 'planned' | 'completed' | 'cancelled' | 'registered' | 'in-use' | 'retired';

export const buildTypes: readonly BuildType[] = ['new', 'rebuild', 'extend', 'repair', 'equip', 'shared'];
export const tiers: readonly Tier[] = ['higher', 'town', 'village'];
export const fundKinds: readonly FundKind[] = ['cash', 'in-kind', 'labour'];
export const grades: readonly Grade[] = ['standard', 'high'];
export const trainingHosts: readonly TrainingHost[] = ['school', 'association', 'remote', 'other'];
export const officerPosts: readonly OfficerPost[] = [
  'party-secretary',
  'village-head',
  'supervisor',
  'clerk',
];
export const platforms = [1, 2, 3, 4, 5, 6, 7] as const;

export interface Division {
  code: string;
  name: string;
}

/** What every view answers. */
export interface View<Data> {
  data: Data;
  asOf: string;
  positions: Record<string, number>;
  lag: Record<string, number>;
}

export interface BuildTypeFigures {
  buildType: BuildType;
  planned: number;
  completed: number;
  sharePct: string;
  completionPct: string;
}

export interface TierFigures {
  tier: Tier;
  amountFen: number;
  wan: string;
  sharePct: string;
}

export interface SourceFigures extends TierFigures {
  source: string;
  kind: FundKind;
}

export interface YearFigures {
  year: number;
  planned: number;
  completed: number;
  plannedCumulative: number;
  completedCumulative: number;
}

export interface MonthFigures {
  month: string;
  due: number;
  completed: number;
  fundsFen: Record<Tier, number>;
  trainings: number;
  people: number;
}

export interface TownFigures extends Division {
  villages: number;
  covered: number;
  coveragePct: string;
  planned: number;
  completed: number;
  completionPct: string;
  fundsFen: Record<Tier, number>;
  amountFen: number;
  wan: string;
  trainings: number;
  people: number;
}

/** The figures that a county and a town have in common. */
export interface Summary {
  villages: { total: number; planned: number; covered: number; coveragePct: string };
  venues: {
    planned: number;
    cancelled: number;
    completed: number;
    completionPct: string;
    builtAreaDm2: number;
    byBuildType: BuildTypeFigures[];
    newOrRebuilt: { planned: number; completed: number; completionPct: string };
  };
  funds: {
    amountFen: number;
    wan: string;
    averageWan: string;
    byTier: TierFigures[];
    bySource: SourceFigures[];
  };
  trainings: { count: number; people: number; hours: number };
  years: YearFigures[];
  months: MonthFigures[];
}

export interface CountyOverview extends Summary {
  county: Division;
  towns: TownFigures[];
}

export interface TownSummary extends Summary {
  town: Division;
}

export interface VillageCard {
  villageId: string;
  code: string;
  name: string;
  venuesPlanned: number;
  venuesCompleted: number;
  venuesCancelled: number;
  builtAreaDm2: number;
  amountFen: number;
  wan: string;
  trainings: number;
  people: number;
  lastTrainingOn: string | null;
  partySecretaryId: string | null;
  villageHeadId: string | null;
  supervisorId: string | null;
  clerkId: string | null;
  /** The village that it is a part of, and since when. */
  mergedInto: { villageId: string; name: string } | null;
  mergedOn: string | null;
  /** The villages that are a part of it. */
  absorbed: { villageId: string; name: string; mergedOn: string | null }[];
}

export interface VenueCard {
  venueId: string;
  villageId: string;
  villageName: string;
  name: string;
  stage: Stage;
  year: number;
  buildType: BuildType | '';
  plannedAreaDm2: number;
  builtAreaDm2: number | null;
  budgetFen: number;
  higherFen: number;
  townFen: number;
  villageFen: number;
  amountFen: number;
  wan: string;
  /** Null, as the plan's other days, of a venue that no project of the town built. */
  plannedOn: string | null;
  targetOn: string | null;
  completedOn: string | null;
  grade: Grade | null;
  finalCostFen: number | null;
  registeredOn: string | null;
  /** Of the registered venue: that of its completion, where a project built it. */
  areaDm2: number | null;
  /** Other villages that it serves. */
  sharedWith: string[];
  condition: 'A' | 'B' | 'C' | 'D' | null;
  /** Null: never assessed. */
  sixHavesOn: string | null;
  sixHavesMissing: string[];
  commissionedOn: string | null;
  waiverUntil: string | null;
}

export interface RecordedEvent {
  position: number;
  id: string;
  type: string;
  stream: { type: string; id: string; version: number };
  occurredOn: string;
  recordedAt: string;
  data: Record<string, unknown>;
  metadata: { actor: string; role: string; source: string; commandId: string; correlationId: string };
  hash: string;
}

export interface EventPage {
  data: RecordedEvent[];
  next: number | null;
}

/** A figure of an overview that opens down to its events. */
export type FigureName =
  | 'villages.total'
  | 'villages.planned'
  | 'villages.covered'
  | 'venues.planned'
  | 'venues.cancelled'
  | 'venues.completed'
  | 'venues.builtAreaDm2'
  | 'venues.byBuildType.planned'
  | 'venues.byBuildType.completed'
  | 'venues.newOrRebuilt.planned'
  | 'venues.newOrRebuilt.completed'
  | 'funds.amountFen'
  | 'funds.byTier.amountFen'
  | 'funds.bySource.amountFen'
  | 'trainings.count'
  | 'trainings.people'
  | 'trainings.hours'
  | 'years.planned'
  | 'years.completed'
  | 'years.plannedCumulative'
  | 'years.completedCumulative'
  | 'months.trainings'
  | 'months.people';

/** What tells a figure apart from the others of its list. */
export interface FigurePart {
  tier?: Tier;
  source?: string;
  kind?: FundKind;
  buildType?: BuildType;
  month?: string;
  year?: string;
}

/** The names that an event's places bear now; null where it has none. */
interface EventPlaces {
  villageName: string | null;
  venueName: string | null;
}

/** An event and what it gave to a figure, in the figure's own unit; below zero where it took away. */
export interface FigureEvent extends RecordedEvent, EventPlaces {
  town: Division;
  change: number;
}

export interface FigureEventPage {
  value: number;
  /** Events on all pages. */
  count: number;
  data: FigureEvent[];
  next: string | null;
}

/** A view whose rows open down to their events. */
export type RowView = 'village-cards' | 'venue-cards' | 'project-board';

/** A column of a project's money: of a tier, at a step of its way. */
export type MoneyColumn = `${Tier}${'Planned' | 'Allocated' | 'Received' | 'Disbursed'}Fen`;

/** A column that the pages open. */
export type RowColumn =
  | MoneyColumn
  | 'venuesPlanned'
  | 'venuesCompleted'
  | 'venuesCancelled'
  | 'amountFen'
  | 'trainings'
  | 'people'
  | 'lastTrainingOn'
  | 'stage'
  | 'plannedAreaDm2'
  | 'builtAreaDm2'
  | 'areaDm2'
  | 'budgetFen'
  | 'higherFen'
  | 'townFen'
  | 'villageFen'
  | 'finalCostFen'
  | 'targetOn'
  | 'completedOn';

export type ColumnValue = string | number | null;

/** An event and what it did to a row: only the columns asked for that it changed. */
export interface RowEvent extends RecordedEvent, EventPlaces {
  changes: Record<RowColumn, { before: ColumnValue; after: ColumnValue }>;
}

export interface RowEventPage {
  data: RowEvent[];
  next: number | null;
}

/** A command of a town that a page has a form for. */
export type CommandName = keyof Texts['command'];

/** A command of a county that a page has a form for. */
export type CountyCommandName = keyof Texts['countyCommand'];

export interface CommandReceipt {
  commandId: string;
  position: number;
  events: { id: string; type: string; streamId: string; version: number; position: number }[];
}

export interface FieldError {
  pointer: string;
  code: string;
  message: string;
}

/** RFC 9457, with the project's own members. */
export interface ProblemBody {
  type?: string;
  title: string;
  titleEn?: string;
  status: number;
  detail?: string;
  detailEn?: string;
  code?: string;
  errors?: FieldError[];
  id?: string;
}
