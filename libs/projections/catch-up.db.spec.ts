import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { append, EventReader, type NewEvent, type RecordedEvent } from '../event-store/index.ts';
import { townSummary } from '../features/overview/town-summary.projection.ts';
import { projections, type ReadModels } from '../features/read-models.ts';
import {
  projectionScope,
  readingOnly,
  TenantDatabase,
  type TenantHandle,
  type TenantScope,
} from '../tenancy/index.ts';
import { createAppPool } from '../tenancy/pool.ts';
import { anAppend, anEvent } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { aTownLife, townLives } from '../testing/builders/town-life.builder.ts';
import { CatchUp, foldInto, type Projection } from './index.ts';

let installation: Installation;
let catchUp: CatchUp;
let reader: EventReader;

beforeAll(async () => {
  installation = await anInstallation();
  catchUp = new CatchUp(installation.database, projections);
  reader = new EventReader(installation.owner);
});
afterAll(() => installation.close());

const record = (tenantId: number, events: readonly NewEvent[]) =>
  append(installation.app, anAppend({ tenantId, events }));
const recorded = (tenantId: number) => reader.tenant(tenantId, { limit: 100_000 });

async function tableRows(tenantId: number, { name }: Projection): Promise<Set<string>> {
  const database = installation.database as TenantDatabase<ReadModels>;
  const rows = await database.withTenant(readingOnly(projectionScope(tenantId)), (db) =>
    db.views
      .selectFrom(name as keyof ReadModels)
      .selectAll()
      .execute(),
  );
  return new Set(rows.map((row) => JSON.stringify(Object.entries(row).sort())));
}

function foldedRows(tenantId: number, projection: Projection, events: readonly RecordedEvent[]): Set<string> {
  const rows = [...foldInto(projection, new Map(), events).values()];
  return new Set(
    rows.map(({ key, row }) => JSON.stringify(Object.entries({ tenantId, ...key, ...row }).sort())),
  );
}

/** Every table holds what folding the whole history in memory gives. */
async function expectTablesAsFolded(tenantId: number): Promise<void> {
  const events = await recorded(tenantId);
  for (const projection of projections) {
    expect(await tableRows(tenantId, projection)).toEqual(foldedRows(tenantId, projection, events));
  }
}

async function checkpoint(tenantId: number, { name }: Projection): Promise<number> {
  const { rows } = await installation.owner.query<{ position: number }>(
    'select position from zhendi.checkpoint where tenant_id = $1 and projection = $2',
    [tenantId, name],
  );
  return rows[0]?.position ?? 0;
}

const summaryModel = townSummary as unknown as Projection;

type Field = 'amountFen' | 'builtAreaDm2' | 'members' | 'public' | 'hours';

/** The town's totals, counted without any fold. */
function countedByHand(events: readonly RecordedEvent[]) {
  const of = (type: string, says: Record<string, string> = {}) =>
    events
      .filter((e) => e.type === type && Object.entries(says).every(([name, value]) => e.data[name] === value))
      .map((e) => e.data as Record<Field, number>);
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  const amounts = (type: string, says: Record<string, string>) =>
    sum(of(type, says).map((data) => data.amountFen));
  // What a correction changes of facts of one type, and of one tier where they have one.
  const corrected = (eventType: string, tier?: string) =>
    sum(
      events
        .filter(({ type, data }) => type === 'FactCorrected' && data['eventType'] === eventType)
        .map(({ data }) => data as { old: number; new: number; fact: { tier?: string } })
        .filter(({ fact }) => fact.tier === tier)
        .map((data) => data.new - data.old),
    );
  const tier = (name: string) =>
    amounts('FundsAllocated', { tier: name }) -
    amounts('FundsReversed', { tier: name, of: 'allocation' }) +
    corrected('FundsAllocated', name);
  const cancelled = of('ProjectStatusChanged', { status: 'cancelled' }).length;
  return {
    villages: of('VillageRegistered').length - of('VillageMerged').length,
    planned: of('VenuePlanned').length - cancelled,
    cancelled,
    completed: of('VenueCompleted').length,
    builtAreaDm2: sum(of('VenueCompleted').map((data) => data.builtAreaDm2)) + corrected('VenueCompleted'),
    higherFen: tier('higher'),
    townFen: tier('town'),
    villageFen: tier('village'),
    trainings: of('TrainingHeld').length,
    people: sum(of('TrainingHeld').map((data) => data.members + data.public)),
    halfHours: sum(of('TrainingHeld').map((data) => data.hours * 2)),
  };
}

describe('catching up', () => {
  it('in any steps through any life of a town leads to what a fold in memory gives', async () => {
    const life = fc.tuple(townLives(120), fc.array(fc.nat({ max: 30 }), { maxLength: 6 }));
    await fc.assert(
      fc.asyncProperty(life, async ([events, steps]) => {
        const tenantId = await installation.aTown();
        let taken = 0;
        for (const step of [...steps, events.length]) {
          await record(tenantId, events.slice(taken, taken + step));
          taken += step;
          expect(await catchUp.tenant(tenantId)).toBe('caught-up');
        }
        await expectTablesAsFolded(tenantId);
        const [summary] = foldInto(summaryModel, new Map(), await recorded(tenantId)).values();
        if (summary) expect(summary.row).toMatchObject(countedByHand(await recorded(tenantId)));
      }),
      { numRuns: 15 },
    );
  });

  it('leads to the totals that a hand counts', async () => {
    const tenantId = await installation.aTown();
    await record(tenantId, aTownLife(300));
    await catchUp.tenant(tenantId);
    const { rows } = await installation.owner.query<Record<string, number>>(
      `select villages, planned, cancelled, completed, built_area_dm2 as "builtAreaDm2", higher_fen as "higherFen",
         town_fen as "townFen", village_fen as "villageFen", trainings, people, half_hours as "halfHours"
       from read_model.town_summary where tenant_id = $1`,
      [tenantId],
    );
    expect(rows).toEqual([countedByHand(await recorded(tenantId))]);
  });

  it('goes over as many pages as there are, and a second time changes nothing', async () => {
    const tenantId = await installation.aTown();
    await record(tenantId, aTownLife(1_800));
    expect(await reader.head(tenantId)).toBeGreaterThan(1_200);
    expect(await catchUp.tenant(tenantId)).toBe('caught-up');
    expect(await catchUp.tenant(tenantId)).toBe('caught-up');
    await expectTablesAsFolded(tenantId);
  });

  it('stops after 10,000 events to let others have their turn, and says that there is more', async () => {
    const tenantId = await installation.aTown();
    const data = { members: 1, public: 2, hours: 0.5 };
    const trainings = (count: number) =>
      Array.from({ length: count }, () => anEvent({ type: 'TrainingHeld', data }));
    for (const count of [5_000, 5_000, 7]) await record(tenantId, trainings(count));
    const only = new CatchUp(installation.database, [townSummary] as unknown as Projection[]);
    expect(await only.tenant(tenantId)).toBe('more');
    expect(await checkpoint(tenantId, summaryModel)).toBe(10_000);
    expect(await only.tenant(tenantId)).toBe('caught-up');
    expect(await checkpoint(tenantId, summaryModel)).toBe(10_007);
    const { rows } = await installation.owner.query(
      'select trainings, people, half_hours from read_model.town_summary where tenant_id = $1',
      [tenantId],
    );
    expect(rows).toEqual([{ trainings: 10_007, people: 30_021, half_hours: 10_007 }]);
  });

  it('takes what arrives meanwhile once, and leaves the rest to its next turn', async () => {
    const tenantId = await installation.aTown();
    const models = [townSummary] as unknown as Projection[];
    const training = () => anEvent({ type: 'TrainingHeld', data: { members: 1, public: 2, hours: 0.5 } });
    await record(tenantId, [training()]);
    /** A town where another fact is recorded whenever somebody has looked at it, or folded. */
    class BusyTown extends TenantDatabase {
      override async withTenant<Result>(
        scope: TenantScope,
        work: (db: TenantHandle<unknown>) => Promise<Result>,
      ): Promise<Result> {
        const result = await super.withTenant(scope, work);
        await record(tenantId, [training()]);
        return result;
      }
    }
    const pool = createAppPool({ url: installation.appUrl, onError: () => undefined });
    const busy = new CatchUp(new BusyTown(pool), models);
    expect(await busy.tenant(tenantId)).toBe('more');
    // One fact was there at the first look, and two more at the second.
    expect(await checkpoint(tenantId, summaryModel)).toBe(3);
    await pool.end();
    expect(await new CatchUp(installation.database, models).tenant(tenantId)).toBe('caught-up');
    expect(await checkpoint(tenantId, summaryModel)).toBe(await reader.head(tenantId));
  });

  it('of a tenant without events does nothing', async () => {
    const tenantId = await installation.aTown();
    expect(await catchUp.tenant(tenantId)).toBe('caught-up');
    const { rows } = await installation.owner.query('select from zhendi.checkpoint where tenant_id = $1', [
      tenantId,
    ]);
    expect(rows).toEqual([]);
  });
});

describe('several processes that catch one town up', () => {
  it('count each event exactly once, while events keep coming', async () => {
    const tenantId = await installation.aTown();
    const life = aTownLife(900);
    const pools = Array.from({ length: 4 }, () =>
      createAppPool({
        url: installation.appUrl,
        max: 2,
        onError: (error) => {
          throw error;
        },
      }),
    );
    let writing = true;
    const write = async () => {
      for (let at = 0; at < life.length; at += 20) await record(tenantId, life.slice(at, at + 20));
      writing = false;
    };
    const follow = async (process: CatchUp) => {
      while (writing) await process.tenant(tenantId);
    };
    const processes = pools.map((pool) => new CatchUp(new TenantDatabase(pool), projections));
    await Promise.all([write(), ...processes.map(follow)]);
    expect(await processes[0]!.tenant(tenantId)).toBe('caught-up');
    await Promise.all(pools.map((pool) => pool.end()));

    for (const projection of projections) expect(await checkpoint(tenantId, projection)).toBe(life.length);
    await expectTablesAsFolded(tenantId);
  });

  it('never wait for each other, and what one left to the other is found by the next look', async () => {
    const tenantId = await installation.aTown();
    const life = aTownLife(60);
    await record(tenantId, life.slice(0, 10));
    await catchUp.tenant(tenantId);

    const release = await installation.hold('select from zhendi.checkpoint where tenant_id = $1 for update', [
      tenantId,
    ]);
    await record(tenantId, life.slice(10));
    expect(await catchUp.tenant(tenantId)).toBe('busy');
    for (const projection of projections) expect(await checkpoint(tenantId, projection)).toBe(10);
    await release();

    expect(await catchUp.tenant(tenantId)).toBe('caught-up');
    await expectTablesAsFolded(tenantId);
  });

  it('do the read models that nobody else is at', async () => {
    const tenantId = await installation.aTown();
    await record(tenantId, aTownLife(60));
    await catchUp.tenant(tenantId);
    await record(tenantId, [
      anEvent({ type: 'VillageRegistered', data: { villageId: tenantUuid, code: '1', name: 'x' } }),
    ]);
    const head = await reader.head(tenantId);
    const release = await installation.hold(
      `select from zhendi.checkpoint where tenant_id = $1 and projection = 'town_summary' for update`,
      [tenantId],
    );
    expect(await catchUp.tenant(tenantId)).toBe('busy');
    await release();
    for (const projection of projections) {
      const expected = projection.name === 'town_summary' ? head - 1 : head;
      expect(await checkpoint(tenantId, projection)).toBe(expected);
    }
  });
});

const tenantUuid = '00000000-0000-4000-8000-000000000001';
