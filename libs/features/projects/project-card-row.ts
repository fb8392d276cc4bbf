import {
  bigint,
  date,
  integer,
  nullable,
  text,
  uuid,
  type Columns,
  type Values,
} from '../../projections/index.ts';
import type { MergerEvents } from '../mergers/merger.events.ts';
import { contractTotalFen } from '../shared/project-work.ts';
import type { Allocation } from '../shared/project-money.ts';
import type { Project } from '../shared/project-state.ts';
import { tier, type Tier } from '../shared/values.ts';
import { boardStage, stageBegan } from './board-stage.ts';
import { openDefectsOf, withDefects } from './open-defects.ts';

/** Everything that a board, a ledger or an alert says of one project. Money in fen and net of reversals, area in dm². */
export const projectCardColumns = {
  villageId: uuid(),
  name: text(),
  buildType: text(),
  year: integer(),
  batch: nullable(integer()),
  campaign: nullable(text()),
  standardVersion: integer(),
  /** A board stage, and since when it is in it; `restedDays` of the days since then or since its clock began it was suspended. */
  stage: text(),
  stageSince: date(),
  restedDays: integer(),
  neededOn: date(),
  plannedOn: date(),
  targetOn: date(),
  startedOn: date(),
  siteOn: date(),
  submittedOn: date(),
  reviewedOn: date(),
  discussedOn: date(),
  finalisedOn: date(),
  constructionOn: date(),
  plannedEndOn: date(),
  progressOn: date(),
  inspectedOn: date(),
  completedOn: date(),
  handedOverOn: date(),
  /** The day on which what it built was retired. */
  retiredOn: date(),
  settledOn: date(),
  suspendedOn: date(),
  cancelledOn: date(),
  movedOn: date(),
  /** The day on which it came from another town. */
  cameOn: date(),
  designVersion: integer(),
  /** Rounds that were carried; what came last in the round under way: submitted, passed, returned, not-carried, carried. */
  roundsDone: integer(),
  roundState: text(),
  decisionsCarried: integer(),
  percent: integer(),
  inspectionPassed: integer(),
  openDefects: integer(),
  blockingDefects: integer(),
  oldestDefectOn: date(),
  /** The open defects as JSON: only a list can tell which is the oldest after one is gone. */
  defectList: text(),
  needCostFen: nullable(bigint()),
  condition: nullable(text()),
  plannedAreaDm2: bigint(),
  builtAreaDm2: nullable(bigint()),
  budgetFen: bigint(),
  contractFen: nullable(bigint()),
  contractor: nullable(text()),
  variationsFen: bigint(),
  finalCostFen: nullable(bigint()),
  auditedFen: nullable(bigint()),
  grade: nullable(text()),
  higherPlannedFen: bigint(),
  townPlannedFen: bigint(),
  villagePlannedFen: bigint(),
  higherAllocatedFen: bigint(),
  townAllocatedFen: bigint(),
  villageAllocatedFen: bigint(),
  higherReceivedFen: bigint(),
  townReceivedFen: bigint(),
  villageReceivedFen: bigint(),
  higherDisbursedFen: bigint(),
  townDisbursedFen: bigint(),
  villageDisbursedFen: bigint(),
  /** The part of what was received that can be paid out: no goods, no labour. */
  receivedCashFen: bigint(),
  hardeningWorks: integer(),
  greeningWorks: integer(),
  lightingWorks: integer(),
  beautifyingWorks: integer(),
};

export type ProjectCardRow = Values<typeof projectCardColumns>;

/** The row after a change on a day; where the change brings it to another stage, the stage begins on that day. */
export function changed(row: ProjectCardRow, change: Partial<ProjectCardRow>, on: string): ProjectCardRow {
  const after = { ...row, ...change };
  const stage = boardStage(after);
  return stage === row.stage ? after : { ...after, stage, stageSince: on };
}

type Plan = Omit<MergerEvents['ProjectMovedIn'], 'plannedOn' | 'allocated' | 'allocationIds' | 'from'>;

/** What a plan says. */
export function planned(data: Plan, plannedOn: string): Partial<ProjectCardRow> {
  const { villageId, venueName, buildType, year, batch, campaign, standardVersion, targetOn } = data;
  return {
    villageId,
    name: venueName,
    buildType,
    year,
    batch: batch ?? null,
    campaign: campaign ?? null,
    standardVersion: standardVersion ?? 0,
    plannedOn,
    targetOn,
    plannedAreaDm2: data.plannedAreaDm2,
    budgetFen: data.budgetFen,
    higherPlannedFen: data.fundingPlan.higherFen,
    townPlannedFen: data.fundingPlan.townFen,
    villagePlannedFen: data.fundingPlan.villageFen,
  };
}

/** A row with so much more money of a tier at one of the three steps. */
export function withMoney(
  row: ProjectCardRow,
  step: 'Allocated' | 'Received' | 'Disbursed',
  { tier: of, kind }: { readonly tier: Tier; readonly kind: string },
  byFen: number,
): ProjectCardRow {
  const column = `${of}${step}Fen` as const;
  const cash = step === 'Received' && kind === 'cash' ? byFen : 0;
  return { ...row, [column]: row[column] + byFen, receivedCashFen: row.receivedCashFen + cash };
}

/** The row of a project that came from another town, as it stood there. */
export function movedIn(data: MergerEvents['ProjectMovedIn'], on: string): ProjectCardRow {
  const { plannedOn, completion, allocated, standing } = data;
  const plan = { ...emptyRow(), ...planned(data, plannedOn), cameOn: on };
  const row: ProjectCardRow = standing
    ? { ...plan, ...standingOf(standing as unknown as Project) }
    : {
        ...plan,
        ...completion,
        higherAllocatedFen: allocated.higherFen,
        townAllocatedFen: allocated.townFen,
        villageAllocatedFen: allocated.villageFen,
      };
  const stage = boardStage(row);
  return { ...row, stage, stageSince: stageBegan({ ...row, stage }) };
}

function emptyRow(): ProjectCardRow {
  const columns: Columns = projectCardColumns;
  return Object.fromEntries(
    Object.entries(columns).map(([name, { initial }]) => [name, initial]),
  ) as unknown as ProjectCardRow;
}

/** What the state of a project says beside its plan. */
export function standingOf({
  need,
  plan,
  design,
  money,
  work,
  ...project
}: Project): Partial<ProjectCardRow> {
  const kinds = Object.values(work.environment);
  const count = (kind: string) => kinds.filter((one) => one === kind).length;
  return {
    ...(plan && { budgetFen: plan.budgetFen, plannedAreaDm2: plan.plannedAreaDm2, name: plan.venueName }),
    neededOn: need?.on ?? null,
    needCostFen: need?.costFen ?? null,
    condition: need?.condition ?? null,
    startedOn: project.startedOn,
    siteOn: project.siteOn,
    suspendedOn: project.suspendedOn,
    cancelledOn: project.cancelledOn,
    submittedOn: design.submitted?.on ?? null,
    designVersion: design.submitted?.version ?? 0,
    reviewedOn: design.review?.on ?? null,
    discussedOn: design.discussion?.on ?? null,
    finalisedOn: design.finalised?.on ?? null,
    roundsDone: design.roundsDone,
    roundState: roundStateOf(design),
    decisionsCarried: Object.keys(design.decisions).length,
    constructionOn: work.contract?.on ?? null,
    plannedEndOn: work.contract?.plannedEndOn ?? null,
    contractor: work.contract?.contractor ?? null,
    contractFen: work.contract?.contractFen ?? null,
    variationsFen: contractTotalFen(work) - (work.contract?.contractFen ?? 0),
    percent: work.progress?.percent ?? 0,
    progressOn: work.progress?.on ?? null,
    inspectedOn: work.inspection?.on ?? null,
    inspectionPassed: Number(work.inspection?.passed ?? false),
    ...withDefects(openDefectsOf(work.defects)),
    ...work.completion,
    handedOverOn: work.handedOverOn,
    settledOn: work.settlement?.on ?? null,
    auditedFen: work.settlement?.auditedFen ?? null,
    hardeningWorks: count('hardening'),
    greeningWorks: count('greening'),
    lightingWorks: count('lighting'),
    beautifyingWorks: count('beautifying'),
    ...moneyOf(Object.values(money.allocations)),
  };
}

/** What came last in the round under way. */
function roundStateOf({ submitted, review, discussion }: Project['design']): string {
  if (review && review.designVersion === submitted?.version) {
    return discussion?.round === review.round ? 'not-carried' : review.outcome;
  }
  if (!review && discussion?.carried && submitted && submitted.on <= discussion.on) return 'carried';
  return submitted ? 'submitted' : '';
}

function moneyOf(allocations: readonly Allocation[]): Partial<ProjectCardRow> {
  const sum = (of: Tier, name: 'allocatedFen' | 'receivedFen' | 'disbursedFen') =>
    allocations.filter((one) => one.tier === of).reduce((total, one) => total + one[name], 0);
  const cash = allocations.filter(({ kind }) => kind === 'cash');
  return {
    ...Object.fromEntries(
      tier.options.flatMap((of) => [
        [`${of}AllocatedFen`, sum(of, 'allocatedFen')],
        [`${of}ReceivedFen`, sum(of, 'receivedFen')],
        [`${of}DisbursedFen`, sum(of, 'disbursedFen')],
      ]),
    ),
    receivedCashFen: cash.reduce((total, { receivedFen }) => total + receivedFen, 0),
  };
}
