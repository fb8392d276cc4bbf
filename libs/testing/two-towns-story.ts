import { villageIdOf } from '../features/shared/streams.ts';
import type { TestApi } from './api.ts';
import { publishLightStandard } from './light-standard.ts';

/** An invented county, and its two towns. */
export const COUNTY = '990101';
export const TOWN_A = '990101100';
export const TOWN_B = '990101101';

const village = (code: string) => ({ code, id: villageIdOf(code) });
/** Villages: three of town A, two of town B. */
export const A1 = village('990101100201');
export const A2 = village('990101100202');
export const A3 = village('990101100203');
export const B1 = village('990101101201');
export const B2 = village('990101101202');

const venue = (n: number) => `0190f5fe-7c00-7000-8000-00000000000${n}`;
/** Complete in A1, new. */
export const V1 = venue(1);
/** In work in A1, a repair. */
export const V2 = venue(2);
/** Cancelled in A2, a rebuilding. */
export const V3 = venue(3);
/** Complete in B1, new. */
export const V4 = venue(4);

const register = (occurredOn: string, { code }: { code: string }, name: string) => ({
  command: 'register-village',
  body: { occurredOn, code, name },
});
const plan = (occurredOn: string, venueId: string, villageId: string, rest: object) => ({
  command: 'plan-venue',
  body: {
    occurredOn,
    venueId,
    villageId,
    year: 2023,
    reason: '面积不足',
    plannedAreaDm2: 30_000,
    budgetFen: 60_000_000,
    fundingPlan: { higherFen: 30_000_000, townFen: 20_000_000, villageFen: 10_000_000 },
    ...rest,
  },
});
const allocate = (
  occurredOn: string,
  venueId: string,
  tier: string,
  source: string,
  amountFen: number,
  rest = {},
) => ({
  command: 'allocate-funds',
  body: {
    occurredOn,
    venueId,
    tier,
    source,
    amountFen,
    kind: 'cash',
    documentNo: '青财〔2023〕1号',
    ...rest,
  },
});
/** The short way from a plan to completion that the story's standard leaves: start, contract, inspection, completion. */
const complete = (
  contractOn: string,
  occurredOn: string,
  venueId: string,
  result: { builtAreaDm2: number; finalCostFen: number; grade: string },
) => [
  { command: 'start-project', body: { occurredOn: contractOn, venueId, documentNo: '镇政发〔2023〕9号' } },
  {
    command: 'start-construction',
    body: {
      occurredOn: contractOn,
      venueId,
      contractor: '宏远建筑公司',
      contractFen: result.finalCostFen,
      plannedEndOn: occurredOn,
    },
  },
  { command: 'inspect-acceptance', body: { occurredOn, venueId, acceptors: 3, passed: true, defects: [] } },
  { command: 'complete-venue', body: { occurredOn, venueId, ...result } },
];
const train = (
  occurredOn: string,
  villageId: string,
  hours: number,
  members: number,
  others: number,
  rest = {},
) => ({
  command: 'hold-training',
  body: {
    occurredOn,
    villageId,
    platform: 2,
    topic: '果树修剪',
    host: 'school',
    startTime: '09:00',
    hours,
    members,
    public: others,
    ...rest,
  },
});

/** Town A's facts in the order in which they are entered: 19 events. */
export const storyOfTownA = [
  register('2023-01-05', A1, '青石沟村'),
  register('2023-01-05', A2, '柳树湾村'),
  register('2023-01-05', A3, '营田地村'),
  plan('2023-02-10', V1, A1.id, { venueName: '青石沟村新址', buildType: 'new', targetOn: '2023-11-30' }),
  plan('2023-02-10', V2, A1.id, { venueName: '青石沟村老房', buildType: 'repair', targetOn: '2024-06-30' }),
  plan('2023-05-01', V3, A2.id, {
    venueName: '柳树湾村活动室',
    buildType: 'rebuild',
    targetOn: '2023-12-31',
  }),
  allocate('2023-03-05', V1, 'higher', '省级财政', 30_000_000),
  allocate('2023-03-20', V1, 'town', '镇级财政', 20_000_000),
  allocate('2023-04-01', V1, 'village', '群众自筹', 2_500_000, { kind: 'labour', labourDays: 120 }),
  allocate('2023-03-31', V2, 'higher', '省级财政', 1_005_000),
  allocate('2023-06-01', V3, 'village', '村集体', 995_000, { kind: 'in-kind' }),
  { command: 'cancel-project', body: { occurredOn: '2023-08-01', venueId: V3, reason: '整体搬迁' } },
  ...complete('2023-08-02', '2023-10-15', V1, {
    builtAreaDm2: 31_250,
    finalCostFen: 58_500_000,
    grade: 'high',
  }),
  train('2024-01-10', A1.id, 0.5, 3, 0, { venueId: V1 }),
  train('2023-11-01', A1.id, 2.5, 12, 34, { venueId: V1 }),
  train('2024-01-15', A3.id, 1, 0, 20),
];

/** Town B's facts: 8 events. */
export const storyOfTownB = [
  register('2023-01-05', B1, '渡口村'),
  register('2023-01-05', B2, '上营村'),
  plan('2023-03-01', V4, B1.id, { venueName: '渡口村中心', buildType: 'new', targetOn: '2023-12-31' }),
  allocate('2024-01-31', V4, 'higher', '省级财政', 10_000_000),
  ...complete('2024-02-01', '2024-02-29', V4, { builtAreaDm2: 9_999, finalCostFen: 1, grade: 'standard' }),
];

/** Enters both towns' facts over HTTP, and waits until the read models hold them. */
export async function tellTheStory(api: TestApi): Promise<void> {
  await publishLightStandard(api, COUNTY);
  for (const [town, story] of [
    [TOWN_A, storyOfTownA],
    [TOWN_B, storyOfTownB],
  ] as const) {
    const clerk = await api.clerk(town);
    for (const { command, body } of story) await clerk.record(town, command, body);
    await clerk.townView(town, 'town-summary', { atLeast: story.length });
  }
}
