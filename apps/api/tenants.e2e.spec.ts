import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '../../libs/tenancy/index.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { BAISHUI, QINGHE } from '../../libs/testing/counties.ts';
import { query } from '../../libs/testing/test-database.ts';
import { tellTheStory, TOWN_A, TOWN_B } from '../../libs/testing/two-towns-story.ts';
import { until } from '../../libs/testing/until.ts';

const COUNTY = `/api/v1/counties/${QINGHE.code}`;

let api: TestApi;
let administrator: ApiClient;
let operator: ApiClient;
beforeAll(async () => {
  api = await startApi([QINGHE, BAISHUI]);
  await tellTheStory(api);
  administrator = await api.someone('county-administrator', QINGHE.code);
  operator = await api.someone('operator', 'platform');
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

type Told = Pick<AuditEntry, 'action' | 'username' | 'role' | 'outcome' | 'target' | 'details'>;

const aVillage = (code: string) => ({ occurredOn: '2024-01-02', code, name: '新村' });
const step = (client: ApiClient, town: string, action: string, body: object = {}) =>
  client.post(`${COUNTY}/towns/${town}/${action}`, body);

describe('the read models', () => {
  const behind = async () => (await operator.get('/api/v1/projections')).body;

  it('are shown to operators, with those that are behind by town and count', async () => {
    await until(async () => (await behind()).behind.length === 0);
    expect((await behind()).data).toContainEqual({ name: 'village_card', version: expect.any(Number) });
    await api.stopWorker();
    await (await api.clerk(TOWN_A)).record(TOWN_A, 'register-village', aVillage('990101100399'));
    expect((await behind()).behind).toContainEqual({
      tenantCode: TOWN_A,
      projection: 'village_card',
      isLive: true,
      lag: 1,
      oldestRecordedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      state: 'due',
    });
    api.startWorker();
    await until(async () => (await behind()).behind.length === 0);
  });

  it('are nobody else’s to see', async () => {
    for (const client of [administrator, await api.clerk(TOWN_A), await api.analyst(QINGHE.code)])
      expect((await client.get('/api/v1/projections')).status).toBe(403);
  });
});

describe('a suspended town', () => {
  it('is read, and not written, until it is resumed; repeats are answered', async () => {
    const clerk = await api.clerk(TOWN_B);
    const key = randomUUID();
    const first = await clerk.command(TOWN_B, 'register-village', aVillage('990101101301'), key);
    expect(first.status).toBe(201);

    const suspended = await step(administrator, TOWN_B, 'suspend', { reason: '整改' });
    expect([suspended.status, suspended.body]).toEqual([
      200,
      {
        code: TOWN_B,
        name: '柳林镇',
        countyCode: QINGHE.code,
        level: 'town',
        status: 'suspended',
        mergedInto: null,
        createdAt: expect.any(String),
        events: expect.any(Number),
        accounts: 1,
      },
    ]);
    const refused = await clerk.command(TOWN_B, 'register-village', aVillage('990101101302'));
    expect([refused.status, refused.body.code, refused.body.title]).toEqual([
      403,
      'tenant.suspended',
      '本镇已停用，只能查看，不能登记，需要恢复的请联系县级管理员',
    ]);
    expect((await clerk.townView(TOWN_B, 'town-summary')).status).toBe(200);
    const again = await clerk.command(TOWN_B, 'register-village', aVillage('990101101301'), key);
    expect([again.status, again.body]).toEqual([200, first.body]);

    expect((await step(operator, TOWN_B, 'resume')).body.status).toBe('active');
    expect((await clerk.command(TOWN_B, 'register-village', aVillage('990101101302'))).status).toBe(201);
  });
});

describe('tenants are administered', () => {
  it('by operators all of them, without a fact of theirs', async () => {
    const { status, body } = await operator.get('/api/v1/tenants');
    expect(status).toBe(200);
    expect(body.data.map(({ code }: { code: string }) => code)).toEqual([
      QINGHE.code,
      TOWN_A,
      TOWN_B,
      BAISHUI.code,
      '990102100',
    ]);
    expect((await operator.get(`/api/v1/counties/${BAISHUI.code}/tenants`)).body.data).toHaveLength(2);
    expect((await operator.townView(TOWN_A, 'town-summary')).status).toBe(403);
  });

  it('by a county’s administrator its own, no other county’s', async () => {
    expect((await administrator.get(`${COUNTY}/tenants`)).body.data).toHaveLength(3);
    expect((await administrator.get('/api/v1/tenants')).status).toBe(403);
    const foreign = `/api/v1/counties/${BAISHUI.code}`;
    for (const [path, body] of [
      [`${foreign}/towns`, { code: '990102900', name: '某镇' }],
      [`${foreign}/towns/990102100/suspend`, {}],
      [`${COUNTY}/towns/990102100/suspend`, {}],
      [`${COUNTY}/towns/990101999/close`, {}],
      [`${COUNTY}/towns/${QINGHE.code}/close`, {}],
    ] as const) {
      const answer = await administrator.post(path, body);
      expect([path, answer.status, answer.body.code]).toEqual([path, 404, 'not-found']);
    }
    const into = { into: '990102100', occurredOn: '2026-01-01' };
    expect((await step(administrator, TOWN_B, 'merge', into)).status).toBe(404);
    expect((await administrator.get(`${foreign}/tenants`)).status).toBe(404);
    expect((await administrator.get('/api/v1/counties/123456/tenants')).status).toBe(404);
  });

  it('by nobody else', async () => {
    const others = [
      await api.analyst(QINGHE.code),
      await api.clerk(TOWN_A),
      await api.someone('town-leader', TOWN_A),
      await api.someone('county-reviewer', QINGHE.code),
      await api.someone('auditor', QINGHE.code),
    ];
    for (const other of others) {
      for (const action of ['suspend', 'resume', 'close', 'rename', 'merge'])
        expect((await step(other, TOWN_B, action)).status).toBe(403);
      expect((await other.post(`${COUNTY}/towns`, {})).status).toBe(403);
      expect((await other.get(`${COUNTY}/tenants`)).status).toBe(403);
    }
    expect((await step(api.anonymous, TOWN_B, 'suspend')).status).toBe(401);
  });

  it('and what an operator does is in the audit log of the county too, for its auditor', async () => {
    const auditor = await api.someone('auditor', QINGHE.code);
    await step(operator, TOWN_A, 'suspend', { reason: '迁移' });
    await step(operator, TOWN_A, 'resume');
    const read = async (client: ApiClient, of: string) => {
      const { body } = await client.get(`${of}/audit?limit=2`);
      return (body.data as Told[]).map(({ action, username, role, outcome, target, details }) => ({
        action,
        username,
        role,
        outcome,
        target,
        details,
      }));
    };
    const seen = await read(auditor, COUNTY);
    const who = { role: 'operator', outcome: 'done', target: TOWN_A };
    expect(seen).toMatchObject([
      { ...who, action: 'tenant.resume' },
      { ...who, action: 'tenant.suspend', details: { reason: '迁移' } },
    ]);
    expect(await read(operator, '/api/v1/platform')).toEqual(seen);
  });

  it('and who did it is in the audit log of whoever did', async () => {
    await step(administrator, TOWN_A, 'suspend', { reason: '核查' });
    await step(administrator, TOWN_A, 'resume');
    const entries = await query<{
      action: string;
      username: string;
      target: string;
      details: object;
      code: string;
    }>(
      api.database.ownerUrl,
      `select a.action, a.username, a.target, a.details, t.code from zhendi.audit_entry a
       join zhendi.tenant t using (tenant_id) where a.target = $1 and a.role = 'county-administrator' order by a.position`,
      [TOWN_A],
    );
    const who = {
      username: expect.stringContaining('county-administrator'),
      target: TOWN_A,
      code: QINGHE.code,
    };
    expect(entries).toEqual([
      { ...who, action: 'tenant.suspend', details: { reason: '核查' } },
      { ...who, action: 'tenant.resume', details: { reason: null } },
    ]);
  });
});

describe('a new town', () => {
  it('is there at once, and has its code from its county', async () => {
    const town = { code: '990101900', name: '新设镇' };
    const made = await administrator.post(`${COUNTY}/towns`, town);
    expect([made.status, made.body]).toEqual([
      201,
      expect.objectContaining({ ...town, status: 'active', events: 0 }),
    ]);
    const towns = await (await api.analyst(QINGHE.code)).get(`${COUNTY}/towns`);
    expect(towns.body.data).toContainEqual(expect.objectContaining(town));
    for (const [body, code] of [
      [town, 'tenant.code-taken'],
      [{ ...town, code: '990102901' }, 'tenant.code-of-other-county'],
    ] as const)
      expect((await administrator.post(`${COUNTY}/towns`, body)).body.code).toBe(code);
    expect((await administrator.post(`${COUNTY}/towns`, { code: '12', name: '' })).status).toBe(422);
  });
});

describe('a renamed town', () => {
  it('bears its new name from its day on, and the old one as of earlier days, wherever it is named', async () => {
    const renamed = await step(administrator, TOWN_A, 'rename', {
      name: '城关街道',
      validFrom: '2024-01-01',
    });
    expect([renamed.status, renamed.body.name]).toEqual([200, '城关街道']);
    const analyst = await api.analyst(QINGHE.code);
    const nameOf = (rows: { code: string; name: string }[]) => rows.find(({ code }) => code === TOWN_A)!.name;
    const overview = (asOf: string) => analyst.get(`${COUNTY}/views/county-overview${asOf}`);
    expect(nameOf((await overview('')).body.data.towns)).toBe('城关街道');
    expect(nameOf((await overview('?asOf=2024-01-01')).body.data.towns)).toBe('城关街道');
    expect(nameOf((await overview('?asOf=2023-12-31')).body.data.towns)).toBe('城关镇');

    const summary = await analyst.townView(TOWN_A, 'town-summary', { asOf: '2023-12-31' });
    expect(summary.body.data.town).toEqual({ code: TOWN_A, name: '城关镇' });
    const opened = (asOf: string) =>
      analyst.get(`${COUNTY}/views/county-overview/events?figure=funds.amountFen&town=${TOWN_A}${asOf}`);
    expect((await opened('')).body.data[0].town.name).toBe('城关街道');
    expect((await opened('&asOf=2023-12-31')).body.data[0].town.name).toBe('城关镇');
  });

  it('is found under its new code, and no longer under the old one', async () => {
    const body = { name: '新设街道', code: '990101901', validFrom: '2025-01-01' };
    const renamed = await step(administrator, '990101900', 'rename', body);
    expect(renamed.body).toMatchObject({ code: '990101901', name: '新设街道' });
    const analyst = await api.analyst(QINGHE.code);
    expect((await analyst.townView('990101901', 'town-summary')).status).toBe(200);
    expect((await analyst.townView('990101900', 'town-summary')).status).toBe(404);
    const future = { name: '将来镇', validFrom: '2099-01-01' };
    expect((await step(administrator, '990101901', 'rename', future)).body.code).toBe('date.in-future');
  });
});
