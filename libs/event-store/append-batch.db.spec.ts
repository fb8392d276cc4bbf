import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAppend, anEvent, aStream, aStreamAt, hashOf } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import {
  append,
  appendAll,
  CommandIdReused,
  EventReader,
  TenantSuspended,
  UnknownTenant,
  VersionConflict,
} from './index.ts';

let installation: Installation;
let events: EventReader;

beforeAll(async () => {
  installation = await anInstallation();
  events = new EventReader(installation.owner);
});
afterAll(() => installation.close());

const all = (tenantId: number) => events.tenant(tenantId, { limit: 10_000 });

describe('a batch', () => {
  it('gives each command its own outcome, and no refusal touches its neighbours', async () => {
    const { towns } = await installation.aCounty(3);
    const [one, other, suspended] = towns as [number, number, number];
    const [taken, free] = [await aStreamAt(installation.app, one, 1), aStream()];
    const earlier = anAppend({ tenantId: one });
    const earlierResult = await append(installation.app, earlier);
    await installation.suspend(suspended);

    const outcomes = await appendAll(installation.app, [
      anAppend({ tenantId: other }),
      anAppend({ tenantId: one, expectations: [{ stream: taken, version: 'none' }] }),
      anAppend({ tenantId: one, events: [anEvent(), anEvent()] }),
      { ...earlier, requestHash: hashOf('another request') },
      anAppend({ tenantId: suspended }),
      anAppend({ tenantId: 2_000_000_000 }),
      anAppend({
        tenantId: one,
        expectations: [{ stream: free, version: 'none' }],
        events: [anEvent({ stream: free })],
      }),
      anAppend({ tenantId: other, events: [] }),
      anAppend({ tenantId: other }),
    ]);

    expect(outcomes).toEqual([
      expect.objectContaining({ outcome: 'appended', firstPosition: 1, lastPosition: 1 }),
      expect.any(VersionConflict),
      expect.objectContaining({ outcome: 'appended', firstPosition: 3, lastPosition: 4 }),
      expect.any(CommandIdReused),
      expect.any(TenantSuspended),
      expect.any(UnknownTenant),
      expect.objectContaining({ outcome: 'appended', firstPosition: 5, lastPosition: 5 }),
      expect.objectContaining({ outcome: 'appended', firstPosition: 2, lastPosition: 1 }),
      expect.objectContaining({ outcome: 'appended', firstPosition: 2, lastPosition: 2 }),
    ]);
    expect(earlierResult.lastPosition).toBe(2);
    expect((await all(one)).map((e) => e.position)).toEqual([1, 2, 3, 4, 5]);
    expect((await all(other)).map((e) => e.position)).toEqual([1, 2]);
    expect(await all(suspended)).toEqual([]);
  });

  it('answers a repeat beside a new command', async () => {
    const tenantId = await installation.aTown();
    const earlier = anAppend({ tenantId });
    const first = await append(installation.app, earlier);
    const [again, fresh] = await appendAll(installation.app, [earlier, anAppend({ tenantId })]);
    expect(again).toEqual({ ...first, outcome: 'repeated' });
    expect(fresh).toMatchObject({ outcome: 'appended', firstPosition: 2, lastPosition: 2 });
  });

  it('of nothing does nothing', async () => {
    expect(await appendAll(installation.app, [])).toEqual([]);
  });

  it.each(['the same command id', 'one stream written twice', 'one stream written and read'])(
    'with %s in two commands of a tenant is refused as a whole',
    async (overlap) => {
      const tenantId = await installation.aTown();
      const stream = aStream();
      const commandId = randomUUID();
      const writes = () => anAppend({ tenantId, events: [anEvent({ stream })] });
      const pairs = {
        'the same command id': [anAppend({ tenantId, commandId }), anAppend({ tenantId, commandId })],
        'one stream written twice': [writes(), writes()],
        'one stream written and read': [
          writes(),
          anAppend({ tenantId, expectations: [{ stream, version: 'any' }], events: [] }),
        ],
      };
      const batch = [...pairs[overlap as keyof typeof pairs], anAppend({ tenantId })];
      await expect(appendAll(installation.app, batch)).rejects.toThrow('overlap');
      expect(await all(tenantId)).toEqual([]);
    },
  );

  it('may read one stream in two commands, and use equal ids in two tenants', async () => {
    const { towns } = await installation.aCounty(2);
    const [one, other] = towns as [number, number];
    const stream = await aStreamAt(installation.app, one, 1);
    const expectations = [{ stream, version: 1 as const }];
    const twins = [one, other].map((tenantId) => anAppend({ tenantId, commandId: randomUUID() }));
    const same = twins.map((twin) => ({ ...twin, commandId: twins[0]!.commandId, events: twins[0]!.events }));
    const outcomes = await appendAll(installation.app, [
      ...same,
      anAppend({ tenantId: one, expectations }),
      anAppend({ tenantId: one, expectations }),
    ]);
    expect(outcomes.map((o) => 'outcome' in o && o.outcome)).toEqual(Array(4).fill('appended'));
  });

  it('is carried out behind another on its connection only if that one was', async () => {
    const tenantId = await installation.aTown();
    const connection = await installation.app.connect();
    const inTurn = (name: string, after?: string) =>
      appendAll(connection, [anAppend({ tenantId })], 0, { name, after });
    await inTurn('first');
    await inTurn('second', 'first');
    await expect(inTurn('third', 'first')).rejects.toMatchObject({ code: 'ZH001' });
    await inTurn('fourth', 'second');
    // One that failed has left no turn behind.
    const unreadable = anAppend({ tenantId, events: [anEvent({ occurredOn: 'soon' })] });
    await expect(appendAll(connection, [unreadable], 0, { name: 'fifth' })).rejects.toThrow('soon');
    await expect(inTurn('sixth', 'fifth')).rejects.toMatchObject({ code: 'ZH001' });
    connection.release();
    expect(await all(tenantId)).toHaveLength(3);
  });
});
