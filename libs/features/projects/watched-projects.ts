import { sql, type QueryCreator } from 'kysely';
import { columnsOf } from '../../projections/index.ts';
import type { ReadModels } from '../read-models.ts';
import { standardOf, type CountyPolicy } from '../shared/county-policy.ts';
import { idleLots, type CashFlow, type IdleLot } from '../shared/idle-money.ts';
import type { Alert } from './alert.ts';
import { projectAlerts } from './project-alerts.ts';
import { projectCard } from './project-card.projection.ts';

/** The read models that tell how projects stand. */
export const watchedModels = [
  'project_card',
  'money_movement',
  'village_card',
] as const satisfies readonly (keyof ReadModels)[];

export type WatchedDb = QueryCreator<Pick<ReadModels, (typeof watchedModels)[number]>>;

/** A town in scope, by the name that it has at the time of the view. */
export interface WatchedTown {
  readonly tenantId: number;
  readonly code: string;
  readonly name: string;
}

/** What is laid down, the towns in scope, and the day that is today: of a view of the past, that day. */
export interface Watch {
  readonly policy: CountyPolicy;
  readonly towns: readonly WatchedTown[];
  readonly today: string;
}

/** Whose a row is. */
export function townOf(tenantId: number, towns: readonly WatchedTown[]) {
  const town = towns.find((one) => one.tenantId === tenantId);
  return { townCode: town?.code ?? '', townName: town?.name ?? '' };
}

/** Which projects; absent: all that are the towns' in scope now. */
export interface ProjectFilter {
  readonly villageId?: string | undefined;
  readonly venueId?: string | undefined;
  readonly stage?: string | undefined;
  readonly buildType?: string | undefined;
  readonly year?: number | undefined;
  readonly campaign?: string | undefined;
  readonly tenantIds?: readonly number[] | undefined;
}

/** Projects in scope with their villages' names. Those that went to another town are shown there. */
export function projectRows(db: WatchedDb, filter: ProjectFilter) {
  return db
    .selectFrom('project_card as project')
    .leftJoin('village_card as village', (join) =>
      join
        .onRef('village.tenantId', '=', 'project.tenantId')
        .onRef('village.villageId', '=', 'project.villageId')
        // As of a day before its registration a village has no name.
        .on('village.code', '<>', ''),
    )
    .select(columnsOf(projectCard).map((name) => `project.${name}` as const))
    .select('village.name as villageName')
    .where('project.stage', '<>', 'moved')
    .$if(filter.villageId !== undefined, (query) => query.where('project.villageId', '=', filter.villageId!))
    .$if(filter.venueId !== undefined, (query) => query.where('project.venueId', '=', filter.venueId!))
    .$if(filter.stage !== undefined, (query) => query.where('project.stage', '=', filter.stage!))
    .$if(filter.buildType !== undefined, (query) => query.where('project.buildType', '=', filter.buildType!))
    .$if(filter.year !== undefined, (query) => query.where('project.year', '=', filter.year!))
    .$if(filter.campaign !== undefined, (query) => query.where('project.campaign', '=', filter.campaign!))
    .$if(filter.tenantIds !== undefined, (query) =>
      query.where('project.tenantId', 'in', [...filter.tenantIds!]),
    );
}

export type ProjectRow = Awaited<ReturnType<ReturnType<typeof projectRows>['execute']>>[number];

/** A project with what needs attention about it. */
export interface WatchedProject {
  readonly row: ProjectRow;
  readonly idle: readonly IdleLot[];
  readonly alerts: readonly Alert[];
}

/** What needs attention about each of these projects, in the order given. */
export async function watched(
  db: WatchedDb,
  rows: readonly ProjectRow[],
  { policy, today }: Watch,
): Promise<WatchedProject[]> {
  const flows = await cashFlows(db, rows.filter(holdsCash));
  return rows.map((row) => {
    const idle = holdsCash(row)
      ? idleLots(flows.get(placeOf(row)) ?? [], { ...row, disbursedFen: disbursedOf(row) })
      : [];
    const standard = standardOf(policy, row.standardVersion);
    return { row, idle, alerts: projectAlerts({ project: row, standard, idle, today }) };
  });
}

export function allocatedOf(row: ProjectRow): number {
  return row.higherAllocatedFen + row.townAllocatedFen + row.villageAllocatedFen;
}

export function receivedOf(row: ProjectRow): number {
  return row.higherReceivedFen + row.townReceivedFen + row.villageReceivedFen;
}

export function disbursedOf(row: ProjectRow): number {
  return row.higherDisbursedFen + row.townDisbursedFen + row.villageDisbursedFen;
}

const holdsCash = (row: ProjectRow) => row.receivedCashFen > disbursedOf(row);
// Ids are a tenant's own: two towns may use the same.
const placeOf = ({ tenantId, venueId }: { tenantId: number; venueId: string }) => `${tenantId}/${venueId}`;

/** What came in and went out of the allocations of these projects: each receipt by its day and net of what was taken back. */
async function cashFlows(
  db: WatchedDb,
  projects: readonly ProjectRow[],
): Promise<ReadonlyMap<string, CashFlow[]>> {
  const found = new Map<string, CashFlow[]>();
  if (projects.length === 0) return found;
  const rows = await db
    .selectFrom('money_movement')
    .select(['tenantId', 'venueId', 'allocationId', 'step'])
    .select(sql<string | null>`min(occurred_on) filter (where step = 'receipt')`.as('occurredOn'))
    .select(sql<number>`sum(amount_fen)::bigint`.as('amountFen'))
    .where('kind', '=', 'cash')
    .where('step', 'in', ['receipt', 'payment'])
    .where('tenantId', 'in', [...new Set(projects.map(({ tenantId }) => tenantId))])
    .where('venueId', 'in', [...new Set(projects.map(({ venueId }) => venueId))])
    .groupBy(['tenantId', 'venueId', 'allocationId', 'step'])
    .groupBy(sql`case when step = 'receipt' then coalesce(reversed_id, movement_id) end`)
    .execute();
  for (const row of rows) found.set(placeOf(row), [...(found.get(placeOf(row)) ?? []), row]);
  return found;
}
