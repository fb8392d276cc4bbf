import type { BoardStage, MoneySteps } from './board-types.ts';
import type { Division, Tier } from './types.ts';

/** The HTTP contract of coverage, progress, money flow, comparison of towns and the figures of reports. */

/** What the server says, in both languages. */
export interface Sentence {
  zh: string;
  en: string;
}

/** How many villages each of the three definitions covers. */
export interface CoverageCounts {
  villages: number;
  withVenue: number;
  compliant: number;
  inUse: number;
  /** Of those covered: by another village's venue. */
  shared: number;
  withVenuePct: string;
  compliantPct: string;
  inUsePct: string;
}

export type TownCoverage = Division & CoverageCounts;

export type CoverageGap =
  'none-planned' | 'needed' | 'planned' | 'in-work' | 'retired' | 'not-compliant' | 'not-in-use';

/** What a venue lacks to be compliant; `sixHaves` holds the keys of items. */
export interface Lacks {
  area: boolean;
  condition: boolean;
  sixHaves: string[];
}

/** A village without a compliant venue in use, and why. */
export interface UncoveredVillage {
  townCode: string;
  townName: string;
  villageId: string;
  code: string;
  name: string;
  reason: CoverageGap;
  reasonText: Sentence;
  venueId: string | null;
  venueName: string | null;
  isShared: boolean;
  lacks: Lacks | null;
}

export interface Coverage {
  standardVersion: number;
  /** The items that `lacks` names by their keys. */
  sixHaves: StandardItem[];
  definitions: ({ level: 'with-venue' | 'compliant' | 'compliant-in-use' } & Sentence)[];
  total: CoverageCounts;
  towns: TownCoverage[];
  uncovered: UncoveredVillage[];
}

/** An item of a standard. */
export interface StandardItem {
  key: string;
  name: string;
}

/** A rate with the counts that it comes from. */
export interface CountedRate {
  met: number;
  of: number;
  ratePct: string;
}

/** A venue by the items of the standard; null: nobody has looked. */
export interface AssessedVenue {
  townCode: string;
  townName: string;
  villageId: string;
  villageName: string | null;
  venueId: string;
  name: string;
  assessedOn: string | null;
  met: Record<string, boolean | null>;
  all: boolean;
}

export interface SixHaves {
  standardVersion: number;
  items: (StandardItem & CountedRate)[];
  all: CountedRate;
  towns: (Division & { items: Record<string, CountedRate>; all: CountedRate })[];
  venues: AssessedVenue[];
}

export interface ProgressMonth {
  month: string;
  due: number;
  completed: number;
  dueCumulative: number;
  /** Null: the month has not begun. */
  completedCumulative: number | null;
}

/** Planned against completed in a year. */
interface YearProgress {
  year: number;
  carriedOver: number;
  due: number;
  completed: number;
  completionPct: string;
  countyTarget: number | null;
  ownTarget: number | null;
  /** Completed of what the county asks for. */
  targetPct: string;
}

export type TownProgress = Division & YearProgress & { forecast: number };

export interface AnnualProgress extends YearProgress {
  months: ProgressMonth[];
  forecast: { completed: number; daysOver: number; days: number; most: number; method: Sentence };
  towns: TownProgress[];
}

export const flowSteps = ['allocated', 'received', 'disbursed'] as const;
export type FlowStep = (typeof flowSteps)[number];

/** Money of one source in one town; without a name it came along with villages from another town. */
export interface SourceFlow {
  tier: Tier;
  source: string | null;
  townCode: string;
  townName: string;
  amountFen: number;
}

export interface StageFlow {
  townCode: string;
  townName: string;
  stage: BoardStage;
  amountFen: number;
}

export interface IdleTown {
  townCode: string;
  townName: string;
  amountFen: number;
  tooLongFen: number;
  projectsTooLong: number;
}

/** What a tier planned, allocated, paid in and spent in a town. */
export interface TierOfTown extends MoneySteps {
  townCode: string;
  townName: string;
  tier: Tier;
}

export interface FundFlow {
  step: FlowStep;
  amountFen: number;
  nodes: { id: string }[];
  links: { source: string; target: string; amountFen: number }[];
  sources: SourceFlow[];
  stages: StageFlow[];
  ledger: TierOfTown[];
  idle: IdleTown[];
}

interface Named {
  name: string;
  title: Sentence;
}

export interface ComparedRate extends Named {
  numerator: Named;
  denominator: Named;
}

/** A town's rate, and its place among towns of like size; none where nothing is to be divided by. */
export interface PlacedRate {
  count: number;
  of: number;
  ratePct: string;
  place: number | null;
  among: number;
}

export interface ComparedTown extends Division {
  group: 'small' | 'medium' | 'large';
  counts: Record<string, string>;
  rates: Record<string, PlacedRate>;
}

export interface Scoreboard {
  period: Period;
  method: Sentence;
  counts: Named[];
  rates: ComparedRate[];
  towns: ComparedTown[];
}

/** Days, both ends counted. */
export interface Period {
  from: string;
  to: string;
}

export type ReportUnit =
  'fen' | 'yuan' | 'wan' | 'yi' | 'dm2' | 'm2' | 'm' | 'percent' | 'count' | 'yuan-per-m2';

/** A number of a report: exactly, as it is shown, and the address of its events. */
interface ShownNumber {
  exact: string;
  displayed: string;
  events: string;
}

/** What tells a part of a figure apart from the others. */
export type ReportPart = Partial<
  Record<
    'tier' | 'source' | 'kind' | 'of' | 'buildType' | 'grade' | 'stage' | 'work' | 'item' | 'level' | 'year',
    string
  >
>;

export interface ShownPart extends ShownNumber {
  part: ReportPart;
  sharePct: string;
}

export type NamedNumber = Named & ShownNumber;

/** A figure of a report. */
export interface ShownFigure extends NamedNumber {
  unit: ReportUnit;
  unitName: Sentence;
  /** The unit of `exact`; null for a rate or average, whose `exact` is numerator and denominator. */
  exactUnit: ReportUnit | null;
  note: Sentence | null;
  parts?: ShownPart[];
  partsNote?: Sentence | null;
  of?: { numerator: NamedNumber; denominator: NamedNumber };
}

export interface ReportFigures {
  period: Period;
  /** The items that parts name by their keys. */
  sixHaves: StandardItem[];
  figures: ShownFigure[];
}

/** What somebody typed in a report, one statement at a time; numbers as typed. */
export type CheckItem =
  | { kind: 'figure'; figure: string; part?: ReportPart; value: string; unit?: ReportUnit }
  | { kind: 'total'; parts: string[]; total: string; unit: ReportUnit }
  | { kind: 'product'; factors: string[]; stated: string; unit?: ReportUnit; productUnit?: ReportUnit }
  | { kind: 'rate'; numerator: string; denominator: string; stated: string }
  | { kind: 'count'; names: string[]; stated: number };

export type CheckKind = CheckItem['kind'];
export type Verdict = 'agrees' | 'differs' | 'does-not-add-up';

/** What the server found of one statement. */
export interface Finding {
  kind: CheckKind;
  verdict: Verdict;
  stated: string;
  computed: string;
  difference: string | null;
  sentence: Sentence;
  note: Sentence | null;
  events?: string;
}

export interface FiguresCheck {
  period: Period;
  summary: { agrees: number; differs: number; doesNotAddUp: number };
  items: Finding[];
}
