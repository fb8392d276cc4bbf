import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { append, appendAll, EventReader, readHeads, type NewEvent } from '../event-store/index.ts';
import { CatchUp, readLag, readPositions } from '../projections/index.ts';
import {
  projectionScope,
  readingOnly,
  ScopeResolver,
  TenantDatabase,
  type TenantHandle,
} from '../tenancy/index.ts';
import { createAppPool, createOwnerPool } from '../tenancy/pool.ts';
import { anAppend, anEvent, aStream } from '../testing/builders/append.builder.ts';
import { aMillionEvents, type MillionEvents } from '../testing/builders/million-events.builder.ts';
import { explainEverything, PlanRecorder, type QueryPlan } from '../testing/query-plans.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { overviewFigures, townLines } from './overview/overview.view.ts';
import { projections, type ReadModels } from './read-models.ts';
import { venueCards } from './venues/venue-cards.view.ts';

let testDatabase: TestDatabase;
let store: MillionEvents;
let owner: pg.Pool;
let app: pg.Pool;
let database: TenantDatabase<ReadModels>;
let plans: PlanRecorder;

beforeAll(async () => {
  const onError = (error: Error) => {
    throw error;
  };
  testDatabase = await createTestDatabase();
  owner = createOwnerPool({ url: testDatabase.ownerUrl, onError });
  await withoutAutovacuum();
  store = await aMillionEvents(owner);
  await explainEverything(testDatabase.ownerUrl);
  // One connection, so that the later of equal statements may be planned like those of a long-lived process.
  app = createAppPool({ url: testDatabase.appUrl, max: 1, onError });
  plans = new PlanRecorder(app);
  database = new TenantDatabase(app);
  // What a connection reads of the catalogue, it reads once.
  await Promise.all([
    readTown(2, (db) => new EventReader(db).head(2)),
    append(app, anAppend({ tenantId: 3, events: [aTraining()] })),
  ]);
}, 180_000);
afterAll(async () => {
  await Promise.all([owner.end(), app.end()]);
  await testDatabase.drop();
});

/**
 * Statistics are taken when a test says so; and no `analyze` of a million events keeps its snapshot open meanwhile, for
 * which old versions of rows would stay, each with a page of its own to be looked at.
 */
async function withoutAutovacuum(): Promise<void> {
  const { rows } = await owner.query<{ table: string }>(
    `select oid::regclass::text as "table" from pg_class
      where relkind = 'r' and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)`,
  );
  for (const { table } of rows) await owner.query(`alter table ${table} set (autovacuum_enabled = off)`);
}

/** One that the read models can fold. */
function aTraining(): NewEvent {
  return anEvent({
    stream: aStream('use'),
    type: 'TrainingHeld',
    data: { villageId: store.villageId, hours: 1, members: 1, public: 1 },
  });
}

/** Plans of the statements that read or write tables. */
async function plansOf(work: () => Promise<unknown>): Promise<QueryPlan[]> {
  return (await plans.of(work)).filter(({ scans }) => scans.length > 0);
}

function readTown(
  tenantId: number,
  work: (db: TenantHandle<ReadModels>) => Promise<unknown>,
): Promise<unknown> {
  return database.withTenant(readingOnly(projectionScope(tenantId)), work);
}

const total = (all: readonly QueryPlan[], of: 'rowsRead' | 'pages') =>
  all.reduce((sum, plan) => sum + plan[of], 0);

const inserts = ({ scans }: QueryPlan) => scans.some((scan) => scan.startsWith('ModifyTable'));

interface Bounds {
  /** Rows looked at, whether they matched or not, of all statements together. */
  readonly rows: number;
  /** Rows put in order by one statement. */
  readonly sorted?: number;
  /** Rows inserted, by statements that do nothing else. */
  readonly written?: number;
}

/** Every table by an index; no more rows than said; some pages a row at most. */
function expectWithin(all: readonly QueryPlan[], { rows, sorted = 0, written = 0 }: Bounds): void {
  expect(all.length).toBeGreaterThan(0);
  const scans = all.flatMap(({ scans }) => scans).filter((scan) => scan.startsWith('Seq Scan'));
  // The catalogue of builds is one page, whatever there is of tenants and events.
  expect(scans.filter((scan) => scan !== 'Seq Scan on projection_build')).toEqual([]);
  expect(total(all, 'rowsRead')).toBeLessThanOrEqual(rows);
  expect(Math.max(...all.map(({ rowsSorted }) => rowsSorted))).toBeLessThanOrEqual(sorted);
  // A row that is inserted has its own page and those on the way down its table's indexes.
  const inserting = written > 0 ? all.filter(inserts) : [];
  expect(total(inserting, 'pages')).toBeLessThanOrEqual(7 * written);
  const reading = all.filter((plan) => !inserting.includes(plan));
  expect(total(reading, 'pages')).toBeLessThanOrEqual(4 * rows + 40);
}

/** The plans of catching towns up that two trainings were held in, each. */
async function plansOfCatchUp(towns: readonly number[]): Promise<QueryPlan[]> {
  const catchUp = new CatchUp(new TenantDatabase(app), projections);
  const trainings = async () => {
    for (const tenantId of towns)
      await append(app, anAppend({ tenantId, events: [aTraining(), aTraining()] }));
  };
  await catchUp.tenants(towns);
  // From the sixth time on a statement may have a plan for whatever comes.
  for (let i = 0; i < 6; i++) {
    await trainings();
    await catchUp.tenants(towns);
  }
  await trainings();
  return plansOf(() => catchUp.tenants(towns));
}

describe.each(['without statistics, as after a large import,', 'with statistics'])(
  'of a million events, %s',
  (when) => {
    beforeAll(async () => {
      if (when === 'with statistics') await owner.query('analyze');
    });

    describe.each(['largeTown', 'smallTown'] as const)('in a %s', (size) => {
      const reading = (work: (reader: EventReader, tenantId: number) => Promise<unknown>) =>
        plansOf(() => readTown(store[size], (db) => work(new EventReader(db), store[size])));

      it('a stream is read by its index', async () => {
        const stream = { type: 'project', id: store.venueId };
        expectWithin(await reading((reader, town) => reader.stream(town, stream)), { rows: 6, sorted: 6 });
        const history = async (reader: EventReader, town: number) => {
          for await (const _ of reader.streamHistory(town, stream));
        };
        expectWithin(await reading(history), { rows: 6 });
      });

      it('the streams of a command are read by their index', async () => {
        const streams = [
          { type: 'village', id: store.villageId },
          { type: 'project', id: store.venueId },
          aStream('use'),
        ];
        expectWithin(await reading((reader, town) => reader.streams(town, streams)), { rows: 6, sorted: 6 });
      });

      it('a page is read by position, upwards and downwards, and nothing is sorted', async () => {
        expectWithin(await reading((reader, town) => reader.tenant(town, { after: 400, limit: 100 })), {
          rows: 100,
        });
        const last = await reading((reader, town) => reader.tenant(town, { limit: 100, order: 'desc' }));
        // And the head.
        expectWithin(last, { rows: 101 });
      });

      it('a hundred events of a type are found without reading the whole tenant', async () => {
        for (const order of ['asc', 'desc'] as const) {
          // One of thirty is of this type.
          const found = await reading((reader, town) =>
            reader.tenant(town, { limit: 100, types: ['VenueCompleted'], order }),
          );
          expectWithin(found, { rows: 3_100, sorted: 100 });
        }
      });

      it('a type that never happened is looked for once, and never in all of a large town at once', async () => {
        const searched = await reading(async (reader, town) => {
          for await (const _ of reader.history(town, { types: ['VenueRetired'] }));
        });
        const events = size === 'largeTown' ? 100_000 : 900;
        expectWithin(searched, { rows: events + 100, sorted: 0 });
        expect(Math.max(...searched.map(({ rowsRead }) => rowsRead))).toBeLessThanOrEqual(16_000);
      });

      it('the last events of a village are found without reading the whole tenant', async () => {
        const dataContains = { villageId: store.villageId };
        // One village of sixteen.
        const found = await reading((reader, town) =>
          reader.tenant(town, { limit: 50, order: 'desc', dataContains }),
        );
        expectWithin(found, { rows: 1_001, sorted: 200 });
      });

      it('the head and a receipt are a row each', async () => {
        expectWithin(await reading((reader, town) => reader.head(town)), { rows: 1 });
        expectWithin(await reading((reader, town) => reader.receipt(town, store.commandId)), { rows: 1 });
      });

      it('the head at a moment is found by halves', async () => {
        // Of 100,000, and the head itself.
        const moment = '2026-01-01T00:05:00Z';
        expectWithin(await reading((reader, town) => reader.headAt(town, moment)), { rows: 18 });
      });

      it('what a command is decided on is its receipt and its streams, each by its index', async () => {
        const scope = projectionScope(store[size]);
        const streams = [
          { type: 'village', id: store.villageId },
          { type: 'project', id: store.venueId },
          aStream('use'),
        ];
        const load = (commandId: string) =>
          database.commandState(scope, { tenantId: store[size], commandId, streams });
        // From the sixth time on a function's statement may have a plan for whatever comes.
        for (let i = 0; i < 6; i++) await load(randomUUID());
        expectWithin(await plansOf(() => load(randomUUID())), { rows: 6, sorted: 6 });
        // Carried out before: its receipt, looked at for itself and for each stream, and its event.
        expectWithin(await plansOf(() => load(store.commandId)), { rows: 5, sorted: 1 });
      });

      it('catching up reads the new events, and of each read model the rows that they change', async () => {
        const all = await plansOfCatchUp([store[size]]);
        // Of each read model: where it stands, looked at twice and locked; its row; the row and the place it is moved to.
        // When they are locked, the page of the builds is read down to its own, for each: n (n + 1) / 2.
        const n = projections.length;
        expectWithin(all, { rows: 2 + 13 * n + (n * (n + 1)) / 2, sorted: 2 * n });
        expect(all.flatMap(({ scans }) => scans)).toContain('Index Scan on event by event_pkey');
      });

      it('an append looks up its tenant, its head, its receipt and each of its streams', async () => {
        const again = () =>
          append(
            app,
            anAppend({
              tenantId: store[size],
              expectations: [{ stream: { type: 'project', id: store.venueId }, version: 6 }],
              events: [aTraining(), aTraining()],
            }),
          );
        // From the sixth time on a function's statement may have a plan for whatever comes.
        for (let i = 0; i < 6; i++) await again();
        const all = await plansOf(again);
        // Tenant (locked, and read), head, one stream that is there.
        expectWithin(all, { rows: 4, sorted: 3 });
        expect(all.flatMap(({ scans }) => scans)).toEqual(
          expect.arrayContaining([
            expect.stringContaining('event_pkey'),
            expect.stringContaining('command_pkey'),
          ]),
        );
      });
    });

    it('catching several towns up reads no more of each than of one alone', async () => {
      const towns = [store.largeTown, store.smallTown, ...store.towns.slice(-2)];
      const all = await plansOfCatchUp(towns);
      const n = projections.length;
      expectWithin(all, {
        rows: towns.length * (2 + 13 * n + (n * (n + 1)) / 2),
        sorted: 2 * n * towns.length,
      });
      expect(all.flatMap(({ scans }) => scans)).toContain('Index Scan on event by event_pkey');
    });

    it('an append of many commands costs no more for each than one', async () => {
      const towns = Array.from({ length: 40 }, (_, i) => 14 + i).filter((id) => id % 12 !== 1);
      const all = await plansOf(() =>
        appendAll(
          app,
          towns.map((tenantId) => anAppend({ tenantId, events: [aTraining()] })),
        ),
      );
      expectWithin(all, { rows: 4 * towns.length, sorted: 2 * towns.length, written: 2 * towns.length });
    });

    it('the overview of a county reads the rows of its towns', async () => {
      const scope = { ...readingOnly(projectionScope(1)), readable: [1, ...store.towns] };
      const all = await plansOf(() =>
        database.withTenant(scope, async (db) => {
          await overviewFigures(db.views);
          await townLines(db.views, []);
        }),
      );
      // Of eleven towns: twice the summary and the villages; build types, money and months. And what trainings added.
      const rows = 11 * (2 * 1 + 5 * 30) + 10;
      // Twice the venues: one of thirty events plans one, of the large town's 100,000 and of 900 in each other.
      const venues = 100_000 / 30 + 10 * 30;
      expectWithin(all, { rows: rows + 2 * Math.ceil(venues), sorted: 11 * 30 + 10 });
    });

    it('a village’s venues are read by the town', async () => {
      const all = await plansOf(() =>
        readTown(store.smallTown, (db) => venueCards(db.views, { villageId: store.venueId })),
      );
      expectWithin(all, { rows: 2 * 30, sorted: 30 });
    });

    it('the positions of a county’s towns are a look-up each', async () => {
      const scope = { ...readingOnly(projectionScope(1)), readable: [1, ...store.towns] };
      const all = await plansOf(() =>
        database.withTenant(scope, (db) => readPositions(db, projections, store.towns)),
      );
      // A tenant: its head, and for each read model its build, all on one page, and its checkpoint.
      const rows = 11 * (2 * projections.length + 1);
      expectWithin(all, { rows, sorted: projections.length });
    });

    it('the towns of a county are read by the county', async () => {
      const analyst = {
        county: { tenantId: 1, code: '', name: '' },
        town: null,
        subject: '',
        sessionId: '',
        username: '',
        roles: [],
        tenantId: 1,
        level: 'county' as const,
        villageId: null,
      };
      const all = await plansOf(() => new ScopeResolver(new TenantDatabase(app)).tenants(analyst));
      expectWithin(all, { rows: 12, sorted: 12 });
    });

    it.each([
      ['the lag of all tenants', () => database.withSystem((db) => readLag(db, projections))],
      ['the heads of all tenants', () => database.withSystem((db) => readHeads(db))],
    ])('%s is some rows a tenant', async (_, read) => {
      const all = await plansOf(read);
      const tenants = 91 * 12;
      // All of them are asked for: tenants and checkpoints may be read as they lie, events by their index.
      const scans = all.flatMap((plan) => plan.scans).filter((scan) => scan.includes('event'));
      expect(scans.filter((scan) => !scan.endsWith('by event_pkey'))).toEqual([]);
      expect(total(all, 'rowsRead')).toBeLessThanOrEqual((3 + projections.length) * tenants);
      expect(total(all, 'pages')).toBeLessThanOrEqual(10 * tenants);
    });
  },
);
