import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAppend, aStreamAt } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { append, EventReader } from './index.ts';

const FORBIDDEN = { code: '42501' };

let installation: Installation;
let own: number;
let foreign: number;

beforeAll(async () => {
  installation = await anInstallation();
  [own, foreign] = (await installation.aCounty(2)).towns as [number, number];
  for (const tenantId of [own, foreign]) await aStreamAt(installation.app, tenantId, 1);
});
afterAll(() => installation.close());

/** Calls the function itself, as the app's role, in a transaction that may write for these tenants. */
async function callAppend(writable: string | null, tenants: string): Promise<unknown> {
  const client = await installation.app.connect();
  try {
    await client.query('begin');
    if (writable !== null)
      await client.query(`select set_config('app.writable_tenants', $1, true)`, [writable]);
    const { rows } = await client.query<{ outcome: string }>(
      `select a.outcome from zhendi.append('', $1::integer[], array[gen_random_uuid()], array['\\x00'::bytea],
         '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}') a`,
      [tenants],
    );
    return rows.map((row) => row.outcome);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('the function append', () => {
  it('carries out the command of a tenant that is in scope', async () => {
    expect(await callAppend(String(own), `{${own}}`)).toEqual(['appended']);
    expect(await callAppend(`${foreign},${own}`, `{${own}}`)).toEqual(['appended']);
  });

  it('refuses every tenant when no scope is set', async () => {
    await expect(callAppend(null, `{${own}}`)).rejects.toMatchObject(FORBIDDEN);
    await expect(callAppend('', `{${own}}`)).rejects.toMatchObject(FORBIDDEN);
  });

  it('refuses a tenant that is not in scope, also beside one that is', async () => {
    await expect(callAppend(String(own), `{${foreign}}`)).rejects.toMatchObject(FORBIDDEN);
    await expect(callAppend(String(own), `{${own},${foreign}}`)).rejects.toMatchObject(FORBIDDEN);
    await expect(callAppend(String(own), '{null}')).rejects.toMatchObject(FORBIDDEN);
  });

  it('cannot be deceived by objects of the caller: its search path is its own', async () => {
    const client = await installation.app.connect();
    try {
      await client.query('begin');
      await client.query(`set local search_path = pg_temp, public`);
      await client.query(
        `create function pg_temp.sha256(bytea) returns bytea language sql as $$ select '\\x00'::bytea $$`,
      );
      await append(client, anAppend({ tenantId: own }));
      const { rows } = await client.query<{ length: number }>(
        `select length(e.hash) from set_config('app.readable_tenants', $1, true), zhendi.event e
         order by e.position desc limit 1`,
        [String(own)],
      );
      expect(rows).toEqual([{ length: 32 }]);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});

describe("the app's role", () => {
  const tables = ['event', 'command', 'tenant', 'account'];

  it.each(tables)('cannot write to zhendi.%s by any statement', async (table) => {
    for (const statement of [
      `insert into zhendi.${table} default values`,
      `update zhendi.${table} set tenant_id = default`,
      `delete from zhendi.${table}`,
      `truncate zhendi.${table} cascade`,
    ]) {
      await expect(installation.app.query(statement)).rejects.toMatchObject(FORBIDDEN);
    }
  });

  it('cannot read how an account’s password is kept, or change what protects the tables', async () => {
    for (const statement of [
      'select password_hash from zhendi.account',
      'select * from zhendi.account',
      'alter table zhendi.event disable row level security',
      'alter table zhendi.event disable trigger event_is_immutable',
      'drop trigger event_is_immutable on zhendi.event',
      'set session_replication_role = replica',
      'create table zhendi.other ()',
      'create table public.other ()',
    ]) {
      await expect(installation.app.query(statement)).rejects.toMatchObject(FORBIDDEN);
    }
  });

  it('keeps to itself after RESET ROLE', async () => {
    const client = await installation.app.connect();
    try {
      await client.query('reset role');
      const { rows } = await client.query<{ role: string }>('select current_user as role');
      expect(rows).toEqual([{ role: 'zhendi_app' }]);
    } finally {
      client.release();
    }
  });
});

describe('the owner of the tables', () => {
  it.each([
    `update zhendi.event set data = '{}'`,
    'update zhendi.event set data = data where false',
    'delete from zhendi.event',
    'truncate zhendi.event',
  ])('cannot change events by %s', async (statement) => {
    const before = await new EventReader(installation.owner).tenant(own, { limit: 10 });
    await expect(installation.owner.query(statement)).rejects.toThrow('events are never changed');
    expect(await new EventReader(installation.owner).tenant(own, { limit: 10 })).toEqual(before);
  });
});
