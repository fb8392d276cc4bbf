import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { ApiClient, type Answer } from '../../libs/testing/api-client.ts';
import { BAISHUI, QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands, VILLAGE } from '../../libs/testing/example-commands.ts';
import { query } from '../../libs/testing/test-database.ts';
import { until } from '../../libs/testing/until.ts';

const TOWN = QINGHE.towns[0]!.code;
const NEIGHBOUR = QINGHE.towns[1]!.code;
const STRANGER = BAISHUI.towns[0]!.code;
const OF_TOWN = `/api/v1/towns/${TOWN}/accounts`;
const OF_COUNTY = `/api/v1/counties/${QINGHE.code}/accounts`;

let api: TestApi;
let leader: ApiClient;
let administrator: ApiClient;
beforeAll(async () => {
  api = await startApi([QINGHE, BAISHUI]);
  leader = await api.someone('town-leader', TOWN);
  administrator = await api.someone('county-administrator', QINGHE.code);
  await (await api.clerk(TOWN)).record(TOWN, 'register-village', exampleCommands['register-village']);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

const patch = (client: ApiClient, path: string, body: unknown) =>
  client.request(path, {
    method: 'PATCH',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
const fieldCodes = ({ body }: Answer) =>
  body.errors?.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`);

describe('an account that a town’s leader creates', () => {
  it('signs in with the initial password, changes it, and works', async () => {
    const created = await leader.post(OF_TOWN, {
      username: '李小村',
      roles: ['village-clerk'],
      villageId: VILLAGE.id,
    });
    expect([created.status, created.body]).toEqual([
      201,
      { id: expect.any(String), username: '李小村', initialPassword: expect.stringMatching(/^\S{16}$/) },
    ]);
    const first = await ApiClient.signIn(api.url, '李小村', created.body.initialPassword);
    const early = await first.townView(TOWN, 'village-cards');
    expect([early.status, early.body.code]).toEqual([403, 'password.change-needed']);
    const changed = await first.request('/api/v1/me/password', {
      method: 'PUT',
      body: JSON.stringify({ current: created.body.initialPassword, next: '青石沟村的新口令2024' }),
      headers: { 'content-type': 'application/json' },
    });
    expect(changed.status).toBe(200);
    const clerk = new ApiClient(api.url, changed.body.accessToken);
    expect((await clerk.get('/api/v1/me')).body).toMatchObject({
      villageId: VILLAGE.id,
      town: { code: TOWN },
    });
    expect((await clerk.townView(TOWN, 'village-cards')).status).toBe(200);
  });

  it('is in the list of the town, without anything secret', async () => {
    await leader.post(OF_TOWN, { username: 'zhang', roles: ['town-clerk'] });
    const { body } = await leader.get(OF_TOWN);
    expect(body.data.find(({ username }: { username: string }) => username === 'zhang')).toEqual({
      id: expect.any(String),
      username: 'zhang',
      kind: 'local',
      roles: ['town-clerk'],
      villageId: null,
      disabled: false,
      mustChangePassword: true,
      secondFactor: false,
      lastSignInAt: null,
    });
  });

  it.each([
    [
      'a name that is taken',
      { username: `town-${TOWN}`, roles: ['town-clerk'] },
      '/username account.username-taken',
    ],
    [
      'a name of another town',
      { username: `town-${STRANGER}`, roles: ['town-clerk'] },
      '/username account.username-taken',
    ],
    [
      'a role of the county',
      { username: 'a1', roles: ['county-analyst'] },
      '/roles account.roles-of-other-level',
    ],
    ['a leader’s role', { username: 'a2', roles: ['town-leader'] }, '/roles account.roles-above-you'],
    [
      'a village clerk without a village',
      { username: 'a3', roles: ['village-clerk'] },
      '/villageId account.village-missing',
    ],
    [
      'a town clerk with a village',
      { username: 'a4', roles: ['town-clerk'], villageId: VILLAGE.id },
      '/villageId account.village-superfluous',
    ],
    [
      'a village that is not there',
      { username: 'a5', roles: ['village-clerk'], villageId: randomUUID() },
      '/villageId account.village-unknown',
    ],
  ])('does not come to be with %s', async (_, body, problem) => {
    const answer = await leader.post(OF_TOWN, body);
    expect([answer.status, fieldCodes(answer)]).toEqual([422, [problem]]);
  });

  it.each([
    { username: 'two words', roles: ['town-clerk'] },
    { username: 'b1', roles: [] },
    { username: 'b2', roles: ['town-clerk', 'town-clerk'] },
    { username: 'b3', roles: ['emperor'] },
    { username: 'b4', roles: ['town-clerk'], password: 'chosen by me' },
  ])('does not come to be as %j', async (body) => {
    expect((await leader.post(OF_TOWN, body)).status).toBe(422);
  });
});

describe('accounts of others', () => {
  it('are beyond a town’s leader: other towns, the county, other leaders', async () => {
    for (const path of [
      `/api/v1/towns/${NEIGHBOUR}/accounts`,
      `/api/v1/towns/${STRANGER}/accounts`,
      OF_COUNTY,
    ])
      expect([path, (await leader.get(path)).status]).toEqual([path, 404]);
    const { body } = await administrator.post(OF_TOWN, { username: 'second-leader', roles: ['town-leader'] });
    const answer = await leader.post(`${OF_TOWN}/${body.id}/password`, {});
    expect([answer.status, answer.body.code]).toEqual([403, 'account.above-you']);
  });

  it('are beyond a clerk, an analyst and an auditor', async () => {
    for (const client of [await api.clerk(TOWN), await api.analyst(QINGHE.code)])
      for (const path of [OF_TOWN, OF_COUNTY]) expect((await client.get(path)).status).toBe(403);
  });

  it('of the county and its towns are the county’s administrator’s, those of another county nobody’s there', async () => {
    const made = await administrator.post(OF_COUNTY, {
      username: 'new-analyst',
      roles: ['county-analyst', 'auditor'],
    });
    expect(made.status).toBe(201);
    expect(
      (
        await administrator.post(`/api/v1/towns/${NEIGHBOUR}/accounts`, {
          username: 'n1',
          roles: ['town-leader'],
        })
      ).status,
    ).toBe(201);
    for (const path of [`/api/v1/towns/${STRANGER}/accounts`, `/api/v1/counties/${BAISHUI.code}/accounts`])
      expect((await administrator.get(path)).status).toBe(404);
  });

  it('are not reached through the path of another tenant', async () => {
    const [stranger] = await query<{ account_id: string }>(
      api.database.ownerUrl,
      'select account_id from zhendi.account where username = $1',
      [`town-${STRANGER}`],
    );
    for (const id of [stranger!.account_id, randomUUID(), 'nobody']) {
      expect((await patch(administrator, `${OF_TOWN}/${id}`, { disabled: true })).status).toBe(404);
      expect((await administrator.post(`${OF_TOWN}/${id}/password`, {})).status).toBe(404);
    }
  });
});

describe('a change of an account', () => {
  const aClerk = async (username: string) => {
    const { body } = await leader.post(OF_TOWN, { username, roles: ['town-clerk'] });
    return { ...body, client: await ApiClient.signIn(api.url, username, body.initialPassword) };
  };

  it('that disables it ends its sessions, and lets nobody sign in until it is enabled', async () => {
    const clerk = await aClerk('wang');
    expect((await patch(leader, `${OF_TOWN}/${clerk.id}`, { disabled: true })).body.disabled).toBe(true);
    await until(async () => (await clerk.client.get('/api/v1/me')).status === 401);
    const signIn = () =>
      api.anonymous.post('/api/v1/sign-in', { username: 'wang', password: clerk.initialPassword });
    expect((await signIn()).status).toBe(401);
    await patch(leader, `${OF_TOWN}/${clerk.id}`, { disabled: false });
    expect((await signIn()).status).toBe(200);
  });

  it('of its password ends its sessions, and the old password is none any more', async () => {
    const clerk = await aClerk('zhao');
    const reset = await leader.post(`${OF_TOWN}/${clerk.id}/password`, {});
    expect([reset.status, Object.keys(reset.body)]).toEqual([201, ['initialPassword']]);
    await until(async () => (await clerk.client.get('/api/v1/me')).status === 401);
    await expect(ApiClient.signIn(api.url, 'zhao', clerk.initialPassword)).rejects.toThrow('sign-in.failed');
    await ApiClient.signIn(api.url, 'zhao', reset.body.initialPassword);
  });

  it('of its roles makes its tokens those of the new roles', async () => {
    const clerk = await aClerk('sun');
    const roles = { roles: ['village-clerk'], villageId: VILLAGE.id };
    expect((await patch(leader, `${OF_TOWN}/${clerk.id}`, roles)).body).toMatchObject(roles);
    await until(async () => (await clerk.client.get('/api/v1/me')).status === 401);
    const again = await ApiClient.signIn(api.url, 'sun', clerk.initialPassword);
    expect((await again.get('/api/v1/me')).body).toMatchObject(roles);
    expect(fieldCodes(await patch(leader, `${OF_TOWN}/${clerk.id}`, { roles: ['town-clerk'] }))).toEqual([
      '/villageId account.village-superfluous',
    ]);
    expect(
      (await patch(leader, `${OF_TOWN}/${clerk.id}`, { roles: ['town-clerk'], villageId: null })).status,
    ).toBe(200);
  });

  it('is nobody’s own', async () => {
    const { subject } = (await administrator.get('/api/v1/me')).body;
    const answer = await patch(administrator, `${OF_COUNTY}/${subject}`, { disabled: true });
    expect([answer.status, answer.body.code]).toEqual([403, 'account.own-account']);
  });

  it('is in the audit log, with what it made of whom and without the password', async () => {
    const { id, initialPassword } = await aClerk('zhou');
    await patch(leader, `${OF_TOWN}/${id}`, { disabled: true });
    await leader.post(`${OF_TOWN}/${id}/password`, {});
    const auditor = await api.someone('auditor', QINGHE.code);
    const { body } = await auditor.get(`/api/v1/counties/${QINGHE.code}/audit?limit=500`);
    const entries = body.data.filter(({ target }: { target: string }) => target === id);
    expect(
      entries.map(({ action, outcome, role }: Record<string, string>) => [action, outcome, role]).toSorted(),
    ).toEqual([
      ['account.change', 'done', 'town-leader'],
      ['account.create', 'done', 'town-leader'],
      ['account.reset-password', 'done', 'town-leader'],
    ]);
    expect(JSON.stringify(entries)).toContain('zhou');
    expect(JSON.stringify(body)).not.toContain(initialPassword);
  });
});
