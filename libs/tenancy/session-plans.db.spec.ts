import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { anAccount, type AnAccount } from '../testing/builders/account.builder.ts';
import { anIdentity, type Identity } from '../testing/builders/identity.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { explainEverything, PlanRecorder, type QueryPlan } from '../testing/query-plans.ts';
import { createAppPool } from './pool.ts';
import type { Principal } from './principal.ts';
import { TenantDatabase } from './tenant-database.ts';

const CLIENT = { address: '10.1.2.3', userAgent: null };

let installation: Installation;
let app: pg.Pool;
let database: TenantDatabase;
let identity: Identity;
let plans: PlanRecorder;
let clerk: AnAccount;
let principal: Principal;
let refreshToken: string;

// As many as work in a hundred counties.
beforeAll(async () => {
  installation = await anInstallation();
  const town = await installation.aTown();
  await installation.owner.query(
    `with account as (
       insert into zhendi.account (tenant_id, username, password_hash, roles, changed_at)
       select $1, 'clerk-' || n, 'x', '{town-clerk}', now() - interval '1 month' from generate_series(1, 20000) n
       returning account_id
     ), factor as (
       insert into zhendi.second_factor (tenant_id, account_id, sealed_secret)
       select $1, account_id, 'x' from account
     ), failure as (
       insert into zhendi.sign_in_failure select sha256(account_id::text::bytea), 1, now(), now() from account
     )
     insert into zhendi.session (tenant_id, session_id, account_id, token_hash, ended_at)
     select $1, gen_random_uuid(), account_id, 'x', case n when 0 then null else now() - n * interval '1 hour' end
     from account, generate_series(0, 2) n`,
    [town],
  );
  clerk = await anAccount(installation, { tenantId: town });
  await explainEverything(installation.ownerUrl);
  app = createAppPool({ url: installation.appUrl, max: 1, onError: () => undefined });
  plans = new PlanRecorder(app);
  database = new TenantDatabase(app);
  identity = anIdentity(database);
  const session = (await identity.sessions.start({ ...clerk, ...CLIENT }))!;
  principal = session.grant.principal;
  refreshToken = session.refreshToken;
});
afterAll(async () => {
  await app.end();
  await installation.close();
});

/** Rows read by the statements of some work, and whether a table was read as a whole. */
async function costs(work: () => Promise<unknown>): Promise<{ rows: number; whole: string[] }> {
  const all: QueryPlan[] = await plans.of(work);
  return {
    rows: all.reduce((sum, plan) => sum + plan.rowsRead, 0),
    whole: all
      .flatMap(({ scans }) => scans)
      .filter((scan) => /^Seq Scan on (account|session|second_factor|sign_in_failure)$/.test(scan)),
  };
}

describe.each([
  ['without statistics', 'select 1'],
  ['with statistics', 'analyze'],
])('among sixty thousand sessions, %s,', (_, prepare) => {
  beforeAll(() => installation.owner.query(prepare));

  it.each<[string, () => Promise<unknown>, number]>([
    [
      'to ask what ended and changed',
      () =>
        database.withSystem((db) =>
          db.query(`select * from zhendi.revoked_since(now() - interval '1 minute')`),
        ),
      20,
    ],
    [
      'to go on with a session',
      async () => {
        refreshToken = (await identity.sessions.refresh(refreshToken, CLIENT))!.refreshToken;
      },
      20,
    ],
    ['to sign in', () => identity.signIn(clerk.username, clerk.password), 60],
    ['to fail to sign in', () => identity.signIn('nobody', clerk.password), 20],
    ['to list the own sessions', () => identity.ownSessions.list(principal), 30],
    [
      'to end one of them',
      () => identity.ownSessions.end(principal, '3f0c1d6e-7f43-4d0e-9c9b-0d6f2f1a7e21'),
      20,
    ],
  ])('%s takes some rows', async (_, work, most) => {
    const { rows, whole } = await costs(work);
    expect(whole).toEqual([]);
    expect(rows).toBeLessThanOrEqual(most);
  });
});
