import { sql } from 'kysely';
import { daysBetween } from '../shared/days.ts';
import { idleBeyond, sumOf } from '../shared/idle-money.ts';
import { standardOf } from '../shared/county-policy.ts';
import { wan } from '../shared/rounding.ts';
import { tier, type Tier } from '../shared/values.ts';
import {
  projectRows,
  townOf,
  watched,
  type ProjectFilter,
  type ProjectRow,
  type Watch,
  type WatchedDb,
  type WatchedProject,
} from './watched-projects.ts';

/** Money at the four steps on its way. Fen, net of reversals. */
export interface MoneySteps {
  readonly plannedFen: number;
  readonly allocatedFen: number;
  readonly receivedFen: number;
  readonly disbursedFen: number;
}

/** Money of a source; `source` is null for what came along with villages from another town, where its sources are told. */
export interface SourceMoney extends Omit<MoneySteps, 'plannedFen'> {
  readonly tier: Tier;
  readonly source: string | null;
  readonly kind: string | null;
}

/**
 * The fund ledger of the towns in scope: the money of the projects that they have, by tier, by source and by project. The
 * sources of each tier add up to it, and so do the projects.
 */
export async function fundLedger(db: WatchedDb, filter: ProjectFilter, watch: Watch) {
  const rows = await projectRows(db, filter)
    .orderBy('project.plannedOn')
    .orderBy('project.tenantId')
    .orderBy('project.venueId')
    .execute();
  const projects = await watched(db, rows, watch);
  const tiers = tier.options.map((of) => ({
    tier: of,
    ...inWan(total(rows.map((row) => tierMoney(row, of)))),
  }));
  const sources = await bySource(db, filter);
  return {
    total: inWan(total(tiers)),
    tiers,
    sources: [...sources, ...carried(tiers, sources)],
    projects: projects.map((project) => ledgerProject(project, watch)),
    idle: idleMoney(projects, watch),
  };
}

/** What a project's card says of one tier. A cancelled project's plan asks for nothing. */
export function tierMoney(row: ProjectRow, of: Tier): MoneySteps {
  return {
    plannedFen: row.stage === 'cancelled' ? 0 : row[`${of}PlannedFen`],
    allocatedFen: row[`${of}AllocatedFen`],
    receivedFen: row[`${of}ReceivedFen`],
    disbursedFen: row[`${of}DisbursedFen`],
  };
}

export function total(parts: readonly MoneySteps[]): MoneySteps {
  const sum = (of: keyof MoneySteps) => parts.reduce((all, part) => all + part[of], 0);
  return {
    plannedFen: sum('plannedFen'),
    allocatedFen: sum('allocatedFen'),
    receivedFen: sum('receivedFen'),
    disbursedFen: sum('disbursedFen'),
  };
}

function ledgerProject({ row, idle }: WatchedProject, { today, towns }: Watch) {
  const tiers = tier.options.map((of) => ({ tier: of, ...tierMoney(row, of) }));
  const [oldest] = idle;
  const { tenantId, venueId, name, villageId, villageName, stage, buildType, year, budgetFen } = row;
  const project = { venueId, name, villageId, villageName, stage, buildType, year, budgetFen };
  return {
    ...townOf(tenantId, towns),
    ...project,
    ...inWan(total(tiers)),
    tiers,
    auditedFen: row.auditedFen,
    // Of a settled account: what came in above it.
    toReturnFen: row.auditedFen === null ? 0 : Math.max(0, row.receivedCashFen - row.auditedFen),
    idleFen: sumOf(idle),
    idleSince: oldest?.since ?? null,
    idleDays: oldest ? daysBetween(oldest.since, today) : null,
  };
}

/** Money that lies idle, and the part of it that lies for longer than the county allows. */
export function idleMoney(projects: readonly WatchedProject[], { policy, today }: Watch) {
  const amountFen = projects.reduce((sum, { idle }) => sum + sumOf(idle), 0);
  const beyond = projects.map(({ row, idle }) => {
    const { thresholds } = standardOf(policy, row.standardVersion);
    return sumOf(idleBeyond(idle, today, thresholds.idleMoneyDays));
  });
  return {
    amountFen,
    wan: wan(amountFen),
    tooLongFen: beyond.reduce((sum, fen) => sum + fen, 0),
    projectsTooLong: beyond.filter((fen) => fen > 0).length,
  };
}

/** The movements in these towns of projects that they still have, by tier, source and kind. */
async function bySource(db: WatchedDb, filter: ProjectFilter): Promise<SourceMoney[]> {
  const step = (name: string) =>
    sql<number>`coalesce(sum(movement.amount_fen) filter (where movement.step = ${name}), 0)::bigint`;
  const rows = await projectRows(db, filter)
    .clearSelect()
    .innerJoin('money_movement as movement', (join) =>
      join
        .onRef('movement.tenantId', '=', 'project.tenantId')
        .onRef('movement.venueId', '=', 'project.venueId'),
    )
    .select(['movement.tier', 'movement.source', 'movement.kind'])
    .select([
      step('allocation').as('allocatedFen'),
      step('receipt').as('receivedFen'),
      step('payment').as('disbursedFen'),
    ])
    .groupBy(['movement.tier', 'movement.source', 'movement.kind'])
    .orderBy('allocatedFen', 'desc')
    .orderBy('movement.source')
    .orderBy('movement.tier')
    .orderBy('movement.kind')
    .execute();
  return rows as SourceMoney[];
}

/** What projects had when they came from other towns: the sources are told there. */
function carried(
  tiers: readonly (MoneySteps & { readonly tier: Tier })[],
  sources: readonly SourceMoney[],
): SourceMoney[] {
  return tiers.flatMap((whole) => {
    const known = total(
      sources.filter((one) => one.tier === whole.tier).map((one) => ({ plannedFen: 0, ...one })),
    );
    const rest = {
      allocatedFen: whole.allocatedFen - known.allocatedFen,
      receivedFen: whole.receivedFen - known.receivedFen,
      disbursedFen: whole.disbursedFen - known.disbursedFen,
    };
    const isSome = Object.values(rest).some((fen) => fen !== 0);
    return isSome ? [{ tier: whole.tier, source: null, kind: null, ...rest }] : [];
  });
}

/** Each step also in 万元, for display. */
function inWan(money: MoneySteps) {
  return {
    plannedFen: money.plannedFen,
    allocatedFen: money.allocatedFen,
    receivedFen: money.receivedFen,
    disbursedFen: money.disbursedFen,
    plannedWan: wan(money.plannedFen),
    allocatedWan: wan(money.allocatedFen),
    receivedWan: wan(money.receivedFen),
    disbursedWan: wan(money.disbursedFen),
  };
}
