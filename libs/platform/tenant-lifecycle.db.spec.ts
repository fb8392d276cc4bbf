import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  append,
  EventReader,
  openChains,
  TenantClosed,
  verifyChain,
  genesisHash,
} from '../event-store/index.ts';
import { Refusal } from '../features/shared/refusal.ts';
import { PLATFORM_TENANT, type TenantOverview } from '../tenancy/index.ts';
import { anAppend, anEvent } from '../testing/builders/append.builder.ts';
import { anInstallation, type County, type Installation } from '../testing/builders/installation.builder.ts';
import { aTownLife } from '../testing/builders/town-life.builder.ts';
import { until } from '../testing/until.ts';
import { businessDate } from './business-date.ts';
import { TenantLifecycle, type Administrator } from './tenant-lifecycle.ts';

let installation: Installation;
let lifecycle: TenantLifecycle;

beforeAll(async () => {
  installation = await anInstallation();
  lifecycle = new TenantLifecycle(installation.database);
});
afterAll(() => installation.close());

const TODAY = businessDate(new Date());
const by: Administrator = {
  tenantId: PLATFORM_TENANT,
  actor: randomUUID(),
  username: 'operator',
  role: 'operator',
  address: null,
  correlationId: 'req-1',
};

async function tenantsOf({ code }: County): Promise<[TenantOverview, ...TenantOverview[]]> {
  return (await lifecycle.list(code)) as [TenantOverview, ...TenantOverview[]];
}

async function aCounty(towns: number) {
  const county = await installation.aCounty(towns);
  const tenants = await tenantsOf(county);
  const states = async () => (await tenantsOf(county)).map(({ status }) => status);
  return { county, department: tenants[0], towns: tenants.slice(1), states };
}

const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof Refusal ? error.code : Promise.reject(error as Error)),
  );

/** The latest entries of a tenant's audit log, the last one first. */
async function audited(most: number, tenantId: number = PLATFORM_TENANT) {
  const { rows } = await installation.owner.query<Record<string, unknown>>(
    `select action, outcome, username, target, details from zhendi.audit_entry
     where tenant_id = $2 order by position desc limit $1`,
    [most, tenantId],
  );
  return rows;
}

describe('a town', () => {
  it('is suspended, resumed and closed for good; each step is in the audit log, refused ones too', async () => {
    const { towns, states, department } = await aCounty(2);
    const town = towns[0]!;
    await lifecycle.changeStatus('suspend', town, by, '整改');
    expect(await states()).toEqual(['active', 'suspended', 'active']);
    await lifecycle.changeStatus('resume', town, by);
    expect(await states()).toEqual(['active', 'active', 'active']);
    await lifecycle.changeStatus('close', town, by);
    expect(await refusalOf(lifecycle.changeStatus('resume', town, by))).toBe('tenant.closed');
    await lifecycle.changeStatus('close', town, by);
    expect(await states()).toEqual(['active', 'closed', 'active']);
    const entry = { username: 'operator', target: town.code, outcome: 'done', details: { reason: null } };
    expect(await audited(5)).toEqual([
      { ...entry, action: 'tenant.close' },
      {
        ...entry,
        action: 'tenant.resume',
        outcome: 'refused',
        details: { reason: null, refusal: 'tenant.closed' },
      },
      { ...entry, action: 'tenant.close' },
      { ...entry, action: 'tenant.resume' },
      { ...entry, action: 'tenant.suspend', details: { reason: '整改' } },
    ]);
    expect(await audited(6, department.tenantId)).toEqual(await audited(5));
  });

  it('is changed by its own county once in the log, which is the county’s', async () => {
    const { towns, department } = await aCounty(1);
    const before = await audited(1);
    const own = { ...by, tenantId: department.tenantId, role: 'county-administrator' };
    await lifecycle.changeStatus('suspend', towns[0]!, own);
    expect(await audited(2, department.tenantId)).toMatchObject([{ action: 'tenant.suspend' }]);
    expect(await audited(1)).toEqual(before);
  });

  it('is made in a county, under a code of the county that nobody has', async () => {
    const { department, county } = await aCounty(1);
    const code = `${county.code}900`;
    await lifecycle.create(department, { code, name: '新设镇' }, by);
    expect((await tenantsOf(county)).at(-1)).toMatchObject({
      code,
      name: '新设镇',
      level: 'town',
      status: 'active',
    });
    expect(await refusalOf(lifecycle.create(department, { code, name: '又一镇' }, by))).toBe(
      'tenant.code-taken',
    );
    const foreign = { code: '110101900', name: '外地镇' };
    expect(await refusalOf(lifecycle.create(department, foreign, by))).toBe('tenant.code-of-other-county');
  });

  it('is renamed from a day on, not in the future', async () => {
    const { towns, county } = await aCounty(2);
    const [town, other] = towns as [TenantOverview, TenantOverview];
    const rename = (change: object) =>
      refusalOf(lifecycle.rename(town, { name: '河口镇', validFrom: '2024-01-01', ...change }, by));
    expect(await rename({})).toBe('none');
    expect(await rename({ validFrom: '2999-01-01' })).toBe('date.in-future');
    expect(await rename({ code: other.code })).toBe('tenant.code-taken');
    expect(await rename({ code: '110101900' })).toBe('tenant.code-of-other-county');
    expect(await rename({ code: `${county.code}777` })).toBe('none');
    expect((await tenantsOf(county)).find(({ tenantId }) => tenantId === town.tenantId)).toMatchObject({
      code: `${county.code}777`,
      name: '河口镇',
    });
  });
});

describe('a county', () => {
  it('is suspended, resumed and closed with all its towns; a closed town stays closed', async () => {
    const { department, towns, states } = await aCounty(2);
    await lifecycle.changeStatus('close', towns[1]!, by);
    await lifecycle.changeStatus('suspend', department, by);
    expect(await states()).toEqual(['suspended', 'suspended', 'closed']);
    await lifecycle.changeStatus('resume', department, by);
    expect(await states()).toEqual(['active', 'active', 'closed']);
    await lifecycle.changeStatus('close', department, by);
    expect(await states()).toEqual(['closed', 'closed', 'closed']);
  });
});

describe('merging towns', () => {
  async function aMerger() {
    const { towns, county } = await aCounty(3);
    const [from, into, third] = towns as [TenantOverview, TenantOverview, TenantOverview];
    await append(installation.app, anAppend({ tenantId: from.tenantId, events: aTownLife(80) }));
    const history = (tenantId: number) =>
      new EventReader(installation.owner).tenant(tenantId, { limit: 1_000 });
    return { from, into, third, county, history };
  }

  it('closes the one, and the other has its villages and projects', async () => {
    const { from, into, county, history } = await aMerger();
    const facts = aTownLife(80);
    const count = (type: string) => facts.filter((fact) => fact.type === type).length;
    const cancelled = facts.filter(({ data }) => (data as { status?: string }).status === 'cancelled');
    const venues = facts.filter(({ stream }) => stream.type === 'venue').map(({ stream }) => stream.id);
    const moved = await lifecycle.merge(from, into, TODAY, by);
    expect(moved).toEqual({
      villages: count('VillageRegistered'),
      projects: count('VenuePlanned') - cancelled.length,
      venues: new Set(venues).size,
      accounts: 0,
    });
    const arrived = await history(into.tenantId);
    expect(arrived.length).toBe(moved!.villages + moved!.projects + moved!.venues);
    expect(arrived[0]!.metadata).toMatchObject({ actor: by.actor, role: 'operator', source: 'merger' });
    expect((await tenantsOf(county)).map(({ status, mergedInto }) => [status, mergedInto])).toEqual([
      ['active', null],
      ['closed', into.code],
      ['active', null],
      ['active', null],
    ]);
    await expect(append(installation.app, anAppend({ tenantId: from.tenantId }))).rejects.toThrow(
      TenantClosed,
    );
    for (const { code } of [from, into]) {
      const [chain] = await openChains(installation.owner, code);
      const { fault } = await verifyChain(chain!, { position: 0, hash: genesisHash(chain!.tenant) });
      expect(fault).toBeNull();
    }
  });

  it('again does nothing, and into another town is refused', async () => {
    const { from, into, third, history } = await aMerger();
    await lifecycle.merge(from, into, TODAY, by);
    const before = [await history(from.tenantId), await history(into.tenantId)];
    expect(await lifecycle.merge(from, into, TODAY, by)).toBeNull();
    expect([await history(from.tenantId), await history(into.tenantId)]).toEqual(before);
    expect(await refusalOf(lifecycle.merge(from, third, TODAY, by))).toBe('tenant.closed');
    expect(await refusalOf(lifecycle.merge(third, from, TODAY, by))).toBe('tenant.closed');
  });

  it('that is refused at its end leaves both as they were', async () => {
    const { from, into, history } = await aMerger();
    const [first] = await history(from.tenantId);
    const twin = anEvent({ stream: { type: first!.stream.type, id: first!.stream.id } });
    await append(installation.app, anAppend({ tenantId: into.tenantId, events: [twin] }));
    const before = [await history(from.tenantId), await history(into.tenantId)];
    expect(await refusalOf(lifecycle.merge(from, into, TODAY, by))).toBe('merger.same-id');
    expect([await history(from.tenantId), await history(into.tenantId)]).toEqual(before);
    expect((await audited(1))[0]).toMatchObject({ action: 'tenant.merge', outcome: 'refused' });
  });

  it('of two counties, with itself, with the department or while one is suspended is refused', async () => {
    const { from, into, county } = await aMerger();
    const elsewhere = (await aCounty(1)).towns[0]!;
    const [department] = await tenantsOf(county);
    for (const other of [elsewhere, from, department])
      expect(await refusalOf(lifecycle.merge(from, other, TODAY, by))).toBe('merger.other-county');
    await lifecycle.changeStatus('suspend', into, by);
    expect(await refusalOf(lifecycle.merge(from, into, TODAY, by))).toBe('tenant.suspended');
    expect(await refusalOf(lifecycle.merge(into, from, TODAY, by))).toBe('tenant.suspended');
  });

  it('takes the village clerks along, whatever hangs on their accounts', async () => {
    const { from, into } = await aMerger();
    const add = (username: string, villageId: string | null) =>
      installation.owner.query(
        `insert into zhendi.account (tenant_id, username, password_hash, roles, village_id)
         values ($1, $2, 'x', array['village-clerk'], $3)`,
        [from.tenantId, username, villageId],
      );
    await add(`clerk-${from.code}`, randomUUID());
    await add(`leader-${from.code}`, null);
    await installation.owner.query(
      `insert into zhendi.second_factor (tenant_id, account_id, sealed_secret)
       select tenant_id, account_id, 'x' from zhendi.account where tenant_id = $1`,
      [from.tenantId],
    );
    const moved = await lifecycle.merge(from, into, TODAY, by);
    expect(moved!.accounts).toBe(1);
    const { rows } = await installation.owner.query<{ username: string }>(
      `select a.username from zhendi.account a join zhendi.second_factor using (tenant_id, account_id)
       where a.tenant_id = $1`,
      [into.tenantId],
    );
    expect(rows).toEqual([{ username: `clerk-${from.code}` }]);
  });

  it('waits for whoever is recording in one of them', async () => {
    const { from, into, history } = await aMerger();
    const release = await installation.hold(
      'select from zhendi.tenant where tenant_id = $1 for no key update',
      [into.tenantId],
    );
    const merging = lifecycle.merge(from, into, TODAY, by);
    await waiting(installation, 'lock_tenants');
    expect(await history(into.tenantId)).toEqual([]);
    await release();
    expect((await merging)!.villages).toBeGreaterThan(0);
  });

  it('ended in the middle leaves both as they were, and is done when it is begun again', async () => {
    const { from, into, history } = await aMerger();
    // Held at its last statement: everything is written, nothing committed.
    const release = await installation.hold('select pg_advisory_xact_lock(20260807, $1)', [PLATFORM_TENANT]);
    const merging = refusalOf(lifecycle.merge(from, into, TODAY, by)).catch((error: Error) => error.message);
    await waiting(installation, 'record_audit', 'ended');
    expect(await merging).toMatch(/terminat/);
    await release();
    expect(await history(into.tenantId)).toEqual([]);
    expect((await lifecycle.merge(from, into, TODAY, by))!.villages).toBeGreaterThan(0);
  });
});

/** Until a statement waits for a lock; `ended`: then its connection is, as when its process is killed. */
async function waiting(
  { owner }: Installation,
  statement: string,
  then: 'ended' | 'left' = 'left',
): Promise<void> {
  await until(async () => {
    const { rows } = await owner.query<{ pid: number }>(
      `select pid from pg_stat_activity
       where datname = current_database() and query like $1 and wait_event_type = 'Lock'`,
      [`%${statement}%`],
    );
    for (const { pid } of rows)
      if (then === 'ended') await owner.query('select pg_terminate_backend($1)', [pid]);
    return rows.length > 0;
  });
}
