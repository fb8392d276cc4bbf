import { sql } from 'kysely';
import { standardOf } from '../shared/county-policy.ts';
import { daysBetween } from '../shared/days.ts';
import { sumOf } from '../shared/idle-money.ts';
import { percent, wan } from '../shared/rounding.ts';
import { boardStages, type BoardStage } from './board-stage.ts';
import { isNearLimit, stageClock } from './stage-clock.ts';
import {
  allocatedOf,
  disbursedOf,
  projectRows,
  receivedOf,
  townOf,
  watched,
  type ProjectFilter,
  type Watch,
  type WatchedDb,
  type WatchedProject,
} from './watched-projects.ts';

/** Which part of a long board: the first so many projects after one. */
export interface BoardPage {
  readonly after?: { readonly stageSince: string; readonly tenantId: number; readonly venueId: string };
  readonly limit: number;
}

/** How a project stands: green, amber when time is short or something needs attention, red when it cannot wait. */
export type Light = 'green' | 'amber' | 'red';

/**
 * The project board of the towns in scope: how many projects stand at each stage, and the projects themselves, longest at
 * their stage first.
 */
export async function projectBoard(db: WatchedDb, filter: ProjectFilter, watch: Watch, page?: BoardPage) {
  const rows = await projectRows(db, filter)
    .$if(page?.after !== undefined, (query) => query.where(later(page!.after!)))
    .orderBy('project.stageSince')
    .orderBy('project.tenantId')
    .orderBy('project.venueId')
    .$if(page !== undefined, (query) => query.limit(page!.limit + 1))
    .execute();
  const shown = page ? rows.slice(0, page.limit) : rows;
  const projects = (await watched(db, shown, watch)).map((project) => boardProject(project, watch));
  return {
    stages: await stageCounts(db, filter),
    projects,
    more: shown.length < rows.length,
  };
}

export type BoardProject = ReturnType<typeof boardProject>;

function boardProject({ row, idle, alerts }: WatchedProject, { policy, today, towns }: Watch) {
  const { tenantId, defectList: _, restedDays: __, inspectionPassed, ...project } = row;
  const standard = standardOf(policy, row.standardVersion);
  const clock = stageClock(row, standard, today);
  const near = clock !== null && isNearLimit(clock, standard);
  const light: Light = alerts.some(({ severity }) => severity === 'red')
    ? 'red'
    : alerts.length > 0 || near
      ? 'amber'
      : 'green';
  const reviewRounds =
    standard.procedures[row.buildType as keyof typeof standard.procedures]?.reviewRounds ?? 0;
  const allocatedFen = allocatedOf(row);
  return {
    ...townOf(tenantId, towns),
    ...project,
    stage: row.stage as BoardStage,
    inspectionPassed: inspectionPassed === 1,
    reviewRounds,
    daysInStage: row.stageSince === null ? null : daysBetween(row.stageSince, today),
    clock,
    light,
    reasons: [
      ...alerts.map(({ kind }) => kind as string),
      ...(near && alerts.length === 0 ? ['time-short'] : []),
    ],
    alerts,
    allocatedFen,
    receivedFen: receivedOf(row),
    disbursedFen: disbursedOf(row),
    idleFen: sumOf(idle),
    allocatedPct: percent(Math.max(allocatedFen, 0), row.budgetFen),
    allocatedWan: wan(allocatedFen),
    budgetWan: wan(row.budgetFen),
  };
}

async function stageCounts(db: WatchedDb, filter: ProjectFilter) {
  const { stage: _, ...others } = filter;
  const counted = await projectRows(db, others)
    .clearSelect()
    .select(['project.stage', sql<number>`count(*)`.as('count')])
    .groupBy('project.stage')
    .execute();
  return boardStages
    .filter((stage) => stage !== 'moved')
    .map((stage) => ({ stage, count: counted.find((one) => one.stage === stage)?.count ?? 0 }));
}

const later = ({ stageSince, tenantId, venueId }: NonNullable<BoardPage['after']>) =>
  sql<boolean>`(project.stage_since, project.tenant_id, project.venue_id) > (${stageSince}::date, ${tenantId}::integer, ${venueId}::uuid)`;
