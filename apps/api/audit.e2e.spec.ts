import { parse } from 'csv-parse/sync';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { BAISHUI, QINGHE } from '../../libs/testing/counties.ts';
import { query } from '../../libs/testing/test-database.ts';
import { tellTheStory, TOWN_A, TOWN_B } from '../../libs/testing/two-towns-story.ts';
import { until } from '../../libs/testing/until.ts';

const COUNTY = `/api/v1/counties/${QINGHE.code}`;

let api: TestApi;
let auditor: ApiClient;
let clerk: ApiClient;
beforeAll(async () => {
  api = await startApi([QINGHE, BAISHUI]);
  await tellTheStory(api);
  auditor = await api.someone('auditor', QINGHE.code);
  clerk = await api.clerk(TOWN_A);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

interface Entry {
  action: string;
  outcome: string;
  target: string | null;
  details: Record<string, unknown>;
}

async function entries(search = '', reader = auditor): Promise<Entry[]> {
  const answer = await reader.get(`${COUNTY}/audit?limit=500&${search}`);
  expect(answer.status).toBe(200);
  return answer.body.data as Entry[];
}

describe('a refusal', () => {
  it('of what is not one’s own, or not allowed, is recorded: who, from where, what route, whose town', async () => {
    const stranger = await api.someone('town-clerk', TOWN_B);
    expect((await stranger.get(`/api/v1/towns/${TOWN_A}/events?villageId=${'a'.repeat(8)}`)).status).toBe(
      404,
    );
    await until(async () => (await entries(`town=${TOWN_B}&outcome=refused`)).length > 0);
    expect(await entries(`town=${TOWN_B}&outcome=refused`)).toEqual([
      {
        position: expect.any(Number),
        recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
        tenantCode: TOWN_B,
        action: 'request',
        outcome: 'refused',
        actor: expect.stringMatching(/^[0-9a-f-]{36}$/),
        username: expect.stringMatching(/^town-clerk-/),
        role: 'town-clerk',
        address: '127.0.0.1',
        target: 'GET /api/v1/towns/:townCode/events',
        details: { status: 404, code: 'not-found', town: TOWN_A },
        correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    ]);
  });

  it('a thousand times is two entries', async () => {
    const flood = await api.someone('town-leader', TOWN_A);
    for (let i = 0; i < 50; i++) expect((await flood.get(`${COUNTY}/audit?after=${i}`)).status).toBe(403);
    await until(async () =>
      (await entries('action=request')).some(({ target }) => target?.endsWith('/audit')),
    );
    expect((await entries('action=request')).filter(({ target }) => target?.endsWith('/audit'))).toHaveLength(
      1,
    );
  });

  it('of nobody is not recorded, since there is nobody to name', async () => {
    const before = (await entries()).length;
    expect((await api.anonymous.get(`${COUNTY}/audit`)).status).toBe(401);
    expect(await entries()).toHaveLength(before);
  });
});

describe('the audit log', () => {
  it('takes the longest export that may be told, and refuses a longer one', async () => {
    const longest = {
      list: '村'.repeat(150),
      place: '镇'.repeat(150),
      rows: 10_000,
      asOf: '2024-06-30',
      filters: Array.from({ length: 20 }, () => '栏'.repeat(60)),
    };
    expect((await clerk.post('/api/v1/me/exports', longest)).status).toBe(204);
    for (const [body, pointer] of [
      [{ ...longest, list: '村'.repeat(151) }, '/list'],
      [{ ...longest, place: '镇'.repeat(151) }, '/place'],
      [{ ...longest, filters: ['栏'.repeat(61)] }, '/filters/0'],
      [{ ...longest, filters: Array(21).fill('栏') }, '/filters'],
    ] as const) {
      const answer = await clerk.post('/api/v1/me/exports', body);
      expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, pointer]);
    }
  });

  it('is for the auditor of the county only', async () => {
    const others: [ApiClient, number][] = [
      [await api.analyst(QINGHE.code), 403],
      [await api.someone('county-administrator', QINGHE.code), 403],
      [await api.someone('operator', 'platform'), 404],
      [await api.someone('auditor', BAISHUI.code), 404],
      [clerk, 403],
    ];
    for (const [client, status] of others) {
      for (const path of ['audit', 'audit.csv', `audit?town=${TOWN_A}`])
        expect([path, (await client.get(`${COUNTY}/${path}`)).status]).toEqual([path, status]);
    }
    expect((await auditor.get(`${COUNTY}/audit?town=${BAISHUI.towns[0]!.code}`)).status).toBe(404);
    expect((await auditor.get('/api/v1/platform/audit')).status).toBe(403);
  });

  it('shows nothing of another county', async () => {
    const neighbour = await api.someone('auditor', BAISHUI.code);
    const path = `/api/v1/counties/${BAISHUI.code}/audit?limit=500`;
    const { body } = await neighbour.get(path);
    const codes = (body.data as { tenantCode: string }[]).map(({ tenantCode }) => tenantCode);
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((code) => !code.startsWith(BAISHUI.code))).toEqual([]);
  });

  it('shows operators what is the installation’s own, and no county’s', async () => {
    const operator = await api.someone('operator', 'platform');
    expect((await operator.get(`/api/v1/towns/${TOWN_A}/views/town-summary`)).status).toBe(403);
    const own = async () => (await operator.get('/api/v1/platform/audit')).body.data as Entry[];
    await until(async () => (await own()).some(({ action }) => action === 'request'));
    expect(
      new Set((await own()).map((entry) => (entry as unknown as { tenantCode: string }).tenantCode)),
    ).toEqual(new Set(['platform']));
  });

  it('comes page by page, the latest first, without one twice or left out', async () => {
    const whole = await entries();
    const seen: Entry[] = [];
    for (let next: string | null = ''; next !== null;) {
      const after: string = next === '' ? '' : `&after=${encodeURIComponent(next)}`;
      const { body } = await auditor.get(`${COUNTY}/audit?limit=2${after}`);
      seen.push(...body.data);
      next = body.next;
    }
    expect(seen).toEqual(whole);
    expect(whole.length).toBeGreaterThan(3);
  });

  it('is narrowed by day, action, person and outcome', async () => {
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
    expect((await entries(`from=${today}&to=${today}`)).length).toBeGreaterThan(0);
    expect(await entries('to=2020-01-01')).toEqual([]);
    expect(await entries('from=2099-01-01')).toEqual([]);
    expect(await entries('actor=nobody')).toEqual([]);
    expect(new Set((await entries('outcome=refused')).map(({ outcome }) => outcome))).toEqual(
      new Set(['refused']),
    );
    expect(await entries('action=tenant.merge')).toEqual([]);
  });

  it.each([
    'after=x',
    'after=2026-02-31T00:00:00.000000Z_990101_1',
    'after=2026-02-01T00:00:00.000000Z_990102_1',
    'limit=0',
    'from=yesterday',
    'action=A',
    'outcome=x',
    'actor=%00',
    'town=1',
    'foo=1',
  ])('refuses ?%s', async (search) => {
    expect((await auditor.get(`${COUNTY}/audit?${search}`)).status).toBe(422);
  });
});

describe('the audit log as a file', () => {
  it('holds all entries for a spreadsheet, and is itself recorded first', async () => {
    const answer = await auditor.get(`${COUNTY}/audit.csv?outcome=refused`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="audit-990101.csv"');
    const rows = parse(answer.body as string, { columns: true, record_delimiter: '\r\n' }) as Record<
      string,
      string
    >[];
    expect(Object.keys(rows[0]!)[0]).toBe('时间（北京时间）');
    expect(rows).toHaveLength((await entries('outcome=refused')).length);
    expect(rows.at(-1)).toMatchObject({ 结果: '拒绝', 地址: '127.0.0.1' });
    const [last] = await entries('action=export');
    expect(last).toMatchObject({
      outcome: 'done',
      target: 'audit.csv',
      details: { county: QINGHE.code, filters: 'outcome' },
    });
    const english = await auditor.get(`${COUNTY}/audit.csv`, { 'accept-language': 'en' });
    expect(english.body).toMatch(/^time \(UTC\+8\),tenant,position,/);
    expect(english.body).toContain('audit.csv');
  });

  it('begins with the mark that spreadsheets know UTF-8 by', async () => {
    const response = await fetch(`${api.url}${COUNTY}/audit.csv`, {
      headers: { authorization: `Bearer ${auditor.token!}` },
    });
    expect([...new Uint8Array(await response.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });
});

describe('when nothing can be recorded', () => {
  const rights = (statement: string) => query(api.database.ownerUrl, statement);
  afterEach(() => rights('grant execute on function zhendi.record_audit to zhendi_app'));

  it('nothing is exported, and a refusal stays one', async () => {
    const stranger = await api.analyst(BAISHUI.code);
    await rights('revoke execute on function zhendi.record_audit from zhendi_app');
    const answer = await auditor.get(`${COUNTY}/audit.csv`);
    expect(answer.status).toBe(500);
    expect((await stranger.get(`${COUNTY}/towns`)).status).toBe(404);
    await until(() => api.errors.length === 2);
    expect(api.errors.map((line) => (JSON.parse(line) as { msg: string }).msg).sort()).toEqual([
      'a refusal was not recorded',
      'request failed',
    ]);
    (api.errors as string[]).length = 0;
  });
});

describe('the verification of a town', () => {
  const tamper = (statement: string) =>
    query(api.database.ownerUrl, `set session_replication_role = replica; ${statement}`);
  const town = `/api/v1/towns/${TOWN_A}/verification`;

  it('tells the auditor that the chain holds to its head, from any position on', async () => {
    const { body } = await auditor.get(town);
    expect(body).toEqual({ verifiedTo: body.head, head: expect.any(Number), fault: null });
    expect(body.head).toBeGreaterThan(3);
    expect((await auditor.get(`${town}?after=${body.head}`)).body).toEqual(body);
    expect((await auditor.get(`${town}?after=${Number(body.head) + 1}`)).body.code).toBe(
      'position.beyond-head',
    );
    expect((await auditor.get(`${COUNTY}/verification`)).body).toEqual({
      verifiedTo: 1,
      head: 1,
      fault: null,
    });
  });

  it('is for the auditor of the county only', async () => {
    expect((await clerk.get(town)).status).toBe(403);
    const stranger = await api.someone('auditor', BAISHUI.code);
    expect((await stranger.get(town)).status).toBe(404);
    expect((await stranger.get(`${COUNTY}/verification`)).status).toBe(404);
  });

  it('names the first event that was altered', async () => {
    await tamper(
      `update zhendi.event set data = data || '{"forged": 1}' where position = 3
       and tenant_id = (select tenant_id from zhendi.tenant where code = '${TOWN_A}')`,
    );
    expect((await auditor.get(town)).body).toMatchObject({
      verifiedTo: 2,
      fault: { kind: 'altered', position: 3, part: 'data' },
    });
  });
});
