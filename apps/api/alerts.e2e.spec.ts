import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { namedId } from '../../libs/features/shared/streams.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands } from '../../libs/testing/example-commands.ts';
import { LIGHT_STANDARD } from '../../libs/testing/light-standard.ts';
import { A1, COUNTY, TOWN_A } from '../../libs/testing/two-towns-story.ts';

const [REVIEWED, BUILDING, OLD] = ['reviewed', 'building', 'old'].map((name) =>
  namedId(`alerts/${name}`),
) as [string, string, string];
const ALLOCATION = namedId('alerts/allocation');
/** One round of review for what is new, and limits to count by hand. */
const STANDARD = {
  ...LIGHT_STANDARD,
  procedures: {
    ...LIGHT_STANDARD.procedures,
    new: { ...LIGHT_STANDARD.procedures.new, reviewRounds: 1 },
  },
  thresholds: { ...LIGHT_STANDARD.thresholds, roundStuckDays: 30, defectDays: 20, aheadPct: 10 },
};

let api: TestApi;
let clerk: ApiClient;
let analyst: ApiClient;

const payment = (occurredOn: string, amountFen: number) => [
  'disburse-funds',
  {
    occurredOn,
    venueId: BUILDING,
    allocationId: ALLOCATION,
    payee: '宏远建筑公司',
    amountFen,
    milestone: 'progress',
    voucherNo: `付-${amountFen}`,
  },
];

beforeAll(async () => {
  api = await startApi([QINGHE]);
  [clerk, analyst] = [await api.clerk(TOWN_A), await api.analyst(COUNTY)];
  const reviewer = await api.someone('county-reviewer', COUNTY);
  const document = { occurredOn: '2020-01-01', from: '2020-01-01', documentNo: '青组发〔2020〕1号' };
  await reviewer.recordOfCounty(COUNTY, 'publish-standard', { ...STANDARD, ...document });
  const person = await clerk.post(`/api/v1/towns/${TOWN_A}/persons`, {
    name: '王建国',
    phone: '13812341234',
  });
  const { personId } = person.body as { personId: string };
  const plan = { ...exampleCommands['plan-venue'], occurredOn: '2023-02-10', villageId: A1.id, year: 2023 };
  const money = { venueId: BUILDING, allocationId: ALLOCATION, amountFen: 60_000_000 };
  const story = [
    ['register-village', { occurredOn: '2023-01-05', code: A1.code, name: '青石沟村' }],
    ['plan-venue', { ...plan, venueId: REVIEWED }],
    ['start-project', { occurredOn: '2023-03-01', venueId: REVIEWED, documentNo: '镇政发〔2023〕9号' }],
    ['submit-design', { ...exampleCommands['submit-design'], occurredOn: '2023-03-05', venueId: REVIEWED }],
    ['plan-venue', { ...plan, venueId: BUILDING, venueName: '青石沟村老房', buildType: 'repair' }],
    ['start-project', { occurredOn: '2023-03-01', venueId: BUILDING, documentNo: '镇政发〔2023〕9号' }],
    ['allocate-funds', { ...exampleCommands['allocate-funds'], ...money, occurredOn: '2023-03-02' }],
    ['receive-funds', { occurredOn: '2023-03-03', ...money, voucherNo: '收-1' }],
    [
      'start-construction',
      {
        ...exampleCommands['start-construction'],
        ...{
          occurredOn: '2023-03-10',
          venueId: BUILDING,
          contractFen: 60_000_000,
          plannedEndOn: '2023-10-10',
        },
      },
    ],
    ['report-progress', { occurredOn: '2023-04-01', venueId: BUILDING, percent: 30 }],
    payment('2023-04-02', 24_000_000),
    payment('2023-04-03', 1),
    [
      'inspect-acceptance',
      {
        ...{ occurredOn: '2023-05-01', venueId: BUILDING, acceptors: 3, passed: false },
        defects: [{ description: '屋面渗水', blocking: true }],
      },
    ],
    [
      'register-venue',
      {
        ...exampleCommands['register-venue'],
        ...{ occurredOn: '2023-03-01', venueId: OLD, villageId: A1.id, origin: 'existing' },
        ...{ name: '青石沟村部', areaDm2: 20_000, condition: 'B' },
      },
    ],
    ['assess-six-haves', { ...exampleCommands['assess-six-haves'], occurredOn: '2023-03-02', venueId: OLD }],
    ...['use', 'maintenance', 'safety'].map((duty) => [
      'assign-responsibility',
      { occurredOn: '2023-03-03', venueId: OLD, duty, personId },
    ]),
    ['commission-venue', { occurredOn: '2023-03-04', venueId: OLD }],
    ['assess-venue-condition', { occurredOn: '2023-06-01', venueId: OLD, condition: 'D' }],
  ] as readonly (readonly [string, object])[];
  let position = 0;
  for (const [command, body] of story) position = await clerk.record(TOWN_A, command, body);
  await clerk.townView(TOWN_A, 'project-board', { atLeast: position });
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

type Alert = Record<'kind' | 'venueId' | 'severity', string> &
  Record<'days' | 'value' | 'limit', number | null>;

describe('an alert over HTTP', () => {
  it.each([
    ['round-stuck', REVIEWED, '2023-04-04', '2023-04-05', { severity: 'amber', days: 31, limit: 30 }],
    // Forty percent paid when thirty are built is within ten; one fen more is not.
    ['spending-ahead', BUILDING, '2023-04-02', '2023-04-03', { severity: 'amber', value: 40, limit: 40 }],
    ['defect-open', BUILDING, '2023-05-21', '2023-05-22', { severity: 'red', days: 21, value: 1, limit: 20 }],
    ['condition-d', OLD, '2023-05-31', '2023-06-01', { severity: 'red' }],
  ])('of %s comes on its day, to the town and to the county', async (kind, venueId, before, day, found) => {
    const ofTown = async (asOf: string) => {
      const { body } = await clerk.townView(TOWN_A, 'alerts', { asOf });
      return (body.data.alerts as Alert[]).filter((alert) => alert.kind === kind);
    };
    expect(await ofTown(before)).toEqual([]);
    expect(await ofTown(day)).toMatchObject([{ kind, venueId, ...found }]);
    const { body } = await analyst.get(
      `/api/v1/counties/${COUNTY}/views/alerts?asOf=${day}&kind=${kind}&town=${TOWN_A}`,
    );
    expect(body.data.alerts).toMatchObject([{ kind, venueId, townCode: TOWN_A, ...found }]);
  });
});
