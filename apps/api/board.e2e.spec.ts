import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { A1, A2, COUNTY, TOWN_A, TOWN_B, V1, V2 } from '../../libs/testing/two-towns-story.ts';

let api: TestApi;
let clerk: ApiClient;
let analyst: ApiClient;
let position: number;

const plan = (venueId: string, villageId: string, venueName: string, rest: object) => ({
  occurredOn: '2023-02-10',
  venueId,
  villageId,
  venueName,
  year: 2023,
  buildType: 'new',
  reason: '面积不足',
  plannedAreaDm2: 24_000,
  budgetFen: 60_000_000,
  fundingPlan: { higherFen: 30_000_000, townFen: 20_000_000, villageFen: 10_000_000 },
  targetOn: '2023-11-30',
  ...rest,
});

const ALLOCATION = '0190f5fe-7c00-7000-8000-0000000000a1';

// 60,000,000 fen on 180 m² are 333,333 fen a m², above 250,000; 180 m² are fewer than 200. The second is as it should be.
const story = [
  ['register-village', { occurredOn: '2023-01-05', code: A1.code, name: '青石沟村' }],
  ['register-village', { occurredOn: '2023-01-05', code: A2.code, name: '柳树湾村' }],
  ['plan-venue', plan(V1, A1.id, '青石沟村新址', { plannedAreaDm2: 18_000 })],
  ['plan-venue', plan(V2, A2.id, '柳树湾村活动室', { targetOn: '2024-06-30' })],
  ['start-project', { occurredOn: '2023-03-01', venueId: V1, documentNo: '镇政发〔2023〕9号' }],
  [
    'allocate-funds',
    {
      occurredOn: '2023-03-05',
      venueId: V1,
      allocationId: ALLOCATION,
      tier: 'higher',
      source: '省级财政',
      amountFen: 30_000_000,
      kind: 'cash',
      documentNo: '青财〔2023〕1号',
    },
  ],
  [
    'receive-funds',
    {
      occurredOn: '2023-03-10',
      venueId: V1,
      allocationId: ALLOCATION,
      amountFen: 20_000_000,
      voucherNo: '记-12',
    },
  ],
] as const;

beforeAll(async () => {
  api = await startApi([QINGHE]);
  clerk = await api.clerk(TOWN_A);
  analyst = await api.analyst(COUNTY);
  for (const [command, body] of story) position = await clerk.record(TOWN_A, command, body);
  await clerk.townView(TOWN_A, 'project-board', { atLeast: position });
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

const asOf = (day: string) => ({ asOf: day });
const countyView = (view: string, query: string) =>
  analyst.get(`/api/v1/counties/${COUNTY}/views/${view}?${query}`);

describe('the project board of a town', () => {
  it('says how long each project has been at its stage, and what needs attention', async () => {
    const { body } = await clerk.townView(TOWN_A, 'project-board', asOf('2023-07-01'));
    expect(body.data.projects).toMatchObject([
      {
        townCode: TOWN_A,
        venueId: V2,
        villageName: '柳树湾村',
        stage: 'planned',
        stageSince: '2023-02-10',
        daysInStage: 141,
        // 141 days of 90.
        clock: { timed: 'planned', days: 141, limit: 90 },
        light: 'red',
        reasons: ['stage-overdue'],
      },
      {
        venueId: V1,
        villageName: '青石沟村',
        stage: 'preparing',
        stageSince: '2023-03-01',
        daysInStage: 122,
        clock: { timed: 'started', since: '2023-03-01', days: 122, limit: 180 },
        reviewRounds: 3,
        roundsDone: 0,
        light: 'amber',
        reasons: ['money-idle', 'over-ceiling', 'below-standard'],
        allocatedFen: 30_000_000,
        allocatedPct: '50.0',
        idleFen: 20_000_000,
      },
    ]);
    expect(body.data.stages.filter(({ count }: { count: number }) => count > 0)).toEqual([
      { stage: 'planned', count: 1 },
      { stage: 'preparing', count: 1 },
    ]);
  });

  it('shows one village, one stage or one build type where that is asked for', async () => {
    const venues = async (query: Record<string, string>) => {
      const { body } = await clerk.townView(TOWN_A, 'project-board', query);
      return body.data.projects.map(({ venueId }: { venueId: string }) => venueId);
    };
    expect(await venues({ villageId: A1.id })).toEqual([V1]);
    expect(await venues({ stage: 'planned' })).toEqual([V2]);
    expect(await venues({ buildType: 'repair' })).toEqual([]);
    expect(await venues({ year: '2023', venueId: V2 })).toEqual([V2]);
  });

  it('opens down to the events of a project', async () => {
    const { body } = await clerk.get(
      `/api/v1/towns/${TOWN_A}/views/project-board/${V1}/events?column=higherReceivedFen,stage`,
    );
    expect(body.data.map(({ type, changes }: { type: string; changes: object }) => [type, changes])).toEqual([
      ['VenuePlanned', { stage: { before: '', after: 'planned' } }],
      ['ProjectStarted', { stage: { before: 'planned', after: 'preparing' } }],
      ['FundsReceived', { higherReceivedFen: { before: 0, after: 20_000_000 } }],
    ]);
  });

  it('shows a village clerk the own village and no other', async () => {
    const villageClerk = await api.someone('village-clerk', TOWN_A, A1.id);
    const { body } = await villageClerk.townView(TOWN_A, 'project-board');
    expect(body.data.projects.map(({ venueId }: { venueId: string }) => venueId)).toEqual([V1]);
    expect((await villageClerk.townView(TOWN_A, 'alerts', { villageId: A2.id })).status).toBe(404);
    expect((await villageClerk.townView(TOWN_A, 'fund-ledger')).status).toBe(403);
    const other = await villageClerk.get(`/api/v1/towns/${TOWN_A}/views/project-board/${V2}/events`);
    expect(other.status).toBe(404);
  });
});

describe('the fund ledger', () => {
  it('has the same money by tier, by source and by project', async () => {
    const { body } = await clerk.townView(TOWN_A, 'fund-ledger', asOf('2023-07-01'));
    const money = { allocatedFen: 30_000_000, receivedFen: 20_000_000, disbursedFen: 0 };
    expect(body.data.total).toMatchObject({ plannedFen: 120_000_000, ...money, allocatedWan: '30.00' });
    expect(body.data.tiers).toMatchObject([
      { tier: 'higher', plannedFen: 60_000_000, ...money },
      { tier: 'town', plannedFen: 40_000_000, allocatedFen: 0 },
      { tier: 'village', plannedFen: 20_000_000, allocatedFen: 0 },
    ]);
    expect(body.data.sources).toEqual([{ tier: 'higher', source: '省级财政', kind: 'cash', ...money }]);
    expect(body.data.projects[0]).toMatchObject({
      venueId: V1,
      ...money,
      idleFen: 20_000_000,
      idleSince: '2023-03-10',
      idleDays: 113,
    });
    expect(body.data.idle).toMatchObject({
      amountFen: 20_000_000,
      tooLongFen: 20_000_000,
      projectsTooLong: 1,
    });
  });

  it('calls no money idle too long on the ninetieth day', async () => {
    const { body } = await clerk.townView(TOWN_A, 'fund-ledger', asOf('2023-06-08'));
    expect(body.data.idle).toMatchObject({ amountFen: 20_000_000, tooLongFen: 0 });
  });
});

describe('what a town has to do', () => {
  it('are its alerts, and what is due in the next days', async () => {
    const { body } = await clerk.townView(TOWN_A, 'to-do', asOf('2023-10-05'));
    expect(body.data.due).toMatchObject([
      { kind: 'target', venueId: V1, name: '青石沟村新址', dueOn: '2023-11-30', daysLeft: 56 },
    ]);
    expect(body.data.alerts.map(({ kind, venueId }: Record<string, string>) => [kind, venueId])).toEqual([
      ['stage-overdue', V2],
      ['stage-overdue', V1],
      ['money-idle', V1],
      ['year-end-risk', V1],
      ['over-ceiling', V1],
      ['below-standard', V1],
    ]);
  });
});

describe('what is due', () => {
  it.each([
    ['2023-09-30', []],
    ['2023-10-01', [60]],
    ['2023-11-30', [0]],
    ['2023-12-01', []],
  ])('stands there from sixty days before to the day itself: %s', async (day, daysLeft) => {
    const { body } = await clerk.townView(TOWN_A, 'to-do', asOf(day));
    const targets = body.data.due.filter(({ kind }: { kind: string }) => kind === 'target');
    expect(targets.map((item: { daysLeft: number }) => item.daysLeft)).toEqual(daysLeft);
  });
});

describe('the county', () => {
  it('sees the alerts of all towns, or of one, by kind', async () => {
    const of = async (query: string) => {
      const { body } = await countyView('alerts', `asOf=2023-07-01&${query}`);
      return body.data.alerts.map(({ kind, townName }: Record<string, string>) => [kind, townName]);
    };
    expect(await of('')).toHaveLength(4);
    expect(await of(`kind=money-idle&town=${TOWN_A}`)).toEqual([['money-idle', expect.any(String)]]);
    expect(await of(`town=${TOWN_B}`)).toEqual([]);
    expect((await countyView('alerts', 'town=990101999')).body.code).toBe('town.unknown');
  });

  it('goes through the board of all towns a page at a time', async () => {
    const first = (await countyView('project-board', 'limit=1')).body.data;
    expect(first.projects.map(({ venueId }: { venueId: string }) => venueId)).toEqual([V2]);
    const second = (await countyView('project-board', `limit=1&after=${first.next}`)).body.data;
    expect(second.projects.map(({ venueId }: { venueId: string }) => venueId)).toEqual([V1]);
    expect(second.next).toBeNull();
    expect(second.stages).toEqual(first.stages);
    const strange = await countyView('project-board', `after=2024-02-31_${TOWN_A}_${V1}`);
    expect([strange.status, strange.body.code]).toEqual([422, 'cursor.unknown']);
  });

  it('sees where money comes from and at which stage it stands', async () => {
    const { body } = await countyView('fund-flow', 'step=received&asOf=2023-07-01');
    expect(body.data).toMatchObject({
      amountFen: 20_000_000,
      sources: [{ tier: 'higher', source: '省级财政', townCode: TOWN_A, amountFen: 20_000_000 }],
      stages: [{ townCode: TOWN_A, stage: 'preparing', amountFen: 20_000_000 }],
      links: [
        { source: 'source:higher:省级财政', target: `town:${TOWN_A}`, amountFen: 20_000_000 },
        { source: `town:${TOWN_A}`, target: 'stage:preparing', amountFen: 20_000_000 },
      ],
      ledger: [
        {
          townCode: TOWN_A,
          tier: 'higher',
          // Two plans of 300,000 yuan each from above.
          plannedFen: 60_000_000,
          allocatedFen: 30_000_000,
          receivedFen: 20_000_000,
          disbursedFen: 0,
        },
        { townCode: TOWN_A, tier: 'town' },
        { townCode: TOWN_A, tier: 'village' },
      ],
      idle: [{ townCode: TOWN_A, amountFen: 20_000_000, tooLongFen: 20_000_000 }],
    });
  });

  it('shows the flow of its money to its own people only', async () => {
    const reviewer = await api.someone('county-reviewer', COUNTY);
    expect((await reviewer.get(`/api/v1/counties/${COUNTY}/views/fund-flow`)).status).toBe(200);
    expect((await clerk.get(`/api/v1/counties/${COUNTY}/views/fund-flow`)).status).toBe(403);
  });
});
