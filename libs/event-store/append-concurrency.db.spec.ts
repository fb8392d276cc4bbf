import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { anAppend, anEvent, aStream, aStreamAt } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { until } from '../testing/until.ts';
import { append, appendAll, EventReader, VersionConflict, type Append, type RecordedEvent } from './index.ts';

const WRITERS = 16;

let installation: Installation;
let events: EventReader;

beforeAll(async () => {
  installation = await anInstallation();
  events = new EventReader(installation.owner);
});
const broken: pg.Client[] = [];

afterEach(() => Promise.all(broken.splice(0).map((client) => client.end())));
afterAll(() => installation.close());

const all = (tenantId: number) => events.tenant(tenantId, { limit: 10_000 });
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('many writers at once', () => {
  it('leave positions and versions without gaps, and only conflicts are refused', async () => {
    const { towns } = await installation.aCounty(3);
    const streams = towns.map(() => upTo(4).map(() => aStream()));
    const accepted: { command: Append; firstPosition: number }[] = [];
    let conflicts = 0;
    const write = async (writer: number, round: number) => {
      const tenantId = towns[(writer + round) % 3]!;
      const stream = streams[(writer + round) % 3]![(writer * round) % 4]!;
      const known = await events.stream(tenantId, stream);
      const expectations = writer % 2 === 0 ? [{ stream, version: known.length }] : [];
      const command = anAppend({
        tenantId,
        expectations,
        events: [anEvent({ stream }), anEvent({ stream })],
      });
      try {
        const { firstPosition } = await append(installation.app, command);
        accepted.push({ command, firstPosition });
      } catch (error) {
        expect(error).toBeInstanceOf(VersionConflict);
        conflicts++;
      }
    };
    await Promise.all(
      upTo(WRITERS).map(async (writer) => {
        for (const round of upTo(12)) await write(writer, round);
      }),
    );

    expect(accepted.length + conflicts).toBe(WRITERS * 12);
    const recorded = (await Promise.all(towns.map(all))).flat();
    expect(recorded).toHaveLength(2 * accepted.length);
    for (const tenantId of towns) expectDense(recorded.filter((e) => e.tenantId === tenantId));
    for (const { command, firstPosition } of accepted) {
      const ids = recorded
        .filter((e) => e.tenantId === command.tenantId && [0, 1].includes(e.position - firstPosition))
        .map((e) => e.id);
      expect(ids).toEqual(command.events.map((e) => e.id));
    }
  });

  it('that expect one stream at the same version: exactly one of them wins', async () => {
    const tenantId = await installation.aTown();
    const stream = await aStreamAt(installation.app, tenantId, 3);
    const attempts = upTo(WRITERS).map(() =>
      append(
        installation.app,
        anAppend({ tenantId, expectations: [{ stream, version: 3 }], events: [anEvent({ stream })] }),
      ),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(VersionConflict);
    }
    expectDense(await all(tenantId));
  });

  it('that send the same command: it is carried out once, and all get the same positions', async () => {
    const tenantId = await installation.aTown();
    await aStreamAt(installation.app, tenantId, 2);
    const stream = aStream();
    const command = anAppend({
      tenantId,
      expectations: [{ stream, version: 'none' }],
      events: [anEvent({ stream }), anEvent({ stream })],
    });
    const results = await Promise.all(upTo(8).map(() => append(installation.app, command)));
    expect(results.map((r) => [r.firstPosition, r.lastPosition])).toEqual(Array(8).fill([3, 4]));
    expect(results.filter((r) => r.outcome === 'appended')).toHaveLength(1);
    expect(await all(tenantId)).toHaveLength(4);
  });

  it('in batches that name the tenants in different orders do not deadlock', async () => {
    const { towns } = await installation.aCounty(6);
    const batches = upTo(WRITERS).map((i) => {
      const order = i % 2 === 0 ? towns : towns.toReversed();
      return order.map((tenantId) => anAppend({ tenantId }));
    });
    const outcomes = await Promise.all(batches.map((batch) => appendAll(installation.app, batch)));
    expect(outcomes.flat().every((o) => 'outcome' in o && o.outcome === 'appended')).toBe(true);
    for (const tenantId of towns) {
      const recorded = await all(tenantId);
      expect(recorded).toHaveLength(WRITERS);
      expectDense(recorded);
    }
  });
});

describe('the time of recording', () => {
  it('does not run back although the clock of the server does', async () => {
    const tenantId = await installation.aTown();
    await aStreamAt(installation.app, tenantId, 1);
    await installation.recordedAt(tenantId, new Date('2099-01-01T00:00:00.123Z'));
    await append(installation.app, anAppend({ tenantId }));
    expect((await all(tenantId)).map((e) => e.recordedAt)).toEqual([
      '2099-01-01T00:00:00.123000Z',
      '2099-01-01T00:00:00.123000Z',
    ]);
  });
});

describe('a connection that breaks', () => {
  it('before the commit leaves nothing of the command, and the command can be sent again', async () => {
    const tenantId = await installation.aTown();
    const command = anAppend({ tenantId, events: [anEvent(), anEvent()] });
    const client = await brokenLater();
    await client.query('begin');
    await append(client, command);
    await terminate(client);

    expect(await all(tenantId)).toEqual([]);
    expect(await events.receipt(tenantId, command.commandId)).toBeNull();
    expect(await append(installation.app, command)).toMatchObject({ outcome: 'appended', firstPosition: 1 });
  });

  it('while the command waits for the tenant leaves nothing of it and keeps nobody waiting', async () => {
    const tenantId = await installation.aTown();
    const command = anAppend({ tenantId });
    const client = await brokenLater();
    const release = await installation.hold(
      'select from zhendi.tenant where tenant_id = $1 for no key update',
      [tenantId],
    );
    const waiting = append(client, command);
    const refused = expect(waiting).rejects.toThrow();
    await untilWaiting(client);
    await terminate(client);
    await refused;
    await release();

    expect(await append(installation.app, command)).toMatchObject({ outcome: 'appended', lastPosition: 1 });
    expect(await all(tenantId)).toHaveLength(1);
  });
});

/** Positions 1, 2, 3 …; versions 1, 2, 3 … in each stream; time never against position. */
function expectDense(recorded: readonly RecordedEvent[]): void {
  expect(recorded.map((e) => e.position)).toEqual(upTo(recorded.length));
  const streams = new Map<string, number[]>();
  for (const { stream } of recorded)
    streams.set(stream.id, [...(streams.get(stream.id) ?? []), stream.version]);
  for (const versions of streams.values()) expect(versions).toEqual(upTo(versions.length));
  const times = recorded.map((e) => e.recordedAt);
  expect(times).toEqual(times.toSorted());
}

/** A connection of the app's role whose end by the server is expected. */
async function brokenLater(): Promise<pg.Client & { processID?: number }> {
  const client = new pg.Client({ connectionString: installation.appUrl, options: '-c role=zhendi_app' });
  client.on('error', () => undefined);
  broken.push(client);
  await client.connect();
  return client;
}

async function terminate(client: pg.Client & { processID?: number }): Promise<void> {
  const ended = new Promise((resolve) => client.once('end', resolve));
  await installation.owner.query('select pg_terminate_backend($1)', [client.processID]);
  await ended;
}

async function untilWaiting({ processID }: { processID?: number }): Promise<void> {
  await until(async () => {
    const { rows } = await installation.owner.query(
      `select from pg_stat_activity where pid = $1 and wait_event_type = 'Lock'`,
      [processID],
    );
    return rows.length > 0;
  });
}
