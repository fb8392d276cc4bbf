import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { anAppend, anEvent, aStream, hashOf } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import {
  append,
  EventReader,
  StateLoader,
  StoreBusy,
  type PreparedStatement,
  type SqlClient,
  type StateRequest,
} from './index.ts';

let installation: Installation;
let client: SqlClient;
let loader: StateLoader;
let reader: EventReader;
/** Commands of each call. */
let calls: string[][];

beforeAll(async () => {
  installation = await anInstallation();
  calls = [];
  client = {
    query: (statement, values = []) => {
      calls.push((values[2] as string).slice(1, -1).split(','));
      return answer(statement, values);
    },
  };
  reader = new EventReader(installation.owner);
});
afterAll(() => installation.close());

/** What the database answers, for whatever row the caller expects. */
async function answer<Row>(
  statement: string | PreparedStatement,
  values: unknown[] = [],
): Promise<{ rows: Row[] }> {
  const { rows } = await installation.app.query(statement, values);
  return { rows: rows as Row[] };
}

/** Lets everything that is already due happen. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Asks for nothing of a stream of its own. */
const aRequest = (tenantId: number): StateRequest => ({ tenantId, commandId: randomUUID(), streams: [] });

describe.each([
  ['what a command is decided on', { oneTenantPerCall: false }],
  ['what a command is decided on where a call is of one tenant', { oneTenantPerCall: true }],
])('%s', (_, options) => {
  beforeAll(() => {
    loader = new StateLoader(client, options);
  });

  it('is nothing when its streams have no events', async () => {
    const tenantId = await installation.aTown();
    const streams = [aStream('village'), aStream('project')];
    expect(await loader.load({ tenantId, commandId: randomUUID(), streams })).toEqual({
      receipt: null,
      events: [],
    });
  });

  it('is the events of its streams, in the order they were recorded', async () => {
    const tenantId = await installation.aTown();
    const [one, other, foreign] = [aStream('village'), aStream('project'), aStream('project')];
    for (const [stream, version] of [
      [one, 'none'],
      [other, 'none'],
      [foreign, 'none'],
      [one, 1],
    ] as const) {
      await append(
        installation.owner,
        anAppend({ tenantId, expectations: [{ stream, version }], events: [anEvent({ stream })] }),
      );
    }
    const { receipt, events } = await loader.load({
      tenantId,
      commandId: randomUUID(),
      streams: [other, one],
    });
    expect(receipt).toBeNull();
    expect(events.map((event) => event.position)).toEqual([1, 2, 4]);
    expect(events).toEqual(await reader.streams(tenantId, [one, other]));
  });

  it('is its first result when it was carried out before, whatever its streams hold by now', async () => {
    const tenantId = await installation.aTown();
    const stream = aStream('village');
    const first = anAppend({
      tenantId,
      requestHash: hashOf('first'),
      events: [anEvent({ stream }), anEvent({ stream })],
    });
    await append(installation.owner, first);
    await append(installation.owner, anAppend({ tenantId, events: [anEvent({ stream })] }));
    const { receipt, events } = await loader.load({
      tenantId,
      commandId: first.commandId,
      streams: [stream, aStream('project')],
    });
    expect(receipt).toEqual({ requestHash: hashOf('first'), firstPosition: 1, lastPosition: 2 });
    expect(events.map((event) => event.id)).toEqual(first.events.map((event) => event.id));
  });

  it('is known to have been carried out also when it led to no event', async () => {
    const tenantId = await installation.aTown();
    const nothing = anAppend({ tenantId, requestHash: hashOf('nothing'), events: [] });
    await append(installation.owner, nothing);
    expect(await loader.load({ tenantId, commandId: nothing.commandId, streams: [] })).toEqual({
      receipt: { requestHash: hashOf('nothing'), firstPosition: 1, lastPosition: 0 },
      events: [],
    });
  });

  it('of many towns with the same ids is to each its own', async () => {
    const { towns } = await installation.aCounty(6);
    const stream = aStream('village');
    const commandId = randomUUID();
    for (const [i, tenantId] of towns.entries()) {
      const events = Array.from({ length: i + 1 }, () => anEvent({ stream }));
      await append(installation.owner, anAppend({ tenantId, events }));
    }
    calls = [];
    const states = await Promise.all(
      towns.map((tenantId) => loader.load({ tenantId, commandId, streams: [stream] })),
    );
    // What one turn brings goes together; or each town by itself.
    expect(calls.map((commands) => commands.length)).toEqual(
      options.oneTenantPerCall ? [1, 1, 1, 1, 1, 1] : [6],
    );
    expect(states.map(({ events }) => events.map(({ tenantId }) => tenantId))).toEqual(
      towns.map((tenantId, i) => Array.from({ length: i + 1 }, () => tenantId)),
    );
  });

  it('is refused outside of the scope', async () => {
    const tenantId = await installation.aTown();
    await expect(
      installation.app.query(
        `select * from (select set_config('app.writable_tenants', '', true) as scope) s,
         lateral zhendi.command_state(s.scope, array[$1::integer], array[$2::uuid], '{}', '{}', '{}')`,
        [tenantId, randomUUID()],
      ),
    ).rejects.toThrow('outside of the scope');
  });

  it('fails for all who went together when the database fails, and for nobody after', async () => {
    const tenantId = await installation.aTown();
    let broken = true;
    const connection: SqlClient = {
      query: (statement, values) =>
        broken ? Promise.reject(new Error('connection lost')) : answer(statement, values),
    };
    const flaky = new StateLoader(connection, options);
    const request = { tenantId, commandId: randomUUID(), streams: [aStream('village')] };
    const outcomes = await Promise.allSettled([
      flaky.load(request),
      flaky.load(request),
      flaky.load(request),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    broken = false;
    expect(await flaky.load(request)).toEqual({ receipt: null, events: [] });
  });
});

describe('a second call', () => {
  afterEach(() => void jest.useRealTimers());

  /** A database whose calls are answered one by one, when the test says so. */
  function heldDatabase() {
    const held: { commands: number; answer: () => void }[] = [];
    const client: SqlClient = {
      query: async (statement, values = []) => {
        const commands = (values[2] as string).split(',').length;
        await new Promise<void>((resolve) => held.push({ commands, answer: resolve }));
        return answer(statement, values);
      },
    };
    return { client, held };
  }

  it('leaves when it carries as many as the first, and no third does', async () => {
    // However slow the machine, no call is late.
    jest.useFakeTimers({ now: Date.now(), doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    const tenantId = await installation.aTown();
    const { client, held } = heldDatabase();
    const loader = new StateLoader(client);
    const results: Promise<unknown>[] = [];
    const sizes: number[][] = [];
    for (const requests of [3, 2, 1, 6]) {
      for (let i = 0; i < requests; i++) results.push(loader.load(aRequest(tenantId)));
      await turn();
      sizes.push(held.map(({ commands }) => commands));
    }
    // The two that come second wait for a third one.
    expect(sizes).toEqual([[3], [3], [3, 3], [3, 3]]);
    held[0]!.answer();
    await results[0];
    await turn();
    expect(held.map(({ commands }) => commands)).toEqual([3, 3, 6]);
    held.forEach(({ answer }) => answer());
    await Promise.all(results);
  });

  it('leaves with whatever waits when the first gets no answer', async () => {
    const tenantId = await installation.aTown();
    const { client, held } = heldDatabase();
    const loader = new StateLoader(client);
    const stuck = [1, 2, 3].map(() => loader.load(aRequest(tenantId)));
    await turn();
    const later = loader.load(aRequest(tenantId));
    while (held.length < 2) await turn();
    held[1]!.answer();
    expect(await later).toEqual({ receipt: null, events: [] });
    held[0]!.answer();
    await Promise.all(stuck);
  });
});

describe('a request', () => {
  it('is refused when 10,000 wait already', async () => {
    const tenantId = await installation.aTown();
    let open = () => {};
    const shut = new Promise<void>((resolve) => (open = resolve));
    const loader = new StateLoader({
      query: async (statement, values) => {
        await shut;
        return answer(statement, values);
      },
    });
    const waiting = Array.from({ length: 10_000 }, () => loader.load(aRequest(tenantId)));
    await expect(loader.load(aRequest(tenantId))).rejects.toThrow(StoreBusy);
    open();
    expect(await Promise.all(waiting)).toHaveLength(10_000);
  });
});

describe('where a call is of one tenant', () => {
  it('what waits of a tenant goes together, beside ten calls of others at most', async () => {
    const { towns } = await installation.aCounty(11);
    const one = new StateLoader(client, { oneTenantPerCall: true });
    calls = [];
    const rounds: Promise<unknown>[] = [];
    for (const _ of [1, 2, 3]) {
      rounds.push(...towns.map((tenantId) => one.load(aRequest(tenantId))));
      if (rounds.length === towns.length) await turn();
    }
    expect(calls).toHaveLength(10);
    await Promise.all(rounds);
    expect(calls.map((commands) => commands.length).sort()).toEqual([
      ...Array<number>(10).fill(1),
      ...Array<number>(10).fill(2),
      3,
    ]);
  });
});
