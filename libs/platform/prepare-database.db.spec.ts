import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAppPool } from '../tenancy/pool.ts';
import { query } from '../testing/test-database.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres/embedded-postgres.ts';
import { createLogin, prepareDatabase } from './prepare-database.ts';

/** A server of its own: the app's role belongs to the whole server, and here nobody has made it yet. */
let directory: string;
let server: EmbeddedPostgres;
let superuser: string;
/** A login as hosters give it: owns its database, may create roles, and is no superuser. */
let owner: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'zhendi-prepare-'));
  server = await startEmbeddedPostgres({ directory });
  superuser = server.ownerUrl;
  await query(superuser, `create role hosted login createrole password 'hosted'`);
  await query(superuser, 'create database prepared owner hosted');
  owner = loginUrl('hosted', 'hosted');
});

afterAll(async () => {
  await server.stop();
  await rm(directory, { recursive: true });
});

function loginUrl(username: string, password: string): string {
  return Object.assign(new URL(superuser), { username, password, pathname: '/prepared' }).href;
}

/** All that is in a database's catalogue, and when each migration was applied. */
async function shape(): Promise<unknown> {
  return Promise.all(
    [
      `select c.oid, c.oid::regclass::text as name, c.relacl::text, c.reloptions from pg_class c
       where relnamespace::regnamespace::text in ('zhendi', 'read_model', 'bullmq', 'public') order by 1`,
      `select oid, oid::regprocedure::text, proacl::text, md5(prosrc) from pg_proc
       where pronamespace::regnamespace::text in ('zhendi', 'read_model', 'bullmq', 'public') order by 1`,
      'select * from public.zhendi_migration order by 1',
      'select * from zhendi.projection_build order by 1, 2',
      'select roleid, member, set_option, admin_option from pg_auth_members order by 1, 2, 3, 4',
    ].map((statement) => query(loginUrl('hosted', 'hosted'), statement)),
  );
}

/** The role in which the app's connections of a login act. */
async function actingRole(url: string): Promise<string> {
  const pool = createAppPool({ url, max: 1, onError: () => undefined });
  try {
    const { rows } = await pool.query<{ role: string }>('select current_user as role');
    return rows[0]!.role;
  } finally {
    await pool.end();
  }
}

describe('preparing a database', () => {
  it('works for twenty processes at once on an empty one, by an owner who is no superuser', async () => {
    const preparing = Array.from({ length: 20 }, () => prepareDatabase(owner));
    const outcomes = await Promise.allSettled(preparing);
    expect(outcomes.filter((o) => o.status === 'rejected').map((o) => o.reason as Error)).toEqual([]);
    const tables = await query(
      owner,
      `select 'zhendi.event'::regclass, 'read_model.venue_card'::regclass, 'bullmq.job'::regclass`,
    );
    expect(tables).toHaveLength(1);
  });

  it('a second time changes nothing', async () => {
    const before = await shape();
    await prepareDatabase(owner);
    expect(await shape()).toEqual(before);
  });

  it('lets the single login act as the app', async () => {
    expect(await actingRole(owner)).toBe('zhendi_app');
  });

  it('lets a login of the app act as the app, and its new password counts', async () => {
    await createLogin(owner, 'app', 'first');
    expect(await actingRole(loginUrl('app', 'first'))).toBe('zhendi_app');
    await createLogin(owner, 'app', `it's "second" \\ 村`);
    expect(await actingRole(loginUrl('app', `it's "second" \\ 村`))).toBe('zhendi_app');
    await expect(actingRole(loginUrl('app', 'first'))).rejects.toThrow('password');
    await expect(
      query(loginUrl('app', `it's "second" \\ 村`), 'select password_hash from zhendi.account'),
    ).rejects.toThrow();
  });

  it('lets a login that exists already act as the app, when it is named', async () => {
    await query(superuser, `create role existing login password 'existing'`);
    await expect(actingRole(loginUrl('existing', 'existing'))).rejects.toThrow();
    await prepareDatabase(owner, loginUrl('existing', 'existing'));
    expect(await actingRole(loginUrl('existing', 'existing'))).toBe('zhendi_app');
  });
});
