import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { businessDate } from '../../libs/platform/business-date.ts';
import { PASSWORD, startApi, type TestApi } from '../../libs/testing/api.ts';
import { ApiClient, type Answer } from '../../libs/testing/api-client.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands } from '../../libs/testing/example-commands.ts';
import { A1, A2, A3, tellTheStory, TOWN_A, TOWN_B, V1, V2, V3 } from '../../libs/testing/two-towns-story.ts';
import { until } from '../../libs/testing/until.ts';

const COUNTY = `/api/v1/counties/${QINGHE.code}`;
const PERSONS = `/api/v1/towns/${TOWN_A}/persons`;
const TODAY = businessDate(new Date());

let api: TestApi;
let analyst: ApiClient;
let before: Answer;
let merged: Answer;
let villageClerk: ApiClient;
let username: string;
let personId: string;

/** The overview once it holds every event. */
async function overview(asOf = ''): Promise<Answer> {
  let answer!: Answer;
  await until(async () => {
    answer = await analyst.get(`${COUNTY}/views/county-overview${asOf}`);
    return Object.values<number>(answer.body.lag).every((lag) => lag === 0);
  });
  return answer;
}

const merge = (client: ApiClient, body: object = { into: TOWN_B, occurredOn: TODAY }) =>
  client.post(`${COUNTY}/towns/${TOWN_A}/merge`, body);

beforeAll(async () => {
  api = await startApi([QINGHE]);
  await tellTheStory(api);
  analyst = await api.analyst(QINGHE.code);
  villageClerk = await api.someone('village-clerk', TOWN_A, A1.id);
  username = (await villageClerk.get('/api/v1/me')).body.username;
  const person = { name: '王建国', phone: '13812341234' };
  personId = (await (await api.clerk(TOWN_A)).post(PERSONS, person)).body.personId;
  before = await overview();
  merged = await merge(await api.someone('county-administrator', QINGHE.code));
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

describe('after town A was merged into town B', () => {
  it('A is closed: it says where it went, is read, and is not written', async () => {
    expect([merged.status, merged.body]).toEqual([
      200,
      expect.objectContaining({
        code: TOWN_A,
        status: 'closed',
        mergedInto: TOWN_B,
        moved: { villages: 3, projects: 2, venues: 0, accounts: 1 },
      }),
    ]);
    const clerk = await api.clerk(TOWN_A);
    const body = { occurredOn: TODAY, code: '990101100309', name: '新村' };
    const refused = await clerk.command(TOWN_A, 'register-village', body);
    expect([refused.status, refused.body.code, refused.body.title]).toEqual([
      403,
      'tenant.closed',
      '本镇已撤销，只能查看，不能登记，已并入其他乡镇的请在该镇登记',
    ]);
    expect((await clerk.get(`/api/v1/towns/${TOWN_A}/events?limit=500`)).status).toBe(200);
  });

  it('the county’s figures are those of before, by town what is there and what happened there', async () => {
    const { data } = (await overview()).body;
    const { towns, ...figures } = data;
    const { towns: townsBefore, ...figuresBefore } = before.body.data;
    expect(figures).toEqual(figuresBefore);
    const [a, b] = [towns.find(of(TOWN_A)), towns.find(of(TOWN_B))];
    expect(a).toMatchObject({ villages: 0, covered: 0, planned: 0, completed: 0 });
    expect(a.amountFen).toBe(townsBefore.find(of(TOWN_A)).amountFen);
    expect(b).toMatchObject({ villages: 5, planned: 3, completed: 2, covered: 2 });
  });

  it('the county as of any day before is what it was, with the villages in A', async () => {
    const eve = await overview('?asOf=2024-12-31');
    const line = eve.body.data.towns.find(of(TOWN_A));
    expect(line).toEqual(before.body.data.towns.find(of(TOWN_A)));
    const { data } = (await analyst.townView(TOWN_A, 'village-cards', { asOf: '2024-12-31' })).body;
    expect(data.map(({ villageId }: { villageId: string }) => villageId)).toEqual([A1.id, A2.id, A3.id]);
  });

  it('B shows the villages and venues as A did', async () => {
    const cards = async (town: string, view: string, asOf = {}) =>
      (await analyst.townView(town, view, asOf)).body.data as Record<string, string>[];
    const past = { asOf: '2024-12-31' };
    await overview();
    const ofA = await cards(TOWN_A, 'village-cards', past);
    const ofB = await cards(TOWN_B, 'village-cards');
    expect(ofB).toEqual(expect.arrayContaining(ofA));
    expect(await cards(TOWN_A, 'village-cards')).toEqual([]);
    const venues = (await cards(TOWN_A, 'venue-cards', past)).filter(({ venueId }) => venueId !== V3);
    expect(venues.map(({ venueId }) => venueId).sort()).toEqual([V1, V2]);
    expect(await cards(TOWN_B, 'venue-cards')).toEqual(expect.arrayContaining(venues));
  });

  it('figures open down to the events of both towns', async () => {
    await overview();
    const opened = await analyst.get(
      `${COUNTY}/views/county-overview/events?figure=villages.covered&town=${TOWN_B}`,
    );
    expect(opened.body.value).toBe(2);
    expect(opened.body.data.map(({ type }: { type: string }) => type)).toContain('ProjectMovedIn');
    const column = await analyst.get(
      `/api/v1/towns/${TOWN_B}/views/village-cards/${A1.id}/events?column=amountFen`,
    );
    expect(column.body.data).toEqual([
      expect.objectContaining({
        type: 'VillageMovedIn',
        data: expect.objectContaining({ from: { code: TOWN_A, name: '城关镇' } }),
      }),
    ]);
  });

  it('B goes on with the projects, under the ids they had', async () => {
    const clerk = await api.clerk(TOWN_B);
    const funds = { ...exampleCommands['allocate-funds'], venueId: V2, occurredOn: TODAY };
    expect((await clerk.command(TOWN_B, 'allocate-funds', funds)).status).toBe(201);
    const early = await clerk.command(TOWN_B, 'start-project', {
      venueId: V2,
      occurredOn: '2024-12-31',
      documentNo: '镇政发〔2024〕9号',
    });
    expect([early.status, early.body.code]).toEqual([422, 'date.before-earlier-stage']);
    expect(early.body.detail).toContain('早于并入本镇的日期');
  });

  it('the village’s clerk signs in to B; the token that names A records nothing', async () => {
    const me = (client: ApiClient) => client.get('/api/v1/me');
    const training = {
      ...exampleCommands['hold-training'],
      villageId: A1.id,
      venueId: V1,
      occurredOn: TODAY,
    };
    expect((await villageClerk.command(TOWN_A, 'hold-training', training)).body.code).toBe('village.unknown');
    const anew = await ApiClient.signIn(api.url, username, PASSWORD);
    expect((await me(anew)).body).toMatchObject({ town: { code: TOWN_B }, villageId: A1.id });
  });

  it('A’s people can still be erased, by its leader, and nobody is entered or put right', async () => {
    const leader = await api.someone('town-leader', TOWN_A);
    const refused = [
      await leader.post(PERSONS, { name: '李秀英' }),
      await leader.request(`${PERSONS}/${personId}`, {
        method: 'PUT',
        body: JSON.stringify({ name: '李秀英' }),
        headers: { 'content-type': 'application/json' },
      }),
    ];
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
      refused.map(() => [403, 'tenant.closed']),
    );
    expect((await leader.post(`${PERSONS}/${personId}/erase`, {})).status).toBe(200);
    expect((await leader.get(PERSONS)).body.data).toMatchObject([{ personId, state: 'erased', name: null }]);
    const auditor = await api.someone('auditor', QINGHE.code);
    const erased = await auditor.get(`${COUNTY}/audit?action=person.erase&town=${TOWN_A}`);
    expect(erased.body.data).toMatchObject([{ target: personId, outcome: 'done', role: 'town-leader' }]);
  });

  it('again it is answered, and nothing moves; into another town it is refused', async () => {
    const administrator = await api.someone('county-administrator', QINGHE.code);
    const again = await merge(administrator);
    expect([again.status, again.body]).toEqual([
      200,
      expect.objectContaining({ mergedInto: TOWN_B, moved: null }),
    ]);
    const body = { into: TOWN_A, occurredOn: TODAY };
    const back = await administrator.post(`${COUNTY}/towns/${TOWN_B}/merge`, body);
    expect([back.status, back.body.code]).toEqual([422, 'tenant.closed']);
  });
});

function of(town: string) {
  return ({ code }: { code: string }) => code === town;
}
