import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { append, type NewEvent } from '../event-store/index.ts';
import { CatchUp, figureOrigins, foldAsOf, viewsOfPast, type Cutoff } from '../projections/index.ts';
import { readingOnly, type TenantDatabase, type TenantHandle } from '../tenancy/index.ts';
import { makeScope } from '../tenancy/scope.ts';
import { anAppend } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { aTownLife, townLives } from '../testing/builders/town-life.builder.ts';
import { figuresShown, type ShownFigure } from '../testing/overview-figures.ts';
import { overviewFigureSources, type OverviewFigureName, type Part } from './figures.ts';
import { overviewFigures, townLines } from './overview/overview.view.ts';
import { projections, type ReadModels } from './read-models.ts';
import { figureRows, figureSums, type FigureRows } from './report-figures/figure-values.ts';
import { reportPeriod } from './report-figures/report-period.ts';
import { noPolicy } from './shared/county-policy.ts';

let installation: Installation;
let database: TenantDatabase<ReadModels>;

beforeAll(async () => {
  installation = await anInstallation();
  database = installation.database;
});
afterAll(() => installation.close());

type Handle = TenantHandle<ReadModels>;

function inTowns<Result>(towns: readonly number[], work: (db: Handle) => Promise<Result>): Promise<Result> {
  const scope = makeScope({ tenantId: towns[0]!, readable: towns, access: 'read' });
  return database.withTenant(readingOnly(scope), work);
}

async function record(tenantId: number, events: readonly NewEvent[]): Promise<void> {
  if (events.length > 0) await append(installation.app, anAppend({ tenantId, events }));
  await new CatchUp(installation.database, projections).tenant(tenantId);
}

/** The same figure, made by opening it: its value, and the sum of what its events gave to it. */
async function opened(db: Handle, towns: readonly number[], { figure, part }: ShownFigure, cutoff: Cutoff) {
  const source = overviewFigureSources[figure as OverviewFigureName].of(part as Part);
  const { value, events, more } = await figureOrigins(db, source, towns, { cutoff, limit: 1_000 });
  expect(more).toBe(false);
  return { figure, part, value, sum: events.reduce((sum, { change }) => sum + change, 0) };
}

async function expectAllToOpen(db: Handle, towns: readonly number[], shown: ShownFigure[], cutoff = {}) {
  for (const figure of shown)
    expect(await opened(db, towns, figure, cutoff)).toEqual({ ...figure, sum: figure.value });
}

describe('every figure of an overview', () => {
  it('has its declaration', async () => {
    const town = await installation.aTown();
    await record(town, aTownLife(200));
    const shown = await inTowns([town], async ({ views }) => figuresShown(await overviewFigures(views)));
    expect([...new Set(shown.map(({ figure }) => figure))].sort()).toEqual(
      Object.keys(overviewFigureSources).sort(),
    );
  });

  it('is the sum of what its events gave to it, of each town and of both', async () => {
    await fc.assert(
      fc.asyncProperty(townLives(40), townLives(40), async (ofFirst, ofSecond) => {
        const { towns } = await installation.aCounty(2);
        const [first, second] = towns as [number, number];
        await record(first, ofFirst);
        await record(second, ofSecond);
        for (const scope of [[first], [second], towns]) {
          await inTowns(scope, async (db) =>
            expectAllToOpen(db, scope, figuresShown(await overviewFigures(db.views))),
          );
        }
      }),
      { numRuns: 4 },
    );
  });

  it('is that also as of a day', async () => {
    await fc.assert(
      fc.asyncProperty(townLives(60), fc.constantFrom('2021-06-15', '2023-11-30'), async (events, asOf) => {
        const town = await installation.aTown();
        await record(town, events);
        await inTowns([town], async (db) => {
          const { models } = await foldAsOf(db, projections, [town], { asOf });
          const then = await overviewFigures(viewsOfPast(db.views, models));
          await expectAllToOpen(db, [town], figuresShown(then), { asOf });
        });
      }),
      { numRuns: 4 },
    );
  });
});

describe('coverage of an overview', () => {
  const WHOLE = { from: '2019-01-01', to: '2024-12-31' };

  it('is the figure of a report by the first definition, of the same day, of each town and of both', async () => {
    const some = { counted: 0 };
    await fc.assert(
      fc.asyncProperty(
        townLives(80),
        townLives(80),
        fc.constantFrom('2021-06-15', '2023-11-30', '2024-12-31'),
        async (ofFirst, ofSecond, asOf) => {
          const { towns } = await installation.aCounty(2);
          const [first, second] = towns as [number, number];
          await record(first, ofFirst);
          await record(second, ofSecond);
          await inTowns(towns, async (db) => {
            const { models } = await foldAsOf(db, projections, towns, { asOf });
            const views = viewsOfPast(db.views, models);
            const rows = await figureRows(views, WHOLE);
            const period = reportPeriod(WHOLE, noPolicy);
            const coverage = (ofTown: (row: { tenantId: number }) => boolean) => {
              const own = Object.fromEntries(
                Object.entries(rows).map(([model, all]) => [model, all.filter(ofTown)]),
              ) as unknown as FigureRows;
              const sums = figureSums(own, own, period);
              return [sums.get('coverage.withVenue')!.sum, sums.get('villages.total')!.sum];
            };
            const { villages } = await overviewFigures(views);
            expect([villages.covered, villages.total]).toEqual(coverage(() => true));
            some.counted += villages.covered;
            const named = towns.map((tenantId) => ({ tenantId, code: String(tenantId), name: '' }));
            const lines = await townLines(views, named);
            expect(lines.map(({ covered, villages: total }) => [covered, total])).toEqual(
              towns.map((tenantId) => coverage((row) => row.tenantId === tenantId)),
            );
          });
        },
      ),
      // Random lives may happen to cover no village: the first is one that does.
      { numRuns: 6, examples: [[aTownLife(300), aTownLife(200), '2024-12-31']] },
    );
    expect(some.counted).toBeGreaterThan(0);
  }, 120_000);
});
