import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { Answer, ApiClient } from '../../libs/testing/api-client.ts';
import { expectProblem } from '../../libs/testing/bad-input.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands, NEIGHBOUR, VILLAGE } from '../../libs/testing/example-commands.ts';
import { runZhendi } from '../../libs/testing/zhendi-command.ts';

const TOWN = '990101100';
const OTHER_TOWN = '990101101';
const PERSONS = `/api/v1/towns/${TOWN}/persons`;

let api: TestApi;
let clerk: ApiClient;
let leader: ApiClient;

beforeAll(async () => {
  api = await startApi([QINGHE]);
  clerk = await api.clerk(TOWN);
  leader = await api.someone('town-leader', TOWN);
  const register = exampleCommands['register-village'];
  await clerk.record(TOWN, 'register-village', register);
  await clerk.record(TOWN, 'register-village', { ...register, code: NEIGHBOUR.code, name: NEIGHBOUR.name });
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

const put = (client: ApiClient, path: string, body: unknown): Promise<Answer> =>
  client.request(path, {
    method: 'PUT',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

async function entered(data: { name: string; phone?: string }, client = clerk): Promise<string> {
  const answer = await client.post(PERSONS, data);
  expect([answer.status, Object.keys(answer.body)]).toEqual([201, ['personId']]);
  return answer.body.personId as string;
}

async function shown(personId: string, client = clerk, path = PERSONS) {
  const { body } = await client.get(path);
  return (body.data as { personId: string }[]).find((person) => person.personId === personId);
}

const unmask = (personId: string, client = clerk) => client.post(`${PERSONS}/${personId}/unmask`, {});
const erase = (personId: string, client = leader) => client.post(`${PERSONS}/${personId}/erase`, {});
const appoint = (personId: string, more: object = {}) =>
  clerk.command(TOWN, 'change-officer', {
    occurredOn: '2024-01-03',
    villageId: VILLAGE.id,
    post: 'supervisor',
    inPersonId: personId,
    ...more,
  });

describe('a person of the town', () => {
  it('is shown with the phone number masked, and the number in full to who asks for it', async () => {
    const personId = await entered({ name: '王建国', phone: '13812341234' });
    expect(await shown(personId)).toEqual({
      personId,
      state: 'kept',
      name: '王建国',
      phone: '138****1234',
      erasedAt: null,
    });
    const answer = await unmask(personId);
    expect([answer.status, answer.body]).toEqual([200, { phone: '13812341234' }]);
  });

  it('need not have a phone number', async () => {
    const personId = await entered({ name: '李秀英' });
    expect(await shown(personId)).toMatchObject({ name: '李秀英', phone: null });
    expect((await unmask(personId)).body).toEqual({ phone: null });
  });

  it('is put right, as far as the correction says', async () => {
    const personId = await entered({ name: '王建国', phone: '13812341234' });
    expect((await put(clerk, `${PERSONS}/${personId}`, { name: '王建邦' })).status).toBe(200);
    expect(await shown(personId)).toMatchObject({ name: '王建邦', phone: '138****1234' });
    await put(clerk, `${PERSONS}/${personId}`, { phone: '08163265432' });
    expect(await shown(personId)).toMatchObject({ name: '王建邦', phone: '0816-****432' });
    await put(clerk, `${PERSONS}/${personId}`, { phone: null });
    expect(await shown(personId)).toMatchObject({ name: '王建邦', phone: null });
  });

  it('sent again under its id is the same person; another one under the id is refused', async () => {
    const person = { personId: randomUUID(), name: '王建国', phone: '13812341234' };
    expect((await clerk.post(PERSONS, person)).status).toBe(201);
    expect((await clerk.post(PERSONS, person)).status).toBe(201);
    const other = await clerk.post(PERSONS, { ...person, phone: '13812341235' });
    expectProblem(other);
    expect([other.status, other.body.code]).toEqual([409, 'person.exists']);
  });

  it('leaves no event and no receipt', async () => {
    const head = async () =>
      (await clerk.get(`/api/v1/towns/${TOWN}/events?order=desc&limit=1`)).body.data[0].position;
    const before = await head();
    await unmask(await entered({ name: '王建国' }));
    expect(await head()).toBe(before);
  });

  it.each([
    [{ name: '王建国', phone: '138-1234-1234' }, '/phone'],
    [{ name: '王建国', phone: '12345' }, '/phone'],
    [{ name: '', phone: '13812341234' }, '/name'],
    [{ name: '王\u0000建国' }, '/name'],
    [{ phone: '13812341234' }, '/name'],
    [{ name: '王建国', address: '一组' }, '/address'],
    [{ name: '王建国', personId: '13812341234' }, '/personId'],
  ])('is refused as %j, by an error that repeats nothing of it', async (body, pointer) => {
    const answer = await clerk.post(PERSONS, body);
    expectProblem(answer);
    const pointers = answer.body.errors.map((error: { pointer: string }) => error.pointer);
    expect([answer.status, new Set(pointers)]).toEqual([422, new Set([pointer])]);
    const text = JSON.stringify(answer.body);
    for (const told of Object.values(body)) if (told !== '') expect(text).not.toContain(told);
  });

  it.each(['unmask', 'erase'])('that is not there cannot be reached by %s', async (action) => {
    for (const id of [randomUUID(), '13812341234', '%00']) {
      const answer = await leader.post(`${PERSONS}/${id}/${action}`, {});
      expectProblem(answer);
      expect([answer.status, answer.body.code]).toEqual([404, 'not-found']);
    }
  });
});

describe('who sees the people of a town', () => {
  let personId: string;
  beforeAll(async () => {
    personId = await entered({ name: '王建国', phone: '13812341234' });
  });

  const attempts = (client: ApiClient): Promise<Answer[]> =>
    Promise.all([
      client.get(PERSONS),
      client.post(PERSONS, { name: '张三' }),
      put(client, `${PERSONS}/${personId}`, { name: '张三' }),
      unmask(personId, client),
      erase(personId, client),
    ]);

  it.each([
    ['county-analyst', '990101', [403, 403, 403, 403, 403]],
    ['county-reviewer', '990101', [200, 403, 403, 403, 403]],
    ['county-administrator', '990101', [403, 403, 403, 403, 403]],
    ['auditor', '990101', [403, 403, 403, 403, 403]],
    ['town-leader', OTHER_TOWN, [404, 404, 404, 404, 404]],
    ['town-clerk', OTHER_TOWN, [404, 404, 404, 404, 403]],
  ] as const)('%s of %s', async (role, code, statuses) => {
    const answers = await attempts(await api.someone(role, code));
    expect(answers.map(({ status }) => status)).toEqual(statuses);
    for (const { status, body } of answers)
      expect(JSON.stringify(body)).not.toContain(status === 200 ? '13812341234' : '王建国');
    expect(await shown(personId)).toMatchObject({ name: '王建国', state: 'kept' });
  });

  it('nobody who is not signed in', async () => {
    expect((await attempts(api.anonymous)).map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
  });

  it('a clerk erases nobody', async () => {
    expect((await erase(personId, clerk)).status).toBe(403);
  });

  it('a village clerk: those who hold a post of the village, and no others', async () => {
    const position = (await appoint(personId)).body.position as number;
    const elsewhere = await entered({ name: '赵六', phone: '13600000000' });
    await clerk.townView(TOWN, 'village-cards', { atLeast: position });
    const own = await api.someone('village-clerk', TOWN, VILLAGE.id);
    expect((await own.get(PERSONS)).body.data).toMatchObject([{ personId, phone: '138****1234' }]);
    expect((await unmask(personId, own)).body).toEqual({ phone: '13812341234' });
    expect((await unmask(elsewhere, own)).status).toBe(404);
    const neighbour = await api.someone('village-clerk', TOWN, NEIGHBOUR.id);
    expect((await neighbour.get(PERSONS)).body.data).toEqual([]);
    expect((await unmask(personId, neighbour)).status).toBe(404);
  });
});

describe('a post of a village', () => {
  it('is given to a person of the town, and the village’s card names them by id', async () => {
    const personId = await entered({ name: '王建国', phone: '13812341234' });
    const atLeast = (await appoint(personId, { post: 'village-head' })).body.position as number;
    const { body } = await clerk.townView(TOWN, 'village-cards', { atLeast, villageId: VILLAGE.id });
    expect(body.data[0]).toMatchObject({ villageHeadId: personId, partySecretaryId: null });
    const opened = await clerk.get(
      `/api/v1/towns/${TOWN}/views/village-cards/${VILLAGE.id}/events?column=villageHeadId`,
    );
    expect(opened.body.data).toMatchObject([{ type: 'OfficerChanged', data: { inPersonId: personId } }]);
  });

  it('is not given to a person whom the town does not have, or has erased', async () => {
    const erased = await entered({ name: '王建国' });
    await erase(erased);
    for (const personId of [randomUUID(), erased]) {
      const answer = await appoint(personId, { post: 'clerk' });
      expectProblem(answer);
      expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([
        422,
        'person.unknown',
        '/inPersonId',
      ]);
    }
  });

  it('given under a key is answered again under it, though the person was erased meanwhile', async () => {
    const personId = await entered({ name: '王建国' });
    const key = randomUUID();
    const body = { occurredOn: '2024-01-03', villageId: NEIGHBOUR.id, post: 'clerk', inPersonId: personId };
    const first = await clerk.command(TOWN, 'change-officer', body, key);
    await erase(personId);
    const again = await clerk.command(TOWN, 'change-officer', body, key);
    expect([first.status, again.status, again.body]).toEqual([201, 200, first.body]);
  });
});

describe('a person who is erased', () => {
  it('is shown as erased, and leaves the post and the chain as they are', async () => {
    const personId = await entered({ name: '钱七', phone: '13700000001' });
    const change = { villageId: NEIGHBOUR.id, post: 'party-secretary' };
    const atLeast = (await appoint(personId, change)).body.position as number;
    const answer = await erase(personId);
    expect([answer.status, answer.body]).toEqual([200, { personId, erasedAt: answer.body.erasedAt }]);
    expect(await shown(personId)).toEqual({
      personId,
      state: 'erased',
      name: null,
      phone: null,
      erasedAt: answer.body.erasedAt,
    });
    const gone = await unmask(personId);
    expectProblem(gone);
    expect([gone.status, gone.body.code]).toEqual([409, 'person.erased']);
    const { body } = await clerk.townView(TOWN, 'village-cards', { atLeast, villageId: NEIGHBOUR.id });
    expect(body.data[0].partySecretaryId).toBe(personId);
    const { code, output } = await runZhendi(api.database.ownerUrl, ['verify', '--town', TOWN]);
    expect([code, output]).toEqual([0, expect.stringContaining('verified chains: 1')]);
    const successor = await entered({ name: '孙八' });
    expect((await appoint(successor, { ...change, outPersonId: personId })).status).toBe(201);
  });
});

describe('the audit log', () => {
  it('keeps who entered whom, put whom right, saw whose number and erased whom, and nothing of them', async () => {
    const personId = await entered({ name: '吴十', phone: '13900000042' });
    await clerk.post(PERSONS, { personId, name: '吴十', phone: '13900000042' });
    await put(leader, `${PERSONS}/${personId}`, { name: '吴十一', phone: '13900000042' });
    await put(leader, `${PERSONS}/${personId}`, { name: '吴十一' });
    await put(clerk, `${PERSONS}/${personId}`, { name: '吴十二', phone: null });
    await unmask(personId);
    await erase(personId);
    const gone = await unmask(personId);
    expect(gone.status).toBe(409);
    const auditor = await api.someone('auditor', '990101');
    const { body } = await auditor.get(`/api/v1/counties/990101/audit?town=${TOWN}&limit=20`);
    const told = (body.data as { target: string }[]).filter(({ target }) => target === personId);
    const byClerk = { username: `town-${TOWN}`, role: 'town-clerk', outcome: 'done' };
    expect(told).toMatchObject([
      { action: 'person.erase', outcome: 'done', role: 'town-leader', details: { town: TOWN } },
      { action: 'person.unmask', ...byClerk, details: { town: TOWN } },
      { action: 'person.correct', ...byClerk, details: { town: TOWN, changed: 'name phone' } },
      { action: 'person.correct', role: 'town-leader', details: { town: TOWN, changed: 'name' } },
      { action: 'person.enter', ...byClerk, details: { town: TOWN } },
    ]);
    expect(told).toHaveLength(5);
    expect(JSON.stringify(body)).not.toMatch(/吴十|13900000042|139\*/);
  });
});

describe('the lead group of a programme', () => {
  const adopt = (leadGroup: string[]) =>
    clerk.command(TOWN, 'adopt-programme', { ...exampleCommands['adopt-programme'], leadGroup });

  it('is made of persons whom the town has, each of them', async () => {
    const [head, member] = [await entered({ name: '王建国' }), await entered({ name: '李秀英' })];
    const answer = await adopt([head, randomUUID()]);
    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([
      422,
      'person.unknown',
      '/leadGroup/1',
    ]);
    expect((await adopt([head, member])).status).toBe(201);
  });
});
