import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAppend, anEvent, aStream } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import {
  append,
  appendAll,
  chainHash,
  EventReader,
  genesisHash,
  type Json,
  type JsonObject,
  type SqlClient,
} from './index.ts';

let installation: Installation;

beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());

/** What is awkward in JSON: order of keys, escapes, planes beyond the first, numbers at the edges. */
const AWKWARD: readonly JsonObject[] = [
  { b: 1, a: 2, aa: 3, A: 4, é: 5, '\u{1F600}': 6, '\uFB33': 7, '': 8, '10': 9, '9': 10 },
  { text: 'quote " slash / backslash \\ \b\f\n\r\t \u0001\u001f\u007f\u2028 村 𠮷 <script> \\u0000' },
  { numbers: [0.5, -0, 1e21, 1e-7, 123456789012345680000, 5e-324, 1.7976931348623157e308, -1, 4.35] },
  { nested: [{ z: [], y: {} }, [null, true, false, [['']]]] },
  {},
];

/** RFC 8785, written from its text and not from the code under test. */
function canonical(value: Json): string {
  if (typeof value === 'string') return `"${Array.from(value, escaped).join('')}"`;
  if (typeof value === 'number') return Object.is(value, -0) ? '0' : `${value}`;
  if (value === null || typeof value === 'boolean') return `${value}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, member]) => `${canonical(key)}:${canonical(member)}`).join(',')}}`;
}

function escaped(character: string): string {
  const short: Record<string, string> = {
    '"': '\\"',
    '\\': '\\\\',
    '\b': '\\b',
    '\f': '\\f',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
  };
  const code = character.codePointAt(0)!;
  return short[character] ?? (code < 0x20 ? `\\u${code.toString(16).padStart(4, '0')}` : character);
}

interface ChainRow {
  position: number;
  fields: Json[];
  data: JsonObject;
  metadata: JsonObject;
  hash: Buffer;
}

/** The first position whose hash does not follow from the one before, or null when the chain holds. */
async function firstBreak(client: SqlClient, tenantId: number): Promise<number | null> {
  const tenant = await client.query<{ public_id: string }>(
    'select public_id from zhendi.tenant where tenant_id = $1',
    [tenantId],
  );
  let hash = createHash('sha256').update(`zhendi/1/${tenant.rows[0]!.public_id}`).digest();
  const { rows } = await client.query<ChainRow>(
    `select position, data, metadata, hash, json_build_array(stream_type, stream_id, stream_version, position, event_id,
       type, schema_version, occurred_on, to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as fields
     from zhendi.event where tenant_id = $1 order by position`,
    [tenantId],
  );
  for (const row of rows) {
    const text = canonical([...row.fields, row.data, row.metadata]);
    hash = createHash('sha256').update(hash).update(text, 'utf8').digest();
    if (!hash.equals(row.hash)) return row.position;
  }
  return null;
}

async function aTownWithHistory(): Promise<number> {
  const tenantId = await installation.aTown();
  const stream = aStream();
  await append(
    installation.app,
    anAppend({ tenantId, events: AWKWARD.slice(0, 2).map((data) => anEvent({ data })) }),
  );
  for (const data of AWKWARD.slice(2)) {
    await append(installation.app, anAppend({ tenantId, events: [anEvent({ stream, data })] }));
  }
  return tenantId;
}

describe('the chain of hashes', () => {
  it('is what an independent reading of its description computes', async () => {
    const tenantId = await aTownWithHistory();
    expect(await new EventReader(installation.owner).head(tenantId)).toBe(5);
    expect(await firstBreak(installation.owner, tenantId)).toBeNull();
  });

  it('holds over a batch of commands of several tenants', async () => {
    const { towns } = await installation.aCounty(3);
    const batch = [...towns, ...towns.toReversed()].map((tenantId) =>
      anAppend({ tenantId, events: AWKWARD.map((data) => anEvent({ data })) }),
    );
    await appendAll(installation.app, batch);
    for (const tenantId of towns) expect(await firstBreak(installation.owner, tenantId)).toBeNull();
  });

  it('is what chainHash computes from the events as they are read', async () => {
    const tenantId = await aTownWithHistory();
    const { rows } = await installation.owner.query<{ public_id: string }>(
      'select public_id from zhendi.tenant where tenant_id = $1',
      [tenantId],
    );
    let hash = genesisHash(rows[0]!.public_id);
    for (const event of await new EventReader(installation.owner).tenant(tenantId, { limit: 100 })) {
      hash = chainHash(hash, event);
      expect(event.hash).toBe(hash);
    }
  });

  it('of two tenants with equal events differs from the first event on', async () => {
    const { towns } = await installation.aCounty(2);
    const event = anEvent();
    await appendAll(
      installation.app,
      towns.map((tenantId) => anAppend({ tenantId, events: [event] })),
    );
    const { rows } = await installation.owner.query(
      'select distinct hash from zhendi.event where tenant_id = any ($1)',
      [towns],
    );
    expect(rows).toHaveLength(2);
  });

  it.each([
    ['data', `update zhendi.event set data = '{"text": "other"}' where tenant_id = $1 and position = 2`, 2],
    [
      'one number',
      `update zhendi.event set data = jsonb_set(data, '{b}', '1.0001') where tenant_id = $1 and position = 1`,
      1,
    ],
    [
      'metadata',
      `update zhendi.event set metadata = metadata || '{"actor": "x"}' where tenant_id = $1 and position = 3`,
      3,
    ],
    ['the type', `update zhendi.event set type = 'VenueCompleted' where tenant_id = $1 and position = 4`, 4],
    [
      'the business date',
      `update zhendi.event set occurred_on = occurred_on - 1 where tenant_id = $1 and position = 4`,
      4,
    ],
    [
      'a microsecond',
      `update zhendi.event set recorded_at = recorded_at + interval '1 us' where tenant_id = $1 and position = 5`,
      5,
    ],
    [
      'the stream',
      `update zhendi.event set stream_id = gen_random_uuid() where tenant_id = $1 and position = 3`,
      3,
    ],
    [
      'the id',
      `update zhendi.event set event_id = gen_random_uuid() where tenant_id = $1 and position = 3`,
      3,
    ],
    [
      'the schema version',
      `update zhendi.event set schema_version = 2 where tenant_id = $1 and position = 1`,
      1,
    ],
    ['a stored hash', `update zhendi.event set hash = sha256(hash) where tenant_id = $1 and position = 2`, 2],
    ['the tenant', `update zhendi.tenant set public_id = gen_random_uuid() where tenant_id = $1`, 1],
    ['the first events, removed', `delete from zhendi.event where tenant_id = $1 and position <= 2`, 3],
    ['an event in the middle, removed', `delete from zhendi.event where tenant_id = $1 and position = 3`, 4],
    [
      'an event in the middle, removed and the later ones moved up',
      `with gone as (delete from zhendi.event where tenant_id = $1 and position = 4 returning position)
       update zhendi.event set position = 4 from gone where tenant_id = $1 and event.position = 5`,
      4,
    ],
    [
      'the order',
      `update zhendi.event set position = 5 - position where tenant_id = $1 and position in (2, 3)`,
      2,
    ],
  ])('shows a change of %s at its position', async (_, statement, position) => {
    const tenantId = await aTownWithHistory();
    const client = await installation.owner.connect();
    try {
      // Neither trigger nor keys in the way: what an administrator with all rights could do.
      await client.query('begin; alter table zhendi.event drop constraint event_pkey');
      await client.query('set local session_replication_role = replica');
      await client.query(statement, [tenantId]);
      expect(await firstBreak(client, tenantId)).toBe(position);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});
