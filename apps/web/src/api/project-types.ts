import type { BuildType, FundKind, Grade, Tier } from './types.ts';

/** How far a project is by its rules. */
export type ProjectStage =
  'unplanned' | 'planned' | 'started' | 'finalised' | 'building' | 'completed' | 'settled' | 'cancelled';

export type DecisionStep =
  'branch-proposal' | 'committees-consultation' | 'members-deliberation' | 'villagers-resolution';

export type Duty = 'use' | 'maintenance' | 'safety';

/** Money of one allocation, net of what was reversed. Fen. */
export interface ProjectAllocation {
  tier: Tier;
  source: string;
  kind: FundKind;
  on: string;
  allocatedFen: number;
  receivedFen: number;
  disbursedFen: number;
}

/** A receipt or payment, net of what was reversed. Fen. */
export interface MoneyMovement {
  allocationId: string;
  on: string;
  amountFen: number;
}

export interface Defect {
  description: string;
  blocking: boolean;
  foundOn: string;
  closedOn: string | null;
}

/** A project as the rules know it. */
export interface ProjectState {
  stage: ProjectStage;
  villageId: string | null;
  need: { on: string; condition: string | null; costFen: number } | null;
  plan: {
    venueName: string;
    year: number;
    buildType: BuildType;
    plannedOn: string;
    targetOn: string;
    plannedAreaDm2: number;
    budgetFen: number;
    fundingPlan: { higherFen: number; townFen: number; villageFen: number };
    standardVersion: number;
  } | null;
  startedOn: string | null;
  siteOn: string | null;
  suspendedOn: string | null;
  cancelledOn: string | null;
  design: {
    submitted: { version: number; on: string; areaDm2: number; estimateFen: number } | null;
    roundsDone: number;
    review: { round: number; outcome: 'passed' | 'returned'; on: string; designVersion: number } | null;
    discussion: { round: number; carried: boolean; on: string } | null;
    finalised: { version: number; on: string; areaDm2: number } | null;
    decisions: Partial<Record<DecisionStep, string>>;
  };
  money: {
    allocations: Record<string, ProjectAllocation>;
    receipts: Record<string, MoneyMovement>;
    payments: Record<string, MoneyMovement>;
  };
  work: {
    contract: { on: string; contractor: string; contractFen: number; plannedEndOn: string } | null;
    variations: Record<string, number>;
    progress: { percent: number; on: string } | null;
    inspection: { passed: boolean; acceptors: number; on: string } | null;
    defects: Record<string, Defect>;
    completion: { completedOn: string; builtAreaDm2: number; finalCostFen: number; grade: Grade } | null;
    environment: Record<string, string>;
    handedOverOn: string | null;
    settlement: { on: string; auditedFen: number } | null;
  };
}

export type Home = 'cadres' | 'members' | 'women' | 'youth' | 'farmers';
export type Designation = 'highlight' | 'demonstration';
type HonourLevel = 'town' | 'county' | 'prefecture' | 'province';

/** A venue as the rules know it. */
export interface VenueState {
  registered: {
    on: string;
    villageId: string;
    sharedWith: string[];
    name: string;
    areaDm2: number;
    rooms: { kind: string; count: number }[];
    homes: Home[];
    origin: 'existing' | 'project';
    standardVersion: number;
  } | null;
  condition: { grade: 'A' | 'B' | 'C' | 'D'; on: string } | null;
  sixHaves: { on: string; standardVersion: number; missing: string[]; met: string[] } | null;
  responsibilities: Partial<Record<Duty, { personId: string; from: string }>>;
  commissioned: { on: string; waiverUntil: string | null } | null;
  designations: Partial<Record<Designation, { level: HonourLevel; on: string; until: string | null }>>;
  retiredOn: string | null;
}

interface StandardItem {
  key: string;
  name: string;
}

/** What the page needs of the county's standard that a project is pinned to. */
export interface ProjectStandard {
  version: number;
  minAreaDm2: number;
  unitCostCeilingFen: number;
  procedures: Record<
    BuildType,
    { reviewRounds: number; decisionSteps: DecisionStep[]; site: boolean; securedPct: number }
  >;
  rooms: StandardItem[];
  sixHaves: StandardItem[];
  /** Of each tier, those that are offered. */
  sources: { tier: Tier; name: string }[];
}

/** A project with the venue that it makes, and the standard that it is pinned to. */
export interface ProjectDetail {
  project: ProjectState;
  venue: VenueState;
  standard: ProjectStandard;
  village: { villageId: string; name: string | null };
}

/** A reason why a step cannot be taken yet, in both languages. */
export interface Blocker {
  code: string;
  title: string;
  titleEn: string;
}

/** A step of a project or venue: whether the rules allow it now, and what stands against it. */
export interface NextStep {
  command: string;
  allowed: boolean;
  blockers: Blocker[];
}
