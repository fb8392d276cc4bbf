import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { anAppend, anEvent, aStream, aStreamAt, hashOf } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { until } from '../testing/until.ts';
import {
  AppendBatcher,
  CommandIdReused,
  EventReader,
  gatherCalls,
  StoreBusy,
  TenantSuspended,
  VersionConflict,
  type Append,
  type NewEvent,
  type PreparedStatement,
  type SqlClient,
  type SqlPool,
} from './index.ts';

let installation: Installation;
let events: EventReader;

beforeAll(async () => {
  installation = await anInstallation();
  events = new EventReader(installation.owner);
});
afterAll(() => installation.close());

/** The database, which can be made to keep calls waiting; knows of each call its commands and their tenants. */
function gatedDatabase(pool = installation.app) {
  const calls: string[][] = [];
  const tenants: number[][] = [];
  let open = Promise.resolve();
  let release = () => {};
  const through = (connection: Promise<pg.Pool | pg.PoolClient>): SqlClient => ({
    query: async (statement, values = []) => {
      if (typeof statement !== 'string' && statement.name === 'zhendi.append') {
        tenants.push(elements(values[1]).map(Number));
        calls.push(elements(values[2]));
      }
      await open;
      return answer(await connection, statement, values);
    },
  });
  const client: SqlPool = {
    ...through(Promise.resolve(pool)),
    connect: () => {
      const connection = pool.connect();
      const release = (broken?: Error) => void connection.then((own) => own.release(broken));
      return Promise.resolve({ ...through(connection), release });
    },
  };
  return {
    client,
    calls,
    tenants,
    shut: () => {
      open = new Promise((resolve) => (release = resolve));
    },
    open: () => release(),
  };
}

/** What the database answers, for whatever row the caller expects. */
async function answer<Row>(
  connection: pg.Pool | pg.PoolClient,
  statement: string | PreparedStatement,
  values: unknown[],
): Promise<{ rows: Row[] }> {
  const { rows } = await connection.query(statement, values);
  return { rows: rows as Row[] };
}

/** Of the literal of an array of numbers or UUIDs. */
const elements = (literal: unknown) => (literal as string).slice(1, -1).split(',');

/** Lets everything that is already due happen. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe.each([
  ['the batcher', {}],
  ['the batcher where a call is of one tenant', { oneTenantPerCall: true }],
])('%s', (_, options) => {
  it('sends a lone append at once', async () => {
    const tenantId = await installation.aTown();
    const { client, calls } = gatedDatabase();
    const append = anAppend({ tenantId });
    const result = new AppendBatcher(client, options).append(append);
    await turn();
    expect(calls).toEqual([[append.commandId]]);
    expect(await result).toMatchObject({ outcome: 'appended', firstPosition: 1, lastPosition: 1 });
  });

  it('gives each append its own outcome, and no refusal touches its neighbours', async () => {
    const { towns } = await installation.aCounty(3);
    const [one, other, suspended] = towns as [number, number, number];
    const taken = await aStreamAt(installation.app, one, 1);
    await installation.suspend(suspended);
    const { client, shut, open } = gatedDatabase();
    const batcher = new AppendBatcher(client, options);
    shut();
    const first = anAppend({ tenantId: one });
    const outcomes = Promise.allSettled([
      batcher.append(first),
      batcher.append(anAppend({ tenantId: other })),
      batcher.append(anAppend({ tenantId: one, expectations: [{ stream: taken, version: 'none' }] })),
      batcher.append({ ...first, requestHash: hashOf('another request') }),
      batcher.append(first),
      batcher.append(anAppend({ tenantId: suspended })),
      batcher.append(anAppend({ tenantId: one })),
    ]);
    await turn();
    open();
    expect(await outcomes).toEqual([
      { status: 'fulfilled', value: expect.objectContaining({ outcome: 'appended', firstPosition: 2 }) },
      { status: 'fulfilled', value: expect.objectContaining({ outcome: 'appended', firstPosition: 1 }) },
      { status: 'rejected', reason: expect.any(VersionConflict) },
      { status: 'rejected', reason: expect.any(CommandIdReused) },
      { status: 'fulfilled', value: expect.objectContaining({ outcome: 'repeated', firstPosition: 2 }) },
      { status: 'rejected', reason: expect.any(TenantSuspended) },
      { status: 'fulfilled', value: expect.objectContaining({ outcome: 'appended', firstPosition: 3 }) },
    ]);
  });

  it('keeps the order of a tenant, also where its appends share a stream', async () => {
    const tenantId = await installation.aTown();
    const batcher = new AppendBatcher(installation.app, options);
    const stream = aStream();
    const notes = Array.from({ length: 60 }, (_, i) => i);
    await Promise.all(
      notes.map((note) =>
        batcher.append(
          anAppend({
            tenantId,
            events: [anEvent({ stream: note % 3 === 0 ? stream : aStream(), data: { note } })],
          }),
        ),
      ),
    );
    const recorded = await events.tenant(tenantId, { limit: 100 });
    expect(recorded.map((event) => event.data.note)).toEqual(notes);
  });

  it('lets appends that read a stream travel together, and one that writes it follow', async () => {
    const tenantId = await installation.aTown();
    const village = await aStreamAt(installation.app, tenantId, 1);
    const { client, calls, shut, open } = gatedDatabase();
    const batcher = new AppendBatcher(client, options);
    shut();
    const reading = () => anAppend({ tenantId, expectations: [{ stream: village, version: 1 }] });
    const writing = anAppend({ tenantId, events: [anEvent({ stream: village })] });
    const results = Promise.allSettled(
      [anAppend({ tenantId }), reading(), reading(), writing, reading()].map((append) =>
        batcher.append(append),
      ),
    );
    await turn();
    open();
    const [, , , , last] = await results;
    expect(calls.map((commands) => commands.length)).toEqual([3, 1, 1]);
    expect(last).toMatchObject({ status: 'rejected', reason: expect.any(VersionConflict) });
  });

  it('lets no town wait for others that something else is writing', async () => {
    const { towns } = await installation.aCounty(4);
    const [locked, alsoLocked, ...free] = towns as [number, number, ...number[]];
    const writing = await installation.owner.connect();
    await writing.query('begin');
    await writing.query('select from zhendi.tenant where tenant_id = any ($1) for no key update', [
      [locked, alsoLocked],
    ]);
    const batcher = new AppendBatcher(installation.app, options);
    const kept = [locked, alsoLocked, locked].map((tenantId) => batcher.append(anAppend({ tenantId })));
    // They are through while the lock is still held, or this never ends.
    await Promise.all(free.map((tenantId) => batcher.append(anAppend({ tenantId }))));
    await writing.query('commit');
    writing.release();
    expect(await Promise.all(kept)).toEqual([
      expect.objectContaining({ firstPosition: 1 }),
      expect.objectContaining({ firstPosition: 1 }),
      expect.objectContaining({ firstPosition: 2 }),
    ]);
  });

  it('fails only the append whose data the database cannot read', async () => {
    const { towns } = await installation.aCounty(3);
    const { client, shut, open } = gatedDatabase();
    const batcher = new AppendBatcher(client, options);
    shut();
    const unreadable = (tenantId: number): Append =>
      anAppend({ tenantId, events: [anEvent({ occurredOn: 'soon' })] });
    const outcomes = Promise.allSettled([
      batcher.append(anAppend({ tenantId: towns[0]! })),
      batcher.append(anAppend({ tenantId: towns[1]! })),
      batcher.append(anAppend({ tenantId: towns[2]! })),
      batcher.append(unreadable(towns[2]!)),
      batcher.append(anAppend({ tenantId: towns[2]!, events: [anEvent({ data: { text: '\0' } })] })),
      batcher.append(anAppend({ tenantId: towns[2]! })),
    ]);
    await turn();
    open();
    expect((await outcomes).map(({ status }) => status)).toEqual([
      ...['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected', 'fulfilled'],
    ]);
    expect(await events.tenant(towns[2]!, { limit: 10 })).toHaveLength(2);
  });

  it('tells all that wait when the connection breaks, and goes on afterwards', async () => {
    const tenantId = await installation.aTown();
    let broken = true;
    const query: SqlClient['query'] = (statement, values = []) => {
      if (broken) return Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNRESET' }));
      return answer(installation.app, statement, values);
    };
    const connect = () => Promise.resolve({ query, release: () => undefined });
    const batcher = new AppendBatcher({ query, connect }, options);
    const lost = await Promise.allSettled([1, 2, 3].map(() => batcher.append(anAppend({ tenantId }))));
    expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    broken = false;
    expect(await batcher.append(anAppend({ tenantId }))).toMatchObject({ firstPosition: 1 });
  });
});

describe('the batcher', () => {
  const times = (count: number, tenantIds: readonly number[]) =>
    tenantIds.flatMap((tenantId) => Array.from({ length: count }, () => tenantId));

  it.each([
    { count: 1, expected: [12], name: 'one call, when they are few' },
    { count: 7, expected: [42, 42], name: 'two calls, half of it in each, when they are enough for both' },
  ])('sends what one turn brings in $name', async ({ count, expected }) => {
    const { towns } = await installation.aCounty(12);
    const { client, calls } = gatedDatabase();
    const batcher = new AppendBatcher(client);
    await Promise.all(times(count, towns).map((tenantId) => batcher.append(anAppend({ tenantId }))));
    expect(calls.map((commands) => commands.length)).toEqual(expected);
  });

  it.each([
    { count: 1, expected: [10], name: 'together, when they are few' },
    // 36 of 71, in whole towns: one of the two is still in flight when the seventy are shared.
    { count: 7, expected: [42, 28], name: 'in halves, when they are enough for both' },
  ])('sends what arrives while calls are in flight $name', async ({ count, expected }) => {
    const { towns } = await installation.aCounty(12);
    const [one, other, ...more] = towns as [number, number, ...number[]];
    const { client, calls, shut, open } = gatedDatabase();
    const batcher = new AppendBatcher(client);
    const results: Promise<unknown>[] = [];
    shut();
    for (const tenantIds of [[one], [other], times(count, more)]) {
      results.push(...tenantIds.map((tenantId) => batcher.append(anAppend({ tenantId }))));
      await turn();
    }
    expect(calls.map((commands) => commands.length)).toEqual([1, 1]);
    open();
    await Promise.all(results);
    expect(calls.slice(2).map((commands) => commands.length)).toEqual(expected);
  });

  describe('sends what is enough for two calls of one town in both, the second behind the first,', () => {
    const notes = Array.from({ length: 64 }, (_, i) => i);
    const noted = (tenantId: number, note: number, more: Partial<NewEvent> = {}) =>
      anAppend({ tenantId, events: [anEvent({ data: { note }, ...more })] });
    const recordedNotes = async (tenantId: number) =>
      (await events.tenant(tenantId, { limit: 100 })).map((event) => event.data.note);

    it('before the first is answered, and no third', async () => {
      const tenantId = await installation.aTown();
      const { client, calls, shut, open } = gatedDatabase();
      const batcher = new AppendBatcher(client);
      shut();
      const results = notes.map((note) => batcher.append(noted(tenantId, note)));
      await turn();
      results.push(...notes.map((note) => batcher.append(noted(tenantId, 64 + note))));
      await turn();
      expect(calls.map((commands) => commands.length)).toEqual([32, 32]);
      open();
      await Promise.all(results);
      expect(await recordedNotes(tenantId)).toEqual(
        [...notes, ...notes.map((note) => 64 + note)].slice(0, 100),
      );
      expect(await events.head(tenantId)).toBe(128);
    });

    it('and in their order, when the first is refused its lock', async () => {
      const tenantId = await installation.aTown();
      const { client, calls } = gatedDatabase();
      const batcher = new AppendBatcher(client);
      const writing = await installation.owner.connect();
      await writing.query('begin');
      await writing.query('select from zhendi.tenant where tenant_id = $1 for no key update', [tenantId]);
      const results = notes.map((note) => batcher.append(noted(tenantId, note)));
      // The commands of the first are on their way again; those of the second are not, though they came to the lock as well.
      await until(() => calls.length === 3);
      await writing.query('commit');
      writing.release();
      await Promise.all(results);
      expect(calls.map((commands) => commands.length)).toEqual([32, 32, 32, 32]);
      expect(calls[2]).toEqual(calls[0]);
      expect(await recordedNotes(tenantId)).toEqual(notes);
    });

    it('and in their order, when one of the first cannot be read', async () => {
      const tenantId = await installation.aTown();
      const batcher = new AppendBatcher(installation.app);
      const results = await Promise.allSettled(
        notes.map((note) => batcher.append(noted(tenantId, note, note === 3 ? { occurredOn: 'soon' } : {}))),
      );
      expect(results.flatMap(({ status }, note) => (status === 'rejected' ? [note] : []))).toEqual([3]);
      expect(await recordedNotes(tenantId)).toEqual(notes.filter((note) => note !== 3));
    });

    it('and tells all of them when the connection breaks', async () => {
      const tenantId = await installation.aTown();
      const batcher = new AppendBatcher(installation.app);
      const writing = await installation.owner.connect();
      await writing.query('begin');
      await writing.query('select from zhendi.tenant where tenant_id = $1 for no key update', [tenantId]);
      const results = Promise.allSettled(notes.map((note) => batcher.append(noted(tenantId, note))));
      const ended = () =>
        writing.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock' and query like '%zhendi.append(%'`,
        );
      await until(async () => (await ended()).rowCount === 1);
      expect((await results).map(({ status }) => status)).toEqual(notes.map(() => 'rejected'));
      await writing.query('commit');
      writing.release();
      expect(await events.head(tenantId)).toBe(0);
      await batcher.append(noted(tenantId, 0));
      expect(await recordedNotes(tenantId)).toEqual([0]);
    });
  });

  it('lets a lone append wait for a call that carries more, and for no long one', async () => {
    const { towns } = await installation.aCounty(4);
    const { client, calls, shut, open } = gatedDatabase();
    const batcher = new AppendBatcher(client);
    shut();
    const results = towns.slice(0, 3).map((tenantId) => batcher.append(anAppend({ tenantId })));
    await turn();
    results.push(batcher.append(anAppend({ tenantId: towns[3]! })));
    await turn();
    expect(calls.map((commands) => commands.length)).toEqual([3]);
    await until(() => calls.length === 2);
    open();
    await Promise.all(results);
    expect(calls.map((commands) => commands.length)).toEqual([3, 1]);
  });

  it('refuses the 10,001st that waits, and nothing of it is written', async () => {
    const tenantId = await installation.aTown();
    const { client, shut, open } = gatedDatabase();
    const batcher = new AppendBatcher(client);
    shut();
    const append = () => anAppend({ tenantId });
    const begun = batcher.append(append());
    await turn();
    const waiting = Array.from({ length: 10_000 }, () => batcher.append(append()));
    await expect(batcher.append(append())).rejects.toThrow(StoreBusy);
    open();
    await begun;
    await Promise.all(waiting);
    expect(await events.head(tenantId)).toBe(10_001);
  });
});

describe('the batcher where a call is of one tenant', () => {
  it('sends what arrives while calls are in flight in calls of one tenant, ten at once', async () => {
    const { towns } = await installation.aCounty(14);
    const { client, tenants, shut, open } = gatedDatabase();
    const batcher = new AppendBatcher(client, { oneTenantPerCall: true });
    shut();
    const rounds: Promise<unknown>[][] = [];
    for (const _ of [1, 2, 3]) {
      rounds.push(towns.map((tenantId) => batcher.append(anAppend({ tenantId }))));
      await turn();
    }
    expect(tenants).toEqual(towns.slice(0, 10).map((tenantId) => [tenantId]));
    open();
    await Promise.all(rounds.flat());
    // What waited of a tenant goes together: of ten of them the second and third append, of four all three.
    expect(tenants.map((call) => call.length).sort()).toEqual([
      ...Array(10).fill(1),
      ...Array(10).fill(2),
      3,
      3,
      3,
      3,
    ]);
    expect(tenants.filter((call) => new Set(call).size > 1)).toEqual([]);
    for (const tenantId of towns) expect(await events.head(tenantId)).toBe(3);
  });

  it('is the one for a database with Citus, and only for that', async () => {
    const other = await anInstallation();
    const { towns } = await other.aCounty(6);
    const mostTenants = async () => {
      const { client, tenants } = gatedDatabase(other.app);
      const { appends: batcher } = await gatherCalls(client);
      // The first appends are under way at once; what comes after them may be gathered.
      await Promise.all([...towns, ...towns].map((tenantId) => batcher.append(anAppend({ tenantId }))));
      return Math.max(...tenants.map((call) => new Set(call).size));
    };
    const withoutCitus = await mostTenants();
    // The extension itself is not here; its entry in the catalogue is what tells.
    await other.owner.query(`set allow_system_table_mods = on;
      insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
      select 999999, 'citus', extowner, extnamespace, false, '13.2' from pg_extension where extname = 'plpgsql'`);
    const withCitus = await mostTenants();
    await other.close();
    expect([withoutCitus > 1, withCitus]).toEqual([true, 1]);
  });
});
