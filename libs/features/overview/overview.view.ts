import { sql, type QueryCreator } from 'kysely';
import { columnsOf } from '../../projections/index.ts';
import type { ReadModels } from '../read-models.ts';
import { averageWan, percent, wan } from '../shared/rounding.ts';
import { countWithVenue } from '../shared/standing-venue.ts';
import { countPlanned, isCounted } from '../shared/village-parts.ts';
import { buildType, tier, type Tier } from '../shared/values.ts';
import { townSummary } from './town-summary.projection.ts';

/** The read models that the overview is made of. */
export const overviewModels = [
  'village_card',
  'venue_card',
  'town_summary',
  'town_month',
  'town_build_type',
  'town_funds',
] as const satisfies readonly (keyof ReadModels)[];

type Db = QueryCreator<Pick<ReadModels, (typeof overviewModels)[number]>>;

/** Sums of `numeric` come as text; these sums fit a bigint. */
const total = <Column extends string>(column: Column) =>
  sql<number>`coalesce(sum(${sql.ref(column)}), 0)::bigint`;

/** The totals of all towns in scope, added up when read. Cancelled projects do not count as planned. */
export async function overviewFigures(db: Db) {
  const [summary, served, types, funds, months] = [
    await summaryTotals(db),
    await servedVillages(db),
    await byBuildType(db),
    await fundsBySource(db),
    await byMonth(db),
  ];
  const coverage = coverageOf([...served.values()]);
  const amountFen = summary.higherFen + summary.townFen + summary.villageFen;
  const newOrRebuilt = types.filter((t) => t.buildType === 'new' || t.buildType === 'rebuild');
  const tiers: Record<Tier, number> = {
    higher: summary.higherFen,
    town: summary.townFen,
    village: summary.villageFen,
  };
  return {
    villages: { ...coverage, coveragePct: percent(coverage.covered, coverage.total) },
    venues: {
      planned: summary.planned,
      cancelled: summary.cancelled,
      completed: summary.completed,
      completionPct: percent(summary.completed, summary.planned),
      builtAreaDm2: summary.builtAreaDm2,
      byBuildType: types.map((t) => ({
        ...t,
        sharePct: percent(t.planned, summary.planned),
        completionPct: percent(t.completed, t.planned),
      })),
      newOrRebuilt: completion(
        sum(newOrRebuilt.map((t) => t.planned)),
        sum(newOrRebuilt.map((t) => t.completed)),
      ),
    },
    funds: {
      amountFen,
      wan: wan(amountFen),
      averageWan: averageWan(amountFen, summary.planned),
      byTier: tier.options.map((name) => ({ tier: name, ...money(tiers[name], amountFen) })),
      bySource: funds.map(({ amountFen: part, ...source }) => ({ ...source, ...money(part, amountFen) })),
    },
    trainings: { count: summary.trainings, people: summary.people, hours: summary.halfHours / 2 },
    years: progressByYear(months),
    months: months.map(({ higherFen, townFen, villageFen, ...month }) => ({
      ...month,
      fundsFen: { higher: higherFen, town: townFen, village: villageFen },
    })),
  };
}

export type OverviewFigures = Awaited<ReturnType<typeof overviewFigures>>;

/** One line for each town in scope, in the order given. */
export async function townLines(db: Db, towns: readonly { tenantId: number; code: string; name: string }[]) {
  const summaries = await db.selectFrom('town_summary').select(columnsOf(townSummary)).execute();
  const served = await servedVillages(db);
  return towns.map(({ tenantId, code, name }) => {
    const row = summaries.find((s) => s.tenantId === tenantId);
    const { total: villages, covered } = coverageOf([served.get(tenantId)]);
    const fundsFen = { higher: row?.higherFen ?? 0, town: row?.townFen ?? 0, village: row?.villageFen ?? 0 };
    const amountFen = fundsFen.higher + fundsFen.town + fundsFen.village;
    return {
      code,
      name,
      villages,
      covered,
      coveragePct: percent(covered, villages),
      ...completion(row?.planned ?? 0, row?.completed ?? 0),
      fundsFen,
      amountFen,
      wan: wan(amountFen),
      trainings: row?.trainings ?? 0,
      people: row?.people ?? 0,
    };
  });
}

function summaryTotals(db: Db) {
  return db
    .selectFrom('town_summary')
    .select([
      total('planned').as('planned'),
      total('cancelled').as('cancelled'),
      total('completed').as('completed'),
      total('builtAreaDm2').as('builtAreaDm2'),
      total('higherFen').as('higherFen'),
      total('townFen').as('townFen'),
      total('villageFen').as('villageFen'),
      total('trainings').as('trainings'),
      total('people').as('people'),
      total('halfHours').as('halfHours'),
    ])
    .executeTakeFirstOrThrow();
}

/** Of one town: its villages, how many of them have a project in work or completed, and how many a venue that serves them. */
interface Served {
  readonly total: number;
  readonly planned: number;
  readonly covered: number;
}

/**
 * The villages of each town. As of a day before its registration a village may have facts, but it is none of the villages then;
 * nor is one that is a part of another one, for which its facts count.
 */
async function servedVillages(db: Db): Promise<ReadonlyMap<number, Served>> {
  const villages = await db
    .selectFrom('village_card')
    .select(['tenantId', 'villageId', 'code', 'mergedIntoId', 'absorbed', 'venuesPlanned'])
    .where('code', '<>', '')
    .execute();
  const venues = await db
    .selectFrom('venue_card')
    .select(['tenantId', 'villageId', 'sharedWith', 'completedOn', 'registeredOn', 'retiredOn', 'movedOn'])
    .execute();
  const [ofTown, venuesOf] = [byTenant(villages), byTenant(venues)];
  return new Map(
    [...ofTown].map(([tenantId, own]) => {
      const covered = countWithVenue(own, venuesOf.get(tenantId) ?? []);
      return [tenantId, { total: own.filter(isCounted).length, planned: countPlanned(own), covered }];
    }),
  );
}

function byTenant<Row extends { readonly tenantId: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.tenantId);
    if (group) group.push(row);
    else groups.set(row.tenantId, [row]);
  }
  return groups;
}

function coverageOf(towns: readonly (Served | undefined)[]): Served {
  return {
    total: sum(towns.map((town) => town?.total ?? 0)),
    planned: sum(towns.map((town) => town?.planned ?? 0)),
    covered: sum(towns.map((town) => town?.covered ?? 0)),
  };
}

async function byBuildType(db: Db) {
  const rows = await db
    .selectFrom('town_build_type')
    .select(['buildType', total('planned').as('planned'), total('completed').as('completed')])
    .groupBy('buildType')
    .execute();
  const order = buildType.options as readonly string[];
  return rows
    .filter((row) => row.planned > 0)
    .sort((a, b) => order.indexOf(a.buildType) - order.indexOf(b.buildType));
}

function fundsBySource(db: Db) {
  return db
    .selectFrom('town_funds')
    .select(['tier', 'source', 'kind', total('amountFen').as('amountFen')])
    .groupBy(['tier', 'source', 'kind'])
    .orderBy('amountFen', 'desc')
    .orderBy('source')
    .orderBy('tier')
    .orderBy('kind')
    .execute();
}

function byMonth(db: Db) {
  return db
    .selectFrom('town_month')
    .select([
      'month',
      total('due').as('due'),
      total('completed').as('completed'),
      total('higherFen').as('higherFen'),
      total('townFen').as('townFen'),
      total('villageFen').as('villageFen'),
      total('trainings').as('trainings'),
      total('people').as('people'),
    ])
    .groupBy('month')
    .orderBy('month')
    .execute();
}

/** Planned (by the year of the target date) against completed, year by year and added up. Pure. */
export function progressByYear(months: readonly { month: string; due: number; completed: number }[]) {
  const years = new Map<number, { planned: number; completed: number }>();
  for (const { month, due, completed } of months) {
    if (due === 0 && completed === 0) continue;
    const year = Number(month.slice(0, 4));
    const before = years.get(year) ?? { planned: 0, completed: 0 };
    years.set(year, { planned: before.planned + due, completed: before.completed + completed });
  }
  let plannedCumulative = 0;
  let completedCumulative = 0;
  return [...years]
    .sort(([a], [b]) => a - b)
    .map(([year, { planned, completed }]) => ({
      year,
      planned,
      completed,
      plannedCumulative: (plannedCumulative += planned),
      completedCumulative: (completedCumulative += completed),
    }));
}

function completion(planned: number, completed: number) {
  return { planned, completed, completionPct: percent(completed, planned) };
}

function money(amountFen: number, whole: number) {
  return { amountFen, wan: wan(amountFen), sharePct: percent(amountFen, whole) };
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
