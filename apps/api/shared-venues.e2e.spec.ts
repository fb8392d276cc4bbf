import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { namedId } from '../../libs/features/shared/streams.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { A1, A2, A3, tellTheStory, TOWN_A, V1, V2 } from '../../libs/testing/two-towns-story.ts';

const OLD = namedId('shared-venues/old');
const VENUE = { rooms: [{ kind: 'library', count: 1 }], homes: ['farmers'], condition: 'B' };
const PROJECTS = `/api/v1/towns/${TOWN_A}/projects`;
const VIEWS = `/api/v1/towns/${TOWN_A}/views`;

let api: TestApi;
/** Of the village that shares what village A1 has built. */
let sharer: ApiClient;
/** Of one that shares nothing. */
let other: ApiClient;
let position: number;
beforeAll(async () => {
  api = await startApi([QINGHE]);
  await tellTheStory(api);
  const clerk = await api.clerk(TOWN_A);
  const built = { ...VENUE, venueId: V1, origin: 'project', sharedWith: [A2.id] };
  await clerk.record(TOWN_A, 'register-venue', { ...built, occurredOn: '2024-03-01' });
  position = await clerk.record(TOWN_A, 'register-venue', {
    ...VENUE,
    occurredOn: '2024-03-02',
    venueId: OLD,
    villageId: A2.id,
    name: '柳树湾村老戏台',
    areaDm2: 9_000,
    origin: 'existing',
    sharedWith: [],
  });
  sharer = await api.someone('village-clerk', TOWN_A, A2.id);
  other = await api.someone('village-clerk', TOWN_A, A3.id);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

interface Card {
  venueId: string;
  villageId: string;
}
const cards = async (who: ApiClient, query: Record<string, string | number> = {}) =>
  (await who.townView(TOWN_A, 'venue-cards', { atLeast: position, ...query })).body.data as Card[];

describe('the clerk of a village that shares another’s venue', () => {
  it('sees the venues that serve the village, and no others', async () => {
    const seen = (await cards(sharer)).map(({ venueId }) => venueId);
    expect(seen).toEqual(expect.arrayContaining([V1, OLD]));
    expect(seen).not.toContain(V2);
    expect((await cards(sharer, { venueId: V1 })).map(({ venueId }) => venueId)).toEqual([V1]);
    expect(await cards(other)).toEqual([]);
    expect(await cards(other, { venueId: V1 })).toEqual([]);
  });

  it('sees it as a venue, without what the other village’s project planned and paid', async () => {
    const [shared] = await cards(sharer, { venueId: V1 });
    expect(shared).toMatchObject({
      villageId: A1.id,
      areaDm2: 31_250,
      rooms: [{ kind: 'library', count: 1 }],
      sharedWith: [A2.id],
      plannedOn: null,
      budgetFen: 0,
      amountFen: 0,
      finalCostFen: null,
    });
    const [whole] = await cards(await api.clerk(TOWN_A), { venueId: V1 });
    expect(whole).toMatchObject({ plannedOn: '2023-02-10', budgetFen: 60_000_000, finalCostFen: 58_500_000 });
  });

  it('reads where it stands, and nothing of its project or its village', async () => {
    const { status, body } = await sharer.get(`${PROJECTS}/${V1}`);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      village: { villageId: A1.id, name: null },
      project: { stage: 'unplanned', plan: null },
      venue: { registered: { villageId: A1.id, sharedWith: [A2.id] } },
    });
    for (const anothers of ['宏远建筑公司', '58500000', '青石沟村"'])
      expect(JSON.stringify(body)).not.toContain(anothers);
  });

  it('opens none of the other village’s records', async () => {
    for (const path of [
      `${VIEWS}/venue-cards?villageId=${A1.id}`,
      `${VIEWS}/venue-cards/${V1}/events`,
      `${VIEWS}/village-cards?villageId=${A1.id}`,
      `${PROJECTS}/${V2}`,
      `/api/v1/towns/${TOWN_A}/events?villageId=${A1.id}`,
    ])
      expect([path, (await sharer.get(path)).status]).toEqual([path, 404]);
    expect((await other.get(`${PROJECTS}/${V1}`)).status).toBe(404);
  });

  it('saw it not before it was shared', async () => {
    expect((await sharer.get(`${PROJECTS}/${V1}?asOf=2024-02-29`)).status).toBe(404);
    expect(await cards(sharer, { venueId: V1, asOf: '2024-02-29' })).toEqual([]);
    expect(await cards(sharer, { venueId: V1, asOf: '2024-03-01' })).toHaveLength(1);
  });
});
