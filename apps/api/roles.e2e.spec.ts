import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { BAISHUI, QINGHE } from '../../libs/testing/counties.ts';
import { A1, A2, tellTheStory, TOWN_A, TOWN_B, V1, V3 } from '../../libs/testing/two-towns-story.ts';
import { until } from '../../libs/testing/until.ts';

const COUNTY = `/api/v1/counties/${QINGHE.code}`;

let api: TestApi;
let villageClerk: ApiClient;
let reviewer: ApiClient;
beforeAll(async () => {
  api = await startApi([QINGHE, BAISHUI]);
  await tellTheStory(api);
  villageClerk = await api.someone('village-clerk', TOWN_A, A1.id);
  reviewer = await api.someone('county-reviewer', QINGHE.code);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

const aTraining = (villageId: string, startTime: string) => ({
  occurredOn: '2024-03-01',
  villageId,
  platform: 2,
  topic: '果树修剪',
  host: 'school',
  startTime,
  hours: 2,
  members: 3,
  public: 20,
});

describe('a village clerk', () => {
  it('records what happens in the own village, under the own role', async () => {
    const answer = await villageClerk.command(TOWN_A, 'hold-training', aTraining(A1.id, '09:00'));
    expect(answer.status).toBe(201);
    const { body } = await villageClerk.get(`/api/v1/towns/${TOWN_A}/events?order=desc&limit=1`);
    expect(body.data[0]).toMatchObject({ type: 'TrainingHeld', metadata: { role: 'village-clerk' } });
  });

  it('meets another village of the own town as if it were not there', async () => {
    const elsewhere = await villageClerk.command(TOWN_A, 'hold-training', aTraining(A2.id, '09:00'));
    expect([elsewhere.status, elsewhere.body.code]).toEqual([404, 'not-found']);
    const paths = [
      `views/village-cards?villageId=${A2.id}`,
      `views/venue-cards?villageId=${A2.id}`,
      `events?villageId=${A2.id}`,
      `views/village-cards/${A2.id}/events`,
      `views/venue-cards/${V3}/events`,
    ];
    for (const path of paths) {
      const answer = await villageClerk.get(`/api/v1/towns/${TOWN_A}/${path}`);
      expect([path, answer.status]).toEqual([path, 404]);
    }
    const venue = await villageClerk.townView(TOWN_A, 'venue-cards', { venueId: V3 });
    expect(venue.body.data).toEqual([]);
  });

  it('sees the own village, its venues and its events, without naming it', async () => {
    const villages = await villageClerk.townView(TOWN_A, 'village-cards');
    expect(villages.body.data.map((row: { villageId: string }) => row.villageId)).toEqual([A1.id]);
    const venues = await villageClerk.townView(TOWN_A, 'venue-cards');
    expect(new Set(venues.body.data.map((row: { villageId: string }) => row.villageId))).toEqual(
      new Set([A1.id]),
    );
    const events = await villageClerk.get(`/api/v1/towns/${TOWN_A}/events?limit=500`);
    expect(new Set(events.body.data.map((e: { data: { villageId: string } }) => e.data.villageId))).toEqual(
      new Set([A1.id]),
    );
    expect((await villageClerk.get(`/api/v1/towns/${TOWN_A}/views/venue-cards/${V1}/events`)).status).toBe(
      200,
    );
  });

  it('neither plans, nor sees the town’s totals', async () => {
    expect((await villageClerk.townView(TOWN_A, 'town-summary')).status).toBe(403);
    expect((await villageClerk.command(TOWN_A, 'cancel-project', {})).status).toBe(403);
  });
});

describe('people of a county', () => {
  it.each(['county-analyst', 'county-reviewer', 'county-administrator', 'auditor'] as const)(
    'never write a town’s stream: %s',
    async (role) => {
      const somebody = await api.someone(role, QINGHE.code);
      const answer = await somebody.command(TOWN_A, 'hold-training', aTraining(A1.id, '15:00'));
      expect([answer.status, answer.body.code]).toEqual([403, 'permission.denied']);
    },
  );

  it('of whom the auditor reads the events of towns and county, and no view', async () => {
    const auditor = await api.someone('auditor', QINGHE.code);
    expect((await auditor.get(`/api/v1/towns/${TOWN_B}/events`)).status).toBe(200);
    expect((await auditor.get(`${COUNTY}/events`)).status).toBe(200);
    expect((await auditor.townView(TOWN_B, 'village-cards')).status).toBe(403);
  });

  it('write no stream of another county', async () => {
    const body = { occurredOn: '2024-06-01', figure: 'coverage' };
    const answer = await reviewer.post(`/api/v1/counties/${BAISHUI.code}/commands/publish-ranking`, body, {
      'idempotency-key': '0190f5fe-7c00-7000-8000-0000000000f1',
    });
    expect(answer.status).toBe(404);
  });
});

describe('an operator', () => {
  it('sees no fact of any town or county', async () => {
    const operator = await api.someone('operator', 'platform');
    expect((await operator.get('/api/v1/me')).body).toMatchObject({
      level: 'platform',
      county: null,
      town: null,
    });
    for (const path of [`/api/v1/towns/${TOWN_A}/events`, `${COUNTY}/events`, `${COUNTY}/views/rankings`])
      expect((await operator.get(path)).status).toBe(403);
  });
});

describe('a ranking', () => {
  const publish = (figure: string, command = 'publish-ranking', more = {}) =>
    reviewer.post(
      `${COUNTY}/commands/${command}`,
      { occurredOn: '2024-06-01', figure, ...more },
      {
        'idempotency-key': crypto.randomUUID(),
      },
    );
  const shown = async (client: ApiClient) => {
    const { body } = await client.get(`${COUNTY}/views/rankings`);
    return body.data;
  };

  it('is seen by all towns of the county once it is published, and by nobody else', async () => {
    const clerk = await api.clerk(TOWN_A);
    expect(await shown(clerk)).toEqual([]);
    expect((await publish('coverage')).status).toBe(201);
    // Town A has three villages, one of them with a completed venue; town B two, one of them with one.
    const expected = [
      {
        figure: 'coverage',
        publishedOn: '2024-06-01',
        method: expect.stringContaining('÷'),
        methodEn: expect.stringContaining('÷'),
        towns: [
          { code: TOWN_B, name: expect.any(String), count: 1, of: 2, ratePct: '50.0', place: 1 },
          { code: TOWN_A, name: expect.any(String), count: 1, of: 3, ratePct: '33.3', place: 2 },
        ],
      },
    ];
    await until(async () => (await shown(clerk)).length > 0);
    expect(await shown(clerk)).toEqual(expected);
    expect(await shown(villageClerk)).toEqual(expected);
    const stranger = await api.clerk(BAISHUI.towns[0]!.code);
    expect((await stranger.get(`${COUNTY}/views/rankings`)).status).toBe(404);
  });

  it('is seen no longer once it is withdrawn', async () => {
    expect((await publish('coverage', 'withdraw-ranking', { reason: '口径调整' })).status).toBe(201);
    const clerk = await api.clerk(TOWN_A);
    await until(async () => (await shown(clerk)).length === 0);
  });

  it('is a fact of the county’s own streams', async () => {
    const { body } = await reviewer.get(`${COUNTY}/events`);
    expect(body.data.map((event: { type: string }) => event.type)).toEqual([
      // What the story's projects are planned by.
      'StandardPublished',
      'RankingPublished',
      'RankingWithdrawn',
    ]);
  });
});
