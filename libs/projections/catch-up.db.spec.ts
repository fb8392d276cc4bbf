import { randomUUID } from 'node:crypto';
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

describe('catching several towns up together', () => {
  const someTowns = (count: number) => Promise.all(Array.from({ length: count }, () => installation.aTown()));

  const outcomesOf = async (towns: readonly number[]) => [
    ...(await catchUp.tenants(towns)).outcomes.values(),
  ];

  /** As a worker does. */
  async function goOn(towns: readonly number[]): Promise<void> {
    const { outcomes, alone, error } = await catchUp.tenants(towns);
    expect(error).toBeNull();
    for (const tenantId of alone) expect(await catchUp.tenant(tenantId)).toBe('caught-up');
    expect(new Set(outcomes.values())).not.toContain('more');
  }

  it('in any steps leads each to what a fold of its own history in memory gives, whatever ids they share', async () => {
    // The same lives in all towns, as far as each has come: the same villages, venues and people.
    const life = fc.tuple(
      townLives(60),
      fc.array(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 20 })), { maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(life, async ([events, steps]) => {
        const towns = await someTowns(3);
        const taken = [0, 0, 0];
        for (const [town, count] of [...steps, [0, 99], [1, 30]] as const) {
          const some = events
            .slice(taken[town], taken[town]! + count)
            .map((event) => ({ ...event, id: randomUUID() }));
          await record(towns[town]!, some);
          taken[town]! += count;
          await goOn(towns);
        }
        for (const tenantId of towns) await expectTablesAsFolded(tenantId);
      }),
      { numRuns: 10 },
    );
  });

  it('leaves those with much to do to a run of their own', async () => {
    const towns = await someTowns(3);
    await record(towns[0]!, aTownLife(30));
    const training = () => anEvent({ type: 'TrainingHeld', data: aTraining });
    await record(towns[1]!, Array.from({ length: 51 }, training));
    await record(towns[2]!, aTownLife(30));
    const { outcomes, alone, error } = await catchUp.tenants(towns);
    expect([[...outcomes], alone, error]).toEqual([
      [
        [towns[0], 'caught-up'],
        [towns[2], 'caught-up'],
      ],
      [towns[1]],
      null,
    ]);
    expect(await checkpoint(towns[1]!, summaryModel)).toBe(0);
    await expectTablesAsFolded(towns[0]!);
    await expectTablesAsFolded(towns[2]!);
    await goOn(towns);
    await expectTablesAsFolded(towns[1]!);
  });

  it('leaves one that somebody else is at, and does the others', async () => {
    const towns = await someTowns(3);
    for (const tenantId of towns) await record(tenantId, aTownLife(20));
    await catchUp.tenants(towns);
    for (const tenantId of towns) await record(tenantId, aTownLife(5));
    const release = await installation.hold('select from zhendi.checkpoint where tenant_id = $1 for update', [
      towns[1]!,
    ]);
    expect(await outcomesOf(towns)).toEqual(['caught-up', 'busy', 'caught-up']);
    await release();
    expect(await outcomesOf(towns)).toEqual(['caught-up', 'caught-up', 'caught-up']);
    for (const tenantId of towns) await expectTablesAsFolded(tenantId);
  });

  it('of a town without events, of one that is not there, and of one named twice does nothing amiss', async () => {
    const [empty, town] = await someTowns(2);
    await record(town!, aTownLife(20));
    const { outcomes } = await catchUp.tenants([empty!, 2_000_000_000, town!, town!]);
    expect([...outcomes]).toEqual([
      [empty, 'caught-up'],
      [2_000_000_000, 'caught-up'],
      [town, 'caught-up'],
    ]);
    await expectTablesAsFolded(town!);
  });

  it('of more towns than go into one transaction is done in several, and told as soon as it is', async () => {
    const towns = await someTowns(60);
    for (const tenantId of towns)
      await record(tenantId, [anEvent({ type: 'TrainingHeld', data: aTraining })]);
    const seen: string[] = [];
    /** Notes of how many towns a transaction is; a system's is of none. */
    class Watched extends TenantDatabase {
      override withTenant: TenantDatabase['withTenant'] = (scope, work) => {
        seen.push(String(scope.readable.length));
        return super.withTenant(scope, work);
      };
      override withSystem: TenantDatabase['withSystem'] = (work) => {
        seen.push('told');
        return super.withSystem(work);
      };
    }
    const { outcomes } = await new CatchUp(new Watched(installation.app), projections).tenants(towns);
    expect(new Set(outcomes.values())).toEqual(new Set(['caught-up']));
    // Looked at, taken, told of, and looked at once more.
    expect(seen).toEqual(['50', '50', 'told', '50', '10', '10', 'told', '10']);
    for (const tenantId of towns) expect(await checkpoint(tenantId, summaryModel)).toBe(1);
  });

  it('by several processes at once, while events keep coming, counts each event exactly once', async () => {
    const towns = await someTowns(5);
    const pools = Array.from({ length: 3 }, () =>
      createAppPool({ url: installation.appUrl, max: 2, onError: fail }),
    );
    let writing = true;
    const write = async () => {
      for (let i = 0; i < 150; i++)
        await record(towns[i % towns.length]!, [anEvent({ type: 'TrainingHeld', data: aTraining })]);
      writing = false;
    };
    // Each process names them in another order, and leaves another one out.
    const follow = async (process: CatchUp, number: number) => {
      while (writing) await process.tenants([...towns.slice(number), ...towns.slice(0, number)].slice(1));
    };
    const processes = pools.map((pool) => new CatchUp(new TenantDatabase(pool), projections));
    await Promise.all([write(), ...processes.map(follow)]);
    await goOn(towns);
    expect(new Set(await outcomesOf(towns))).toEqual(new Set(['caught-up']));
    await Promise.all(pools.map((pool) => pool.end()));
    const { rows } = await installation.owner.query<{ trainings: number }>(
      'select trainings from read_model.town_summary where tenant_id = any ($1)',
      [towns],
    );
    expect(rows).toEqual(towns.map(() => ({ trainings: 30 })));
  });
});

function fail(error: Error): never {
  throw error;
}

describe('several processes that catch one town up', () => {
  it('count each event exactly once, while events keep coming', async () => {
    const tenantId = await installation.aTown();
    const life = aTownLife(900);
    const pools = Array.from({ length: 4 }, () =>
      createAppPool({
        url: installation.appUrl,
        max: 2,
        onError: fail,
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
const aTraining = { villageId: tenantUuid, members: 1, public: 2, hours: 0.5 };
