import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { A1, A2, A3, tellTheStory, TOWN_A, V1, V2, V3 } from '../../libs/testing/two-towns-story.ts';

let api: TestApi;
let clerk: ApiClient;
let analyst: ApiClient;
beforeAll(async () => {
  api = await startApi([QINGHE]);
  clerk = await api.clerk(TOWN_A);
  analyst = await api.analyst('990101');
  await tellTheStory(api);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

describe('the cards of the villages', () => {
  const none = {
    venuesPlanned: 0,
    venuesCompleted: 0,
    venuesCancelled: 0,
    builtAreaDm2: 0,
    trainings: 0,
    people: 0,
  };
  const noProfile = {
    profileYear: null,
    households: null,
    population: null,
    branches: null,
    members: null,
    collectiveIncomeFen: null,
  };
  const noOfficers = { partySecretaryId: null, villageHeadId: null, supervisorId: null, clerkId: null };
  const notMerged = { mergedInto: null, mergedOn: null, absorbed: [] };
  const cards = [
    {
      ...noOfficers,
      ...noProfile,
      ...notMerged,
      villageId: A1.id,
      code: A1.code,
      name: '青石沟村',
      venuesPlanned: 2,
      venuesCompleted: 1,
      venuesCancelled: 0,
      builtAreaDm2: 31_250,
      amountFen: 53_505_000,
      wan: '53.51',
      trainings: 2,
      people: 49,
      // Entered before the earlier one.
      lastTrainingOn: '2024-01-10',
    },
    {
      ...none,
      ...noOfficers,
      ...noProfile,
      ...notMerged,
      villageId: A2.id,
      code: A2.code,
      name: '柳树湾村',
      venuesCancelled: 1,
      amountFen: 995_000,
      wan: '1.00',
      lastTrainingOn: null,
    },
    {
      ...none,
      ...noOfficers,
      ...noProfile,
      ...notMerged,
      villageId: A3.id,
      code: A3.code,
      name: '营田地村',
      amountFen: 0,
      wan: '0.00',
      trainings: 1,
      people: 20,
      lastTrainingOn: '2024-01-15',
    },
  ];

  it('are there for every village, by code', async () => {
    expect((await clerk.townView(TOWN_A, 'village-cards')).body).toMatchObject({
      data: cards,
      lag: { [TOWN_A]: 0 },
    });
  });

  it('are one for one village, in capitals too, and none for that of another town', async () => {
    const of = async (villageId: string) =>
      (await clerk.townView(TOWN_A, 'village-cards', { villageId })).body.data;
    expect(await of(A2.id)).toEqual([cards[1]]);
    expect(await of(A2.id.toUpperCase())).toEqual([cards[1]]);
    expect(await of('0190f5fe-7c00-7000-8000-0000000000ff')).toEqual([]);
  });

  it('are the same for the county', async () => {
    expect((await analyst.townView(TOWN_A, 'village-cards')).body.data).toEqual(cards);
  });
});

describe('the cards of the venues', () => {
  const notRegistered = {
    origin: null,
    registeredOn: null,
    areaDm2: null,
    sharedWith: [],
    rooms: [],
    homes: [],
    condition: null,
    conditionOn: null,
    sixHavesOn: null,
    sixHavesStandard: null,
    sixHavesMet: [],
    sixHavesMissing: [],
    usePersonId: null,
    maintenancePersonId: null,
    safetyPersonId: null,
    commissionedOn: null,
    waiverUntil: null,
    highlightLevel: null,
    highlightUntil: null,
    demonstrationLevel: null,
    demonstrationUntil: null,
    retiredOn: null,
  };
  const planned = {
    year: 2023,
    plannedAreaDm2: 30_000,
    budgetFen: 60_000_000,
    higherFen: 0,
    townFen: 0,
    villageFen: 0,
    completedOn: null,
    builtAreaDm2: null,
    grade: null,
    finalCostFen: null,
    cancelledOn: null,
    // The county's own standard was in force when it was planned.
    standardVersion: 1,
    ...notRegistered,
  };
  const cards = [
    {
      ...planned,
      venueId: V3,
      villageId: A2.id,
      villageName: '柳树湾村',
      name: '柳树湾村活动室',
      stage: 'cancelled',
      cancelledOn: '2023-08-01',
      buildType: 'rebuild',
      villageFen: 995_000,
      amountFen: 995_000,
      wan: '1.00',
      plannedOn: '2023-05-01',
      targetOn: '2023-12-31',
    },
    {
      ...planned,
      venueId: V1,
      villageId: A1.id,
      villageName: '青石沟村',
      name: '青石沟村新址',
      stage: 'completed',
      buildType: 'new',
      higherFen: 30_000_000,
      townFen: 20_000_000,
      villageFen: 2_500_000,
      amountFen: 52_500_000,
      wan: '52.50',
      plannedOn: '2023-02-10',
      targetOn: '2023-11-30',
      completedOn: '2023-10-15',
      builtAreaDm2: 31_250,
      grade: 'high',
      finalCostFen: 58_500_000,
    },
    {
      ...planned,
      venueId: V2,
      villageId: A1.id,
      villageName: '青石沟村',
      name: '青石沟村老房',
      stage: 'planned',
      buildType: 'repair',
      higherFen: 1_005_000,
      amountFen: 1_005_000,
      wan: '1.01',
      plannedOn: '2023-02-10',
      targetOn: '2024-06-30',
    },
  ];

  it('are there for every venue, the latest plan first', async () => {
    expect((await clerk.townView(TOWN_A, 'venue-cards')).body.data).toEqual(cards);
  });

  it('are those of a village, or one, or both', async () => {
    const of = async (query: Record<string, string>) =>
      (await clerk.townView(TOWN_A, 'venue-cards', query)).body.data;
    expect(await of({ villageId: A1.id })).toEqual([cards[1], cards[2]]);
    expect(await of({ venueId: V2 })).toEqual([cards[2]]);
    expect(await of({ villageId: A1.id, venueId: V1 })).toEqual([cards[1]]);
    expect(await of({ villageId: A2.id, venueId: V1 })).toEqual([]);
  });
});
