import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { append, type Upcasters } from '../event-store/index.ts';
import { townSummary } from '../features/overview/town-summary.projection.ts';
import { projectionScope } from '../tenancy/index.ts';
import { anAppend, anEvent } from '../testing/builders/append.builder.ts';
import { passBackOff, untilParked } from '../testing/builders/held-projection.builder.ts';
import { anInstallation, type County, type Installation } from '../testing/builders/installation.builder.ts';
import { until } from '../testing/until.ts';
import {
  bigint,
  CatchUp,
  createTables,
  defineProjection,
  integer,
  listHeld,
  ProjectionParked,
  readLag,
  readPositions,
  text,
  unpark,
  type Projection,
} from './index.ts';

interface Noted {
  NoteTaken: { topic: string; count: number };
}

/** Adds notes up; a note of 13 makes the fold throw as long as it is superstitious. */
const notes = (superstitious: boolean) =>
  defineProjection<Noted>()({
    name: 'test_notes',
    version: 1,
    key: { topic: text() },
    row: { total: bigint(), small: integer() },
    on: {
      NoteTaken: {
        key: ({ data }) => ({ topic: data.topic }),
        fold: (row, { data }) => {
          if (superstitious && data.count === 13) throw new Error('thirteen');
          return { total: row.total + data.count, small: data.count };
        },
      },
    },
  }) as unknown as Projection;

const summary = townSummary as unknown as Projection;
const broken = [summary, notes(true)];

let installation: Installation;
let catchUp: CatchUp;
let mended: CatchUp;
let county: County;
let town: number;
let neighbour: number;

beforeAll(async () => {
  installation = await anInstallation();
  await createTables(installation.owner, [notes(true)]);
  catchUp = new CatchUp(installation.database, broken);
  mended = new CatchUp(installation.database, [summary, notes(false)]);
});
afterAll(() => installation.close());

beforeEach(async () => {
  county = await installation.aCounty(2);
  [town, neighbour] = county.towns as [number, number];
});

const aNote = (count: number, topic = 'a') => anEvent({ type: 'NoteTaken', data: { topic, count } });
const take = (tenantId: number, ...events: ReturnType<typeof aNote>[]) =>
  append(installation.app, anAppend({ tenantId, events }));

/** What a catch-up ends with: the outcome, or the names of its errors. */
const outcome = (tenantId: number, worker = catchUp) =>
  worker.tenant(tenantId).catch((error: AggregateError) => (error.errors as Error[]).map((one) => one.name));

async function total(tenantId: number): Promise<number | undefined> {
  const { rows } = await installation.owner.query<{ total: number }>(
    'select total from read_model.test_notes where tenant_id = $1',
    [tenantId],
  );
  return rows[0]?.total;
}

const held = async (tenantId: number) =>
  (await listHeld(installation.owner, broken)).filter((one) => one.tenantId === tenantId);

const states = async (tenantId: number) =>
  (await installation.database.withSystem((db) => readLag(db, broken)))
    .filter((lag) => lag.tenantId === tenantId)
    .map(({ projection, lag, state }) => [projection, lag, state]);

describe('a fold that throws', () => {
  it('is tried five times and then parked, with event, position, error and time', async () => {
    const bad = aNote(13);
    await take(town, aNote(1), bad, aNote(2));
    const outcomes = [];
    for (let attempt = 0; attempt < 5; attempt++) {
      outcomes.push(await outcome(town));
      await passBackOff(installation.owner, town);
    }
    expect(outcomes).toEqual([
      ['FoldFailed'],
      ['FoldFailed'],
      ['FoldFailed'],
      ['FoldFailed'],
      ['ProjectionParked'],
    ]);
    expect(await held(town)).toEqual([
      {
        tenantId: town,
        townCode: `${county.code}100`,
        townName: '第1镇',
        projection: 'test_notes',
        build: 1,
        isLive: true,
        eventId: bad.id,
        eventType: 'NoteTaken',
        position: 2,
        error: 'Error: thirteen',
        attempts: 5,
        parkedAt: expect.any(Date),
      },
    ]);
  });

  it('waits 2, 4, 8 and 16 seconds for its next attempts', async () => {
    await take(town, aNote(13));
    const waits: number[] = [];
    for (let attempt = 1; attempt < 5; attempt++) {
      await passBackOff(installation.owner, town);
      await outcome(town);
      const { rows } = await installation.owner.query<{ seconds: number }>(
        `select extract(epoch from next_attempt_at - updated_at)::integer as seconds
         from zhendi.checkpoint where tenant_id = $1 and attempts = $2`,
        [town, attempt],
      );
      waits.push(rows[0]!.seconds);
    }
    expect(waits).toEqual([2, 4, 8, 16]);
  });

  it('is left alone until its next attempt, also by a worker that has just started', async () => {
    await take(town, aNote(13));
    expect(await outcome(town)).toEqual(['FoldFailed']);
    const restarted = new CatchUp(installation.database, broken);
    expect(await outcome(town, restarted)).toBe('held');
    expect(await states(town)).toEqual([['test_notes', 1, 'waiting']]);
    await passBackOff(installation.owner, town);
    expect(await states(town)).toEqual([['test_notes', 1, 'due']]);
    expect(await outcome(town, restarted)).toEqual(['FoldFailed']);
    expect(await held(town)).toMatchObject([{ attempts: 2, parkedAt: null }]);
  });

  it('and is parked is quiet, and stays so when more events come', async () => {
    await take(town, aNote(13));
    await untilParked(installation.owner, catchUp, town);
    await take(town, aNote(1));
    await passBackOff(installation.owner, town);
    expect(await outcome(town)).toBe('held');
    expect(await states(town)).toEqual([['test_notes', 2, 'parked']]);
    expect(await total(town)).toBeUndefined();
  });

  it('stops neither the other read models of its town nor other towns', async () => {
    await take(town, aNote(13), aNote(1));
    await take(neighbour, aNote(5));
    await untilParked(installation.owner, catchUp, town);
    await take(town, aNote(2));
    await take(neighbour, aNote(6));
    expect(await outcome(town)).toBe('held');
    expect(await outcome(neighbour)).toBe('caught-up');
    expect(await states(town)).toEqual([['test_notes', 3, 'parked']]);
    expect(await states(neighbour)).toEqual([]);
    expect(await total(neighbour)).toBe(11);
  });

  it('counts one attempt when many workers fail at it at once, and parks once', async () => {
    await take(town, aNote(13));
    const parked: unknown[] = [];
    for (let attempt = 1; attempt <= 5; attempt++) {
      await passBackOff(installation.owner, town);
      const results = await Promise.allSettled(Array.from({ length: 8 }, () => catchUp.tenant(town)));
      const errors = results.flatMap((result) =>
        result.status === 'rejected' ? ((result.reason as AggregateError).errors as unknown[]) : [],
      );
      expect(errors).toHaveLength(1);
      expect(await held(town)).toMatchObject([{ attempts: attempt }]);
      parked.push(...errors.filter((error) => error instanceof ProjectionParked));
    }
    expect(parked).toHaveLength(1);
  });

  it('in the middle of a page of five hundred leaves all that came before it in the read model', async () => {
    const many = Array.from({ length: 499 }, (_, i) => aNote(i === 320 ? 13 : 1));
    await take(town, ...many);
    expect(await outcome(town)).toEqual(['FoldFailed']);
    expect(await held(town)).toMatchObject([{ position: 321, attempts: 1 }]);
    expect(await total(town)).toBe(320);
  });

  it('and works at another attempt goes on, and its failures are forgotten', async () => {
    await take(town, aNote(13), aNote(1));
    await outcome(town);
    await passBackOff(installation.owner, town);
    expect(await outcome(town, mended)).toBe('caught-up');
    expect(await held(town)).toEqual([]);
    expect(await total(town)).toBe(14);
  });
});

describe('an event that cannot be folded for another reason', () => {
  const toParked = async (worker: CatchUp) => {
    await untilParked(installation.owner, worker, town);
    return held(town);
  };

  it('parks when the fold made what the table cannot hold', async () => {
    // 3,000,000,000 is beyond Postgres's integer, 2^31 - 1.
    await take(town, aNote(1), aNote(3_000_000_000));
    const [parked] = await toParked(catchUp);
    expect(parked).toMatchObject({ position: 2, attempts: 5, parkedAt: expect.any(Date) });
    expect(parked!.error).toContain('3000000000');
    expect(await total(town)).toBe(1);
  });

  it('parks when its data cannot be brought to the current schema version', async () => {
    const upcasters: Upcasters = {
      NoteTaken: [
        (data) => {
          if (data.count === 7) throw new TypeError('a seven of old');
          return data;
        },
      ],
    };
    await take(town, aNote(1), aNote(7));
    const [parked] = await toParked(new CatchUp(installation.database, broken.slice(1), upcasters));
    expect(parked).toMatchObject({ position: 2, error: 'TypeError: a seven of old' });
  });
});

describe("the database's own trouble", () => {
  it.each([
    ['a right that is missing', 'revoke update on read_model.test_notes_b1 from zhendi_app', '42501'],
    ['a table that is not there', 'alter table read_model.test_notes_b1 rename to test_notes_away', '42P01'],
  ])('such as %s is told and counts no attempt', async (_, trouble, code) => {
    await take(town, aNote(1));
    await catchUp.tenant(town);
    await take(town, aNote(2));
    await installation.owner.query(trouble);
    for (let attempt = 1; attempt <= 6; attempt++) {
      await expect(catchUp.tenant(town)).rejects.toMatchObject({ errors: [{ code }] });
    }
    await installation.owner.query(
      'alter table if exists read_model.test_notes_away rename to test_notes_b1',
    );
    await installation.owner.query('grant update on read_model.test_notes_b1 to zhendi_app');
    expect(await held(town)).toEqual([]);
    expect(await catchUp.tenant(town)).toBe('caught-up');
    expect(await total(town)).toBe(3);
  });

  it('such as a connection that is cut in the middle of a page counts no attempt', async () => {
    await take(town, aNote(1));
    await catchUp.tenant(town);
    await take(town, aNote(2));
    const holder = await installation.owner.connect();
    try {
      // The page waits for this row, and its connection is cut while it does.
      await holder.query('begin');
      await holder.query('select from read_model.test_notes_b1 where tenant_id = $1 for update', [town]);
      const cut = outcomeOfCut(catchUp);
      await untilWaiting();
      await installation.owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(await cut).toEqual(['57P01']);
    } finally {
      await holder.query('rollback');
      holder.release();
    }
    expect(await held(town)).toEqual([]);
    expect(await catchUp.tenant(town)).toBe('caught-up');
    expect(await total(town)).toBe(3);
  });

  const outcomeOfCut = (worker: CatchUp) =>
    worker.tenant(town).then(
      () => [],
      (error: AggregateError) => (error.errors as { code: string }[]).map(({ code }) => code),
    );

  const untilWaiting = () =>
    until(async () => {
      const { rows } = await installation.owner.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows.length > 0;
    });
});

describe('a parked read model that is resumed', () => {
  beforeEach(async () => {
    await take(town, aNote(1), aNote(13), aNote(2));
    await untilParked(installation.owner, catchUp, town);
    await unpark(installation.owner, town, { projection: notes(true), build: 1 });
  });

  it('after the fold was mended goes on with each event once', async () => {
    const twice = await Promise.all([mended.tenant(town), mended.tenant(town)]);
    expect(['caught-up', 'busy']).toEqual(expect.arrayContaining(twice));
    expect(await mended.tenant(town)).toBe('caught-up');
    expect(await total(town)).toBe(16);
    expect(await held(town)).toEqual([]);
  });

  it('without that is parked again at the first attempt', async () => {
    expect(await outcome(town)).toEqual(['ProjectionParked']);
    expect(await held(town)).toMatchObject([{ position: 2, attempts: 5, parkedAt: expect.any(Date) }]);
    expect(await total(town)).toBe(1);
  });
});

describe('the positions of a town', () => {
  it('name what is parked, and tell no other town of it', async () => {
    const positions = (tenantId: number) =>
      installation.database.withTenant(projectionScope(tenantId), (db) =>
        readPositions(db, broken, county.towns),
      );
    await take(town, aNote(13));
    await outcome(town);
    expect(await positions(town)).toMatchObject([{ position: 0, lag: 1, parked: [] }, {}]);
    await untilParked(installation.owner, catchUp, town);
    expect(await positions(town)).toMatchObject([
      { position: 0, lag: 1, parked: ['test_notes'] },
      { parked: [] },
    ]);
    expect(await positions(neighbour)).toMatchObject([{ parked: [] }, { parked: [] }]);
  });
});

describe('the list of what is held', () => {
  it('is narrowed to a town and to a read model', async () => {
    for (const tenantId of county.towns) {
      await take(tenantId, aNote(13));
      await untilParked(installation.owner, catchUp, tenantId);
    }
    const townCode = `${county.code}101`;
    const found = async (filter: object) =>
      (await listHeld(installation.owner, broken, filter)).map((one) => one.tenantId);
    expect(await found({ townCode })).toEqual([neighbour]);
    expect(await found({ townCode, projection: 'town_summary' })).toEqual([]);
    expect(await found({ projection: 'test_notes' })).toEqual(expect.arrayContaining([town, neighbour]));
  });
});
