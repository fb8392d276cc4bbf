import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { QueryCreator } from 'kysely';
import { append, EventReader, type NewEvent } from '../../event-store/index.ts';
import { CatchUp, figureOrigins, foldAsOf, viewsOfPast, type Cutoff } from '../../projections/index.ts';
import { readingOnly, type TenantDatabase, type TenantHandle } from '../../tenancy/index.ts';
import { makeScope } from '../../tenancy/scope.ts';
import { anAppend, anEvent } from '../../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../../testing/builders/installation.builder.ts';
import { townLives } from '../../testing/builders/town-life.builder.ts';
import { figuresShown } from '../../testing/overview-figures.ts';
import { overviewFigureSources, type OverviewFigureName, type Part } from '../figures.ts';
import { overviewFigures } from '../overview/overview.view.ts';
import { projections, type ReadModels } from '../read-models.ts';
import { namedId } from '../shared/streams.ts';
import { venueCards } from '../venues/venue-cards.view.ts';
import { villageCards } from '../villages/village-cards.view.ts';
import { mergeTown } from './merger.decider.ts';
import { emptyTown, evolveTown } from './moving-town.decider.ts';

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

// The lives that the builder makes end in 2024.
const EVE = '2024-12-31';
const DAY = '2025-01-01';

async function merge(from: number, into: number): Promise<void> {
  const history = await inTowns([from], (db) => new EventReader(db).tenant(from, { limit: 1_000 }));
  const { left, arrived } = mergeTown(
    evolveTown(emptyTown, history),
    { occurredOn: DAY, from: { code: '990101100', name: '甲镇' }, into: { code: '990101101', name: '乙镇' } },
    { today: DAY },
  );
  await record(from, left.map(anEvent));
  await record(into, arrived.map(anEvent));
}

/** The same life under other ids: no two towns of the world have one village. */
const elsewhere = townLives(30).map(
  (events) =>
    JSON.parse(
      JSON.stringify(events).replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) =>
        namedId(`elsewhere/${id}`),
      ),
    ) as NewEvent[],
);

async function allViews(views: QueryCreator<ReadModels>) {
  return {
    figures: await overviewFigures(views),
    villages: await villageCards(views),
    venues: await venueCards(views, {}),
  };
}

const now = (towns: readonly number[]) => inTowns(towns, ({ views }) => allViews(views));

const asOf = (towns: readonly number[], cutoff: Cutoff) =>
  inTowns(towns, async (db) =>
    allViews(viewsOfPast(db.views, (await foldAsOf(db, projections, towns, cutoff)).models)),
  );

async function expectAllToOpen(towns: readonly number[]): Promise<void> {
  await inTowns(towns, async (db) => {
    for (const { figure, part, value } of figuresShown(await overviewFigures(db.views))) {
      const source = overviewFigureSources[figure as OverviewFigureName].of(part as Part);
      const opened = await figureOrigins(db, source, towns, { cutoff: {}, limit: 1_000 });
      const sum = opened.events.reduce((total, { change }) => total + change, 0);
      expect({ figure, part, value: opened.value, sum }).toEqual({ figure, part, value, sum: value });
    }
  });
}

const RUNS = { numRuns: 12 };

describe('after any town was merged into any other', () => {
  it('the county’s figures are those of before', async () => {
    await fc.assert(
      fc.asyncProperty(townLives(60), elsewhere, async (ofFirst, ofSecond) => {
        const towns = (await installation.aCounty(2)).towns as [number, number];
        await record(towns[0], ofFirst);
        await record(towns[1], ofSecond);
        const before = await now(towns);
        await merge(...towns);
        const after = await now(towns);
        expect(after.figures).toEqual(before.figures);
      }),
      RUNS,
    );
  });

  it('all figures open, those of the county and of each town', async () => {
    await fc.assert(
      fc.asyncProperty(townLives(30), elsewhere, async (ofFirst, ofSecond) => {
        const [from, into] = (await installation.aCounty(2)).towns as [number, number];
        await record(from, ofFirst);
        await record(into, ofSecond);
        await merge(from, into);
        for (const towns of [[from], [into], [from, into]]) await expectAllToOpen(towns);
      }),
      { numRuns: 2 },
    );
  });

  it('its villages and venues are what they were, in the other town', async () => {
    await fc.assert(
      fc.asyncProperty(townLives(60), elsewhere, async (ofFirst, ofSecond) => {
        const [from, into] = (await installation.aCounty(2)).towns as [number, number];
        await record(from, ofFirst);
        await record(into, ofSecond);
        const before = await now([from, into]);
        const [{ villages: moving }, { villages: there }] = [await now([from]), await now([into])];
        await merge(from, into);
        const [left, arrived] = [await now([from]), await now([into])];
        expect(left.villages).toEqual([]);
        expect(left.figures.villages).toMatchObject({ total: 0, planned: 0, covered: 0 });
        expect(left.figures.venues).toMatchObject({ planned: 0, completed: 0, builtAreaDm2: 0 });
        expect(byId(arrived.villages, 'villageId')).toEqual(
          byId([...moving.map((village) => ({ ...village, ...noOfficers })), ...there], 'villageId'),
        );
        const cancelled = left.venues.map(({ stage }) => stage);
        expect(new Set(cancelled).size).toBe(cancelled.length > 0 ? 1 : 0);
        expect(byId([...left.venues, ...arrived.venues], 'venueId').map(ofTheVenueItself)).toEqual(
          byId(before.venues, 'venueId').map(ofTheVenueItself),
        );
      }),
      RUNS,
    );
  });

  it('each town as of the day before is what it was', async () => {
    await fc.assert(
      fc.asyncProperty(townLives(60), elsewhere, async (ofFirst, ofSecond) => {
        const [from, into] = (await installation.aCounty(2)).towns as [number, number];
        await record(from, ofFirst);
        await record(into, ofSecond);
        const before = [await now([from]), await now([into])];
        await merge(from, into);
        const eve = [await asOf([from], { asOf: EVE }), await asOf([into], { asOf: EVE })];
        expect(eve).toEqual(before);
        expect(await asOf([from, into], { asOf: DAY })).toEqual(await now([from, into]));
      }),
      RUNS,
    );
  });
});

// People do not move: the other town names its own.
const noOfficers = { partySecretaryId: null, villageHeadId: null, supervisorId: null, clerkId: null };

function byId<Key extends string, Row extends Record<Key, string>>(rows: readonly Row[], key: Key): Row[] {
  return [...rows].sort((a, b) => (a[key] < b[key] ? -1 : 1));
}

// A cancelled project's village is not among those of its town any more; and people do not move.
const OF_THE_TOWN = new Set(['villageName', 'usePersonId', 'maintenancePersonId', 'safetyPersonId']);

function ofTheVenueItself(row: object) {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !OF_THE_TOWN.has(name)));
}
