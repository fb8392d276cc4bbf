import { daysBetween } from '../shared/days.ts';
import { buildsFloor } from '../shared/floor-space.ts';
import { idleBeyond, sumOf, type IdleLot } from '../shared/idle-money.ts';
import type { StandardContent } from '../shared/standard.ts';
import type { BuildType } from '../shared/values.ts';
import type { Alert } from './alert.ts';
import type { ProjectCardRow } from './project-card-row.ts';
import { stageClock } from './stage-clock.ts';

/** What a rule of alerts knows. */
export interface Watched {
  readonly project: ProjectCardRow;
  /** The standard that the project is pinned to. */
  readonly standard: StandardContent;
  readonly idle: readonly IdleLot[];
  readonly today: string;
}

/** Everything about a project that needs attention, by the standard that it is pinned to. */
export function projectAlerts(watched: Watched): Alert[] {
  return RULES.flatMap((rule) => rule(watched) ?? []);
}

const RULES: readonly ((watched: Watched) => Alert | null)[] = [
  stageOverdue,
  targetMissed,
  yearEndRisk,
  roundStuck,
  defectOpen,
  moneyIdle,
  spendingAhead,
  overCeiling,
  belowStandard,
];

function stageOverdue({ project, standard, today }: Watched): Alert | null {
  const clock = stageClock(project, standard, today);
  if (!clock || clock.days <= clock.limit) return null;
  const { since, days, limit } = clock;
  return { kind: 'stage-overdue', severity: 'red', since, days, value: days, limit };
}

function targetMissed({ project, today }: Watched): Alert | null {
  if (!isUnderWay(project) || !project.targetOn || today <= project.targetOn) return null;
  const days = daysBetween(project.targetOn, today);
  return { kind: 'target-missed', severity: 'red', since: project.targetOn, days, value: days, limit: 0 };
}

/** From a month on: due in this year, and too little is built for that. */
function yearEndRisk({ project, standard, today }: Watched): Alert | null {
  const { targetOn, percent } = project;
  const { yearEndRiskPct: limit, yearEndRiskMonth } = standard.thresholds;
  const since = `${today.slice(0, 4)}-${String(yearEndRiskMonth).padStart(2, '0')}-01`;
  if (!isUnderWay(project) || !targetOn || today > targetOn) return null;
  if (targetOn.slice(0, 4) !== today.slice(0, 4) || today < since || percent >= limit) return null;
  return {
    kind: 'year-end-risk',
    severity: 'amber',
    since,
    days: daysBetween(since, today),
    value: percent,
    limit,
  };
}

/** A round of reviews and discussions in which nothing has happened for long; the first begins when a design is handed in. */
function roundStuck({ project, standard, today }: Watched): Alert | null {
  const { stage, buildType, roundsDone, submittedOn, reviewedOn, discussedOn } = project;
  const { reviewRounds } = standard.procedures[buildType as BuildType] ?? { reviewRounds: 0 };
  const since = [submittedOn, reviewedOn, discussedOn]
    .flatMap((on) => on ?? [])
    .sort()
    .at(-1);
  if (stage !== 'preparing' || project.finalisedOn || project.suspendedOn || since === undefined) return null;
  const days = daysBetween(since, today);
  const limit = standard.thresholds.roundStuckDays;
  if (roundsDone >= reviewRounds || days <= limit) return null;
  return { kind: 'round-stuck', severity: 'amber', since, days, value: days, limit };
}

function defectOpen({ project, standard, today }: Watched): Alert | null {
  const { oldestDefectOn: since, openDefects, blockingDefects } = project;
  if (since === null || project.cancelledOn) return null;
  const days = daysBetween(since, today);
  const limit = standard.thresholds.defectDays;
  if (days <= limit) return null;
  const severity = blockingDefects > 0 ? 'red' : 'amber';
  return { kind: 'defect-open', severity, since, days, value: openDefects, limit };
}

function moneyIdle({ idle, standard, today }: Watched): Alert | null {
  const limit = standard.thresholds.idleMoneyDays;
  const old = idleBeyond(idle, today, limit);
  const [oldest] = old;
  if (!oldest) return null;
  const days = daysBetween(oldest.since, today);
  return { kind: 'money-idle', severity: 'amber', since: oldest.since, days, value: sumOf(old), limit };
}

/** More of the contract (of the budget, before there is one) is paid than is built. */
function spendingAhead({ project, standard }: Watched): Alert | null {
  const { percent, contractFen, variationsFen, budgetFen } = project;
  if (!isUnderWay(project)) return null;
  const whole = contractFen === null ? budgetFen : contractFen + variationsFen;
  const paid = project.higherDisbursedFen + project.townDisbursedFen + project.villageDisbursedFen;
  const limit = percent + standard.thresholds.aheadPct;
  if (whole <= 0 || paid * 100 <= whole * limit) return null;
  const value = Math.floor((paid * 100) / whole);
  return { kind: 'spending-ahead', severity: 'amber', since: null, days: null, value, limit };
}

/** Cost by square metre: as it was built, else by the contract, else by the plan. */
function overCeiling({ project, standard }: Watched): Alert | null {
  const { contractFen, finalCostFen, budgetFen, variationsFen, builtAreaDm2, plannedAreaDm2 } = project;
  const costFen = finalCostFen ?? (contractFen === null ? budgetFen : contractFen + variationsFen);
  const areaDm2 = builtAreaDm2 ?? plannedAreaDm2;
  const limit = standard.unitCostCeilingFen;
  if (!isAPlan(project) || areaDm2 === 0 || costFen * 100 <= limit * areaDm2) return null;
  const value = Math.floor((costFen * 100) / areaDm2);
  return { kind: 'over-ceiling', severity: 'amber', since: null, days: null, value, limit };
}

function belowStandard({ project, standard }: Watched): Alert | null {
  const areaDm2 = project.builtAreaDm2 ?? project.plannedAreaDm2;
  const limit = standard.minAreaDm2;
  if (!isAPlan(project) || areaDm2 >= limit) return null;
  return { kind: 'below-standard', severity: 'amber', since: null, days: null, value: areaDm2, limit };
}

/** Whether it stands in the plan and is to be complete some day. */
function isUnderWay({ stage }: ProjectCardRow): boolean {
  return stage === 'planned' || stage === 'preparing' || stage === 'building' || stage === 'accepting';
}

/** Whether it builds floor, and was not given up. */
function isAPlan(project: ProjectCardRow): boolean {
  return project.plannedOn !== null && project.cancelledOn === null && buildsFloor(project);
}
