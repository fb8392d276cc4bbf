import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { BAISHUI, eventCount, QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands, NEIGHBOUR, VENUE_ID, VILLAGE } from '../../libs/testing/example-commands.ts';
import { query } from '../../libs/testing/test-database.ts';

const TOWN = '990101100';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let api: TestApi;
let clerk: ApiClient;
beforeAll(async () => {
  api = await startApi([QINGHE, BAISHUI]);
  clerk = await api.clerk(TOWN);
  await clerk.record(TOWN, 'register-village', exampleCommands['register-village']);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

const events = () => eventCount(api.database.ownerUrl, TOWN);
const plan = (change: object = {}) => ({
  ...exampleCommands['plan-venue'],
  venueId: randomUUID(),
  ...change,
});
const allocation = (venueId: string) => ({
  ...exampleCommands['allocate-funds'],
  venueId,
  allocationId: randomUUID(),
});

describe('a command', () => {
  it('is answered with 201 and what was recorded', async () => {
    const before = await events();
    const key = randomUUID();
    const venueId = randomUUID();
    const answer = await clerk.command(TOWN, 'plan-venue', plan({ venueId }), key);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.body).toEqual({
      commandId: key,
      position: before + 1,
      events: [
        {
          id: expect.stringMatching(UUID),
          type: 'VenuePlanned',
          streamId: venueId,
          version: 1,
          position: before + 1,
        },
      ],
    });
  });

  it('continues the versions of its stream', async () => {
    const body = plan();
    await clerk.record(TOWN, 'plan-venue', body);
    const second = await clerk.command(TOWN, 'allocate-funds', allocation(body.venueId));
    const third = await clerk.command(TOWN, 'allocate-funds', allocation(body.venueId));
    expect([second.body.events[0].version, third.body.events[0].version]).toEqual([2, 3]);
    expect(third.body.position).toBe(second.body.position + 1);
  });

  it('leaves who did it, in which role, how and under which key in the event', async () => {
    const key = randomUUID();
    const { body } = await clerk.command(TOWN, 'plan-venue', plan(), key);
    const feed = await clerk.get(`/api/v1/towns/${TOWN}/events?after=${body.position - 1}&limit=1`);
    const me = await clerk.get('/api/v1/me');
    expect(feed.body.data[0].metadata).toEqual({
      actor: me.body.subject,
      role: 'town-clerk',
      source: 'http',
      commandId: key,
      correlationId: expect.stringMatching(UUID),
    });
  });

  it('is refused with the code of the rule, the field, and a sentence in Chinese and English', async () => {
    const body = plan({ targetOn: '2024-01-09' });
    const before = await events();
    const chinese = await clerk.command(TOWN, 'plan-venue', body);
    expect(chinese.status).toBe(422);
    expect(chinese.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const zh = '计划完工日期 2024-01-09 早于计划编制日期 2024-01-10，请核对两个日期';
    const en = "the target date 2024-01-09 is before the plan's own date 2024-01-10; check both dates";
    expect(chinese.body).toEqual({
      type: 'urn:zhendi:problem:venue.target-before-plan',
      title: '不符合规定',
      titleEn: 'A rule forbids this',
      status: 422,
      detail: zh,
      detailEn: en,
      code: 'venue.target-before-plan',
      errors: [{ pointer: '/targetOn', code: 'venue.target-before-plan', message: zh }],
    });
    const english = await clerk.post(`/api/v1/towns/${TOWN}/commands/plan-venue`, body, {
      'idempotency-key': randomUUID(),
      'accept-language': 'en-GB,en;q=0.9',
    });
    expect(english.body).toMatchObject({
      title: 'A rule forbids this',
      detail: en,
      errors: [{ pointer: '/targetOn', message: en }],
    });
    expect(await events()).toBe(before);
  });
});

describe('several commands at once on one project', () => {
  it('are each recorded once, or refused with 409 and recorded when they are sent again', async () => {
    const { venueId, ...body } = plan();
    await clerk.record(TOWN, 'plan-venue', { ...body, venueId });
    const before = await events();
    const commands = Array.from({ length: 8 }, () => ({ key: randomUUID(), body: allocation(venueId) }));
    const send = () =>
      Promise.all(
        commands.map((command) => clerk.command(TOWN, 'allocate-funds', command.body, command.key)),
      );

    const first = await send();
    const recorded = first.filter(({ status }) => status === 201);
    const refused = first.filter(({ status }) => status !== 201);
    expect(recorded.length).toBeGreaterThan(0);
    expect(refused.map(({ status, body: { code } }) => [status, code])).toEqual(
      refused.map(() => [409, 'version.conflict']),
    );
    expect(await events()).toBe(before + recorded.length);

    let answers = first;
    while (answers.some(({ status }) => status === 409)) answers = await send();
    expect(answers.every(({ status }) => status < 300)).toBe(true);
    expect(await events()).toBe(before + 8);
    const feed = await clerk.get(`/api/v1/towns/${TOWN}/events?venueId=${venueId}`);
    const ids = feed.body.data
      .slice(1)
      .map((event: { data: { allocationId: string } }) => event.data.allocationId);
    expect(ids.sort()).toEqual(commands.map((command) => command.body.allocationId).sort());
  });

  it('never plan the same venue twice', async () => {
    const body = plan();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => clerk.command(TOWN, 'plan-venue', body)),
    );
    const codes = answers.map((answer) => answer.body.code ?? answer.status);
    expect(codes.filter((code) => code === 201)).toHaveLength(1);
    expect(codes.filter((code) => code === 'venue.already-planned')).toHaveLength(5);
  });
});

describe('a suspended town', () => {
  it('is read and not written, and still answers repeats', async () => {
    const town = '990102100';
    const other = await api.clerk(town);
    const body = { occurredOn: '2024-01-02', code: '990102100201', name: '渡口村' };
    const key = randomUUID();
    await other.command(town, 'register-village', body, key);
    const setStatus = (status: string) =>
      query(api.database.ownerUrl, 'update zhendi.tenant set status = $2 where code = $1', [town, status]);
    await setStatus('suspended');
    const refused = await other.command(town, 'register-village', { ...body, code: '990102100202' });
    expect([refused.status, refused.body.code]).toEqual([403, 'tenant.suspended']);
    expect((await other.command(town, 'register-village', body, key)).status).toBe(200);
    expect((await other.get(`/api/v1/towns/${town}/events`)).body.data).toHaveLength(1);
    await setStatus('active');
    expect((await other.command(town, 'register-village', { ...body, code: '990102100202' })).status).toBe(
      201,
    );
  });
});

describe('another town', () => {
  const village = exampleCommands['register-village'];
  const register = { ...village, code: '990101101250' };

  it.each([
    ['a town of the same county', '990101101'],
    ['a town of another county', '990102100'],
    ['a town that is not there', '990199999'],
    ['its own county', '990101'],
    ['no town at all', 'town'],
  ])('is not there for a clerk: %s', async (_, town) => {
    const before = await eventCount(api.database.ownerUrl, town);
    const answer = await clerk.command(town, 'register-village', register);
    expect([answer.status, answer.body.code]).toEqual([404, 'not-found']);
    expect(await eventCount(api.database.ownerUrl, town)).toBe(before);
  });

  it('is told apart from a missing one by nothing', async () => {
    const [there, missing] = [
      await clerk.command('990102100', 'register-village', register),
      await clerk.command('990199999', 'register-village', register),
    ];
    expect(there.body).toEqual(missing.body);
  });

  it('does not lend its villages', async () => {
    const other = await api.clerk('990101101');
    const body = plan({ villageId: VILLAGE.id });
    const answer = await other.command('990101101', 'plan-venue', body);
    expect([answer.status, answer.body.code]).toEqual([422, 'village.unknown']);
    const training = { ...exampleCommands['hold-training'], venueId: undefined };
    expect((await other.command('990101101', 'hold-training', training)).body.code).toBe('village.unknown');
  });

  it('does not lend its projects, and may have one of the same id', async () => {
    const other = await api.clerk('990101101');
    await clerk.command(TOWN, 'plan-venue', plan({ venueId: VENUE_ID }));
    const answer = await other.command('990101101', 'allocate-funds', allocation(VENUE_ID));
    expect([answer.status, answer.body.code]).toEqual([422, 'project.unknown']);

    const own = { occurredOn: '2024-01-02', code: '990101101201', name: NEIGHBOUR.name };
    const registered = await other.command('990101101', 'register-village', own);
    const villageId = registered.body.events[0].streamId;
    const planned = await other.command('990101101', 'plan-venue', plan({ venueId: VENUE_ID, villageId }));
    expect(planned.body.events).toMatchObject([{ streamId: VENUE_ID, version: 1 }]);
  });
});

describe('the county', () => {
  it.each(Object.keys(exampleCommands))('may not %s in its towns', async (command) => {
    const analyst = await api.analyst('990101');
    const before = await events();
    const body = exampleCommands[command as keyof typeof exampleCommands];
    const answer = await analyst.command(TOWN, command, body);
    expect([answer.status, answer.body.code]).toEqual([403, 'permission.denied']);
    expect(await events()).toBe(before);
  });
});
