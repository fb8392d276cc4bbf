import { sql } from 'kysely';
import { sumOf } from '../shared/idle-money.ts';
import { tier, type Tier } from '../shared/values.ts';
import { boardStages } from './board-stage.ts';
import { idleMoney, tierMoney, total } from './fund-ledger.view.ts';
import {
  projectRows,
  townOf,
  watched,
  type ProjectFilter,
  type ProjectRow,
  type Watch,
  type WatchedDb,
} from './watched-projects.ts';

/** Which of a project's sums flows. */
export type FlowStep = 'allocated' | 'received' | 'disbursed';

const MOVEMENTS = { allocated: 'allocation', received: 'receipt', disbursed: 'payment' } as const;

/** A source in one town; `source` is null for what came along with villages from another town. */
interface SourceFlow {
  readonly tier: Tier;
  readonly source: string | null;
  readonly townCode: string;
  readonly townName: string;
  readonly amountFen: number;
}

/**
 * Where the money of the county's projects comes from, in which towns it is, and at which stage their projects stand: as two
 * tables that add up to the same, and as the nodes and links of a diagram. And by town the whole ledger, at all four steps by
 * tier, and the money that lies idle.
 */
export async function fundFlow(
  db: WatchedDb,
  filter: ProjectFilter & { readonly step: FlowStep },
  watch: Watch,
) {
  const rows = await projectRows(db, filter).execute();
  const stages = byTownAndStage(rows, filter.step, watch);
  const sources = await byTownAndSource(db, rows, filter, watch);
  const projects = await watched(db, rows, watch);
  return {
    step: filter.step,
    amountFen: sumOf(stages),
    ...diagram(sources, stages),
    sources,
    stages,
    ledger: byTownAndTier(rows, watch),
    idle: watch.towns
      .map(({ tenantId, code, name }) => {
        const own = projects.filter(({ row }) => row.tenantId === tenantId);
        return { townCode: code, townName: name, ...idleMoney(own, watch) };
      })
      .filter(({ amountFen }) => amountFen > 0),
  };
}

/** What each tier planned, allocated, paid in and spent in each town that has a project. */
function byTownAndTier(rows: readonly ProjectRow[], { towns }: Watch) {
  return towns.flatMap(({ tenantId, code, name }) => {
    const own = rows.filter((row) => row.tenantId === tenantId);
    if (own.length === 0) return [];
    return tier.options.map((of) => ({
      townCode: code,
      townName: name,
      tier: of,
      ...total(own.map((row) => tierMoney(row, of))),
    }));
  });
}

/** Nodes by the names that the links give them; a link is as thick as its money. */
function diagram(
  sources: readonly SourceFlow[],
  stages: readonly { readonly townCode: string; readonly stage: string; readonly amountFen: number }[],
) {
  const links = [
    ...sources.map((one) => ({
      source: `source:${one.tier}:${one.source ?? ''}`,
      target: `town:${one.townCode}`,
      amountFen: one.amountFen,
    })),
    ...stages.map((one) => ({
      source: `town:${one.townCode}`,
      target: `stage:${one.stage}`,
      amountFen: one.amountFen,
    })),
  ].filter(({ amountFen }) => amountFen > 0);
  const nodes = [...new Set(links.flatMap(({ source, target }) => [source, target]))];
  return { nodes: nodes.map((id) => ({ id })), links };
}

function amountOf(row: ProjectRow, of: Tier, step: FlowStep): number {
  return tierMoney(row, of)[`${step}Fen`];
}

function byTownAndStage(rows: readonly ProjectRow[], step: FlowStep, { towns }: Watch) {
  const sums = new Map<string, { tenantId: number; stage: string; amountFen: number }>();
  for (const row of rows) {
    const { tenantId, stage } = row;
    const key = `${tenantId}/${stage}`;
    const before = sums.get(key)?.amountFen ?? 0;
    const own = amountOf(row, 'higher', step) + amountOf(row, 'town', step) + amountOf(row, 'village', step);
    sums.set(key, { tenantId, stage, amountFen: before + own });
  }
  const order = boardStages as readonly string[];
  return [...sums.values()]
    .filter(({ amountFen }) => amountFen !== 0)
    .map(({ tenantId, stage, amountFen }) => ({ ...townOf(tenantId, towns), stage, amountFen }))
    .sort(
      (a, b) =>
        (a.townCode < b.townCode ? -1 : Number(a.townCode > b.townCode)) ||
        order.indexOf(a.stage) - order.indexOf(b.stage),
    );
}

async function byTownAndSource(
  db: WatchedDb,
  rows: readonly ProjectRow[],
  filter: ProjectFilter & { readonly step: FlowStep },
  { towns }: Watch,
): Promise<SourceFlow[]> {
  const found = await projectRows(db, filter)
    .clearSelect()
    .innerJoin('money_movement as movement', (join) =>
      join
        .onRef('movement.tenantId', '=', 'project.tenantId')
        .onRef('movement.venueId', '=', 'project.venueId'),
    )
    .select(['movement.tenantId', 'movement.tier', 'movement.source'])
    .select(sql<number>`sum(movement.amount_fen)::bigint`.as('amountFen'))
    .where('movement.step', '=', MOVEMENTS[filter.step])
    .groupBy(['movement.tenantId', 'movement.tier', 'movement.source'])
    .orderBy('movement.tier')
    .orderBy('amountFen', 'desc')
    .orderBy('movement.source')
    .orderBy('movement.tenantId')
    .execute();
  const known = found.map((one) => ({ ...one, tier: one.tier as Tier }));
  return [...known, ...carried(rows, known, filter.step)]
    .filter(({ amountFen }) => amountFen !== 0)
    .map(({ tenantId, ...flow }) => ({ ...flow, ...townOf(tenantId, towns) }));
}

/** What projects brought along when they came from other towns: what is on their cards and in no movement here. */
function carried(
  rows: readonly ProjectRow[],
  known: readonly { tenantId: number; tier: Tier; amountFen: number }[],
  step: FlowStep,
) {
  const towns = [...new Set(rows.map(({ tenantId }) => tenantId))];
  return towns.flatMap((tenantId) =>
    (['higher', 'town', 'village'] as const).map((tier) => {
      const whole = rows
        .filter((row) => row.tenantId === tenantId)
        .reduce((sum, row) => sum + amountOf(row, tier, step), 0);
      const told = known.filter((one) => one.tenantId === tenantId && one.tier === tier);
      return { tenantId, tier, source: null, amountFen: whole - sumOf(told) };
    }),
  );
}
