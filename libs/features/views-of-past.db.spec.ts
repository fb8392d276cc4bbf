import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { QueryCreator } from 'kysely';
import { append, type NewEvent } from '../event-store/index.ts';
import { CatchUp, foldAsOf, viewsOfPast, type Cutoff } from '../projections/index.ts';
import { readingOnly, type TenantDatabase, type TenantScope } from '../tenancy/index.ts';
import { makeScope } from '../tenancy/scope.ts';
import { anAppend } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { rankingLives, townLives } from '../testing/builders/town-life.builder.ts';
import { overviewFigures, townLines } from './overview/overview.view.ts';
import { rankings } from './overview/rankings.view.ts';
import { alerts } from './projects/alerts.view.ts';
import { fundFlow } from './projects/fund-flow.view.ts';
import { fundLedger } from './projects/fund-ledger.view.ts';
import { projectBoard } from './projects/project-board.view.ts';
import { toDo } from './projects/to-do.view.ts';
import { projections, type ReadModels } from './read-models.ts';
import { annualProgressView } from './report-figures/annual-progress.view.ts';
import { coverage } from './report-figures/coverage.view.ts';
import { figureRows, figureSums } from './report-figures/figure-values.ts';
import { programmeView } from './report-figures/programme.view.ts';
import { reportPeriod } from './report-figures/report-period.ts';
import { scoreboard } from './report-figures/scoreboard.view.ts';
import { sixHaves } from './report-figures/six-haves.view.ts';
import { standardPreview } from './report-figures/standard-preview.view.ts';
import { targetsView } from './report-figures/targets.view.ts';
import { noPolicy } from './shared/county-policy.ts';
import { defaultStandard } from './shared/standard.ts';
import { venueCards } from './venues/venue-cards.view.ts';
import { villageCards } from './villages/village-cards.view.ts';
import { villageOfficers } from './villages/village-officers.view.ts';

let installation: Installation;
let database: TenantDatabase<ReadModels>;
let catchUp: CatchUp;

beforeAll(async () => {
  installation = await anInstallation();
  database = installation.database;
  catchUp = new CatchUp(installation.database, projections);
});
afterAll(() => installation.close());

const scopeOf = (tenantIds: readonly number[]): TenantScope =>
  readingOnly(makeScope({ tenantId: tenantIds[0]!, readable: tenantIds, access: 'read' }));

/** All that the views say of these towns together. */
async function allViews(views: QueryCreator<ReadModels>, tenantIds: readonly number[]) {
  const towns = tenantIds.map((tenantId, i) => ({ tenantId, code: `town ${i}`, name: `第${i}镇` }));
  const watch = { policy: noPolicy, towns, today: '2024-12-31' };
  const context = { policy: noPolicy, towns, on: '2024-12-31' };
  const period = reportPeriod({ from: '2020-01-01', to: '2024-12-31' }, noPolicy);
  const rows = await figureRows(views, period);
  const villages = await villageCards(views);
  return {
    alerts: await alerts(views, {}, watch),
    coverage: await coverage(views, context),
    sixHaves: await sixHaves(views, context),
    progress: await annualProgressView(views, context, 2022),
    targets: await targetsView(views, context),
    scoreboard: await scoreboard(views, context, { from: '2020-01-01' }),
    preview: await standardPreview(views, context, { ...defaultStandard, minAreaDm2: 1_000_000 }),
    rankings: await rankings(views, towns),
    ofTown: await townViews(views, tenantIds),
    report: figureSums(rows, rows, period),
    board: await projectBoard(views, {}, watch),
    ledger: await fundLedger(views, {}, watch),
    flow: await fundFlow(views, { step: 'received' }, watch),
    toDo: await toDo(views, {}, watch),
    figures: await overviewFigures(views),
    lines: await townLines(views, towns),
    villages,
    venues: await venueCards(views, {}),
  };
}

/** What the views of one town say that a county never asks for. */
async function townViews(views: QueryCreator<ReadModels>, tenantIds: readonly number[]) {
  const [tenantId] = tenantIds;
  if (tenantId === undefined || tenantIds.length > 1) return null;
  const [village] = await villageCards(views);
  const towns = [{ tenantId, code: 'town 0', name: '第0镇' }];
  return {
    programme: await programmeView(views, { policy: noPolicy, towns, on: '2024-12-31' }),
    officers: village ? await villageOfficers(views, village.villageId) : [],
    served: village ? await venueCards(views, { servedVillageId: village.villageId }) : [],
  };
}

type Answers = Awaited<ReturnType<typeof allViews>>;

const live = (tenantIds: readonly number[]) =>
  database.withTenant(scopeOf(tenantIds), (db) => allViews(db.views, tenantIds));

const past = (tenantIds: readonly number[], cutoff: Cutoff) =>
  database.withTenant(scopeOf(tenantIds), async (db) => {
    const { models, positions } = await foldAsOf(db, projections, tenantIds, cutoff);
    return { answers: await allViews(viewsOfPast(db.views, models), tenantIds), positions };
  });

async function record(tenantId: number, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await append(installation.app, anAppend({ tenantId, events }));
  await catchUp.tenant(tenantId);
}

async function databaseClock(): Promise<string> {
  const { rows } = await installation.owner.query<{ now: string }>(
    `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`,
  );
  return rows[0]!.now;
}

/** A town's life, and between its facts the rankings that its county publishes and withdraws. */
const withRankings = (most: number) =>
  fc.tuple(townLives(most), rankingLives(6)).map(([life, rankings]) => {
    const every = Math.ceil(life.length / (rankings.length + 1)) || 1;
    const pieces = rankings.flatMap((fact, i) => [...life.slice(i * every, (i + 1) * every), fact]);
    return [...pieces, ...life.slice(rankings.length * every)];
  });

/** A history and into how many events each of its appends takes. */
const inAppends = (lives: fc.Arbitrary<NewEvent[]>) =>
  fc
    .tuple(lives, fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 60, maxLength: 60 }))
    .map(([events, sizes]) => {
      const rest = [...events];
      return sizes.map((size) => rest.splice(0, size)).filter((chunk) => chunk.length > 0);
    });

describe('the views as of a moment', () => {
  it('say what they really said then, of each town and of both, whatever was recorded later', async () => {
    await fc.assert(
      fc.asyncProperty(inAppends(withRankings(40)), inAppends(townLives(40)), async (ofFirst, ofSecond) => {
        const { towns } = await installation.aCounty(2);
        const [first, second] = towns as [number, number];
        const scopes = [[first], [second], towns];
        const moments: { moment: string; lengths: Map<number, number>; answers: Answers[] }[] = [];
        const lengths = new Map([
          [first, 0],
          [second, 0],
        ]);
        for (let n = 0; n < Math.max(ofFirst.length, ofSecond.length); n++) {
          // Both towns are built by the same generator: their ids are the same.
          for (const [town, all] of [
            [first, ofFirst],
            [second, ofSecond],
          ] as const) {
            await record(town, all[n] ?? []);
            lengths.set(town, lengths.get(town)! + (all[n]?.length ?? 0));
          }
          const answers = await Promise.all(scopes.map(live));
          moments.push({ moment: await databaseClock(), lengths: new Map(lengths), answers });
        }
        for (const { moment, lengths, answers } of moments) {
          const then = await Promise.all(scopes.map((scope) => past(scope, { recordedBy: moment })));
          expect(then.map(({ answers }) => inOrder(answers))).toEqual(answers.map(inOrder));
          expect(then[2]!.positions).toEqual(lengths);
        }
      }),
      { numRuns: 3 },
    );
  });
});

/** Two towns may have venues with the same plan date and id: their order is nobody's promise. */
function inOrder(answers: Answers): Answers {
  const sorted = <T>(rows: T[]) => [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return { ...answers, villages: sorted(answers.villages), venues: sorted(answers.venues) };
}

describe('the views as of a day', () => {
  it('are those of a town in which nothing of a later date was ever recorded', async () => {
    const day = fc.constantFrom('2019-12-31', '2021-06-15', '2022-02-28', '2023-11-30', '2024-12-28');
    await fc.assert(
      fc.asyncProperty(withRankings(120), day, async (events, asOf) => {
        const [whole, short] = [await installation.aTown(), await installation.aTown()];
        await record(whole, events);
        await record(
          short,
          events.filter(({ occurredOn }) => occurredOn <= asOf),
        );
        const { answers, positions } = await past([whole], { asOf });
        expect(answers).toEqual(await live([short]));
        expect(positions).toEqual(new Map([[whole, events.length]]));
      }),
      { numRuns: 12 },
    );
  });
});

describe('these properties', () => {
  it('are of every view that there is of read models', async () => {
    const own = await readFile(fileURLToPath(import.meta.url), 'utf8');
    const features = fileURLToPath(new URL('.', import.meta.url));
    const views = (await readdir(features, { recursive: true })).filter((file) => file.endsWith('.view.ts'));
    // What the county laid down is read from its events.
    const others = views.filter((file) => file !== join('report-figures', 'policy.view.ts'));
    expect(others.length).toBeGreaterThan(15);
    expect(others.filter((file) => !own.includes(`'./${file.split(sep).join('/')}'`))).toEqual([]);
  });
});
