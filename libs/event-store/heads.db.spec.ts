import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAppend, anEvent } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import {
  append,
  chainPoint,
  EventReader,
  openChains,
  readHeads,
  storedHashes,
  verifyChain,
  type Fault,
  type SqlClient,
} from './index.ts';

let installation: Installation;

beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());

/** A town with so many events, one a command. */
async function aTownWith(events: number): Promise<{ tenantId: number; code: string }> {
  const { towns, code } = await installation.aCounty(1);
  for (let i = 1; i <= events; i++)
    await append(installation.app, anAppend({ tenantId: towns[0]!, events: [anEvent({ data: { i } })] }));
  return { tenantId: towns[0]!, code: `${code}100` };
}

async function verify(client: SqlClient, code: string, since = 0) {
  const [chain] = await openChains(client, code);
  return verifyChain(chain!, (await chainPoint(client, chain!, since))!);
}

describe('the events of a tenant', () => {
  it('come one by one over the pages’ limits, and end where they are bounded', async () => {
    const tenantId = await installation.aTown();
    const events = Array.from({ length: 2_001 }, () => anEvent());
    await append(installation.app, anAppend({ tenantId, events }));
    const positions = async (range?: { after?: number; upTo?: number }) => {
      const read: number[] = [];
      for await (const { position } of new EventReader(installation.owner).history(tenantId, range))
        read.push(position);
      return read;
    };
    expect(await positions()).toEqual(Array.from({ length: 2_001 }, (_, i) => i + 1));
    expect((await positions({ upTo: 2_000 })).length).toBe(2_000);
    expect(await positions({ after: 998, upTo: 1_001 })).toEqual([999, 1_000, 1_001]);
    expect(await positions({ after: 2_001 })).toEqual([]);
    expect(await positions({ after: 5, upTo: 5 })).toEqual([]);
  });
});

describe('a long chain', () => {
  it('is verified a part at a time, and a part says nothing of what comes after it', async () => {
    const { tenantId, code } = await aTownWith(5);
    const [chain] = await openChains(installation.owner, code);
    const from = (await chainPoint(installation.owner, chain!, 1))!;
    const { verified, fault } = await verifyChain(chain!, from, undefined, 3);
    expect([verified.position, fault]).toEqual([3, null]);
    await installation.owner.query(
      `set session_replication_role = replica; update zhendi.event set data = '{}' where position = 5 and tenant_id = ${tenantId}; set session_replication_role = origin`,
    );
    expect((await verifyChain(chain!, from, undefined, 4)).fault).toBeNull();
    expect((await verifyChain(chain!, verified, undefined, 5)).fault).toMatchObject({ position: 5 });
  });
});

describe('the heads of the chains', () => {
  it('are those of all tenants with events, and are given without any scope', async () => {
    const { tenantId, code } = await aTownWith(3);
    const heads = await readHeads(installation.app);
    const [last] = await new EventReader(installation.owner).tenant(tenantId, { order: 'desc', limit: 1 });
    const head = heads.find((one) => one.code === code);
    expect(head).toMatchObject({ position: 3, hash: last!.hash });
    expect(await storedHashes(installation.owner, [head!, { ...head!, position: 9 }])).toEqual([
      last!.hash,
      null,
    ]);
    const nobody = { ...head!, tenant: '00000000-0000-0000-0000-000000000000' };
    expect(await storedHashes(installation.owner, [nobody])).toEqual([undefined]);
  });
});

describe('a chain in the database', () => {
  it('holds, from its beginning and from any position', async () => {
    const { code } = await aTownWith(4);
    for (const since of [0, 1, 3, 4]) {
      const { verified, fault } = await verify(installation.owner, code, since);
      expect([verified.position, fault]).toEqual([4, null]);
    }
  });

  it('has no point behind its end', async () => {
    const { code } = await aTownWith(1);
    const [chain] = await openChains(installation.owner, code);
    expect(await chainPoint(installation.owner, chain!, 2)).toBeNull();
  });

  it.each<[string, string, Fault]>([
    [
      'data',
      `update zhendi.event set data = '{"i": 30}' where tenant_id = $1 and position = 3`,
      { kind: 'altered', position: 3, part: 'data' },
    ],
    [
      'metadata',
      `update zhendi.event set metadata = metadata || '{"actor": "x"}' where tenant_id = $1 and position = 3`,
      { kind: 'altered', position: 3, part: 'metadata' },
    ],
    [
      'a business date',
      `update zhendi.event set occurred_on = '2023-03-15' where tenant_id = $1 and position = 2`,
      { kind: 'altered', position: 2, part: 'header', restored: { field: 'occurred on', was: '2022-03-15' } },
    ],
    [
      'a stored hash',
      `update zhendi.event set hash = sha256(hash) where tenant_id = $1 and position = 2`,
      { kind: 'altered', position: 2, part: 'hash' },
    ],
    [
      'data without a digest',
      `update zhendi.event set data = '{}', parts = null where tenant_id = $1 and position = 2`,
      { kind: 'altered', position: 2, part: 'unknown' },
    ],
    [
      'one removed event',
      'delete from zhendi.event where tenant_id = $1 and position = 2',
      { kind: 'removed', position: 2, last: 2 },
    ],
    [
      'an end that was cut',
      'delete from zhendi.event where tenant_id = $1 and position >= 4',
      { kind: 'cut', position: 4, last: 5 },
    ],
    [
      'a chain that is gone',
      'delete from zhendi.event where tenant_id = $1',
      { kind: 'cut', position: 1, last: 5 },
    ],
    [
      'two events that changed places',
      'update zhendi.event set position = 6 - position where tenant_id = $1 and position in (2, 4)',
      { kind: 'reordered', position: 2, foundAt: 4 },
    ],
    [
      'an inserted event',
      `with later as (update zhendi.event set position = position + 1 where tenant_id = $1 and position >= 3)
       insert into zhendi.event (tenant_id, position, stream_type, stream_id, stream_version, event_id, type,
                                 schema_version, data, metadata, occurred_on, recorded_at, hash)
       select tenant_id, 3, stream_type, gen_random_uuid(), 1, gen_random_uuid(), type, 1, '{}', metadata, occurred_on,
              recorded_at, sha256('forged')
       from zhendi.event where tenant_id = $1 and position = 2`,
      { kind: 'inserted', position: 3, last: 3 },
    ],
  ])('shows %s', async (_, statement, fault) => {
    const { tenantId, code } = await aTownWith(5);
    const client = await installation.owner.connect();
    try {
      // Neither trigger nor keys in the way: what an administrator with all rights could do.
      await client.query('begin; alter table zhendi.event drop constraint event_pkey');
      await client.query('set local session_replication_role = replica');
      await client.query(statement, [tenantId]);
      expect((await verify(client, code)).fault).toEqual(fault);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});
