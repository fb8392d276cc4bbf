import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAppend, anEvent, aStream, hashOf } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { append, EventReader, StateLoader, type SqlClient } from './index.ts';

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
    query: async <Row>(text: string, values: unknown[] = []) => {
      calls.push(values[2] as string[]);
      const { rows } = await installation.app.query(text, values);
      return { rows: rows as Row[] };
    },
  };
  reader = new EventReader(installation.owner);
});
afterAll(() => installation.close());

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
    // The first two go at once, and the others together; or each town by itself.
    expect(calls.map((commands) => commands.length)).toEqual(
      options.oneTenantPerCall ? [1, 1, 1, 1, 1, 1] : [1, 1, 3, 1],
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
      query: async <Row>(text: string, values: unknown[] = []) => {
        if (broken) throw new Error('connection lost');
        const { rows } = await installation.app.query(text, values);
        return { rows: rows as Row[] };
      },
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

describe('where a call is of one tenant', () => {
  it('what waits of a tenant goes together, beside ten calls of others at most', async () => {
    const { towns } = await installation.aCounty(11);
    const one = new StateLoader(client, { oneTenantPerCall: true });
    calls = [];
    const rounds = [1, 2, 3].flatMap(() =>
      towns.map((tenantId) => one.load({ tenantId, commandId: randomUUID(), streams: [] })),
    );
    expect(calls).toHaveLength(10);
    await Promise.all(rounds);
    expect(calls.map((commands) => commands.length).sort()).toEqual([
      ...Array<number>(10).fill(1),
      ...Array<number>(10).fill(2),
      3,
    ]);
  });
});
