import { defaultStandard } from '../features/shared/standard.ts';
import { namedId, villageIdOf } from '../features/shared/streams.ts';

/** An invented village of the invented town 990101100. */
export const VILLAGE = { code: '990101100201', id: villageIdOf('990101100201'), name: '青石沟村' };
/** Its neighbour in the same town. */
export const NEIGHBOUR = { code: '990101100202', id: villageIdOf('990101100202'), name: '柳树湾村' };
/** The venue that the examples plan, pay and complete in {@link VILLAGE}. */
export const VENUE_ID = namedId('example/venue');

/** The person who takes a post in the examples; their predecessor; somebody else. */
export const PERSON_ID = namedId('example/person');
export const PREDECESSOR_ID = namedId('example/predecessor');
export const OTHER_PERSON_ID = namedId('example/other-person');

// The shipped standard in all but its smallest area, in force from the start of the year.
const { version: _, ...shipped } = defaultStandard;
const published = { ...shipped, from: '2024-01-01', minAreaDm2: 18_000 };

/** A valid body of each command, by the name of its route; each follows from those before it. */
export const exampleCommands = {
  'register-village': { occurredOn: '2024-01-02', code: VILLAGE.code, name: VILLAGE.name },
  'update-village-profile': {
    occurredOn: '2024-01-03',
    villageId: VILLAGE.id,
    year: 2023,
    households: 412,
    population: 1_530,
    branches: 2,
    members: 58,
    collectiveIncomeFen: 21_500_000,
  },
  'adopt-programme': {
    occurredOn: '2024-01-04',
    firstYear: 2024,
    lastYear: 2026,
    villages: [VILLAGE.id],
    leadGroup: [PERSON_ID],
    eligible: 11,
    present: 9,
    votesFor: 9,
    documentNo: '青党发〔2024〕1号',
  },
  'set-annual-target': {
    occurredOn: '2024-01-04',
    year: 2024,
    buildType: 'new',
    venues: 3,
    amountFen: 180_000_000,
    campaign: '基层组织建设年',
  },
  'record-committee-decision': {
    occurredOn: '2024-01-04',
    body: 'party-committee',
    subject: '村级阵地建设纳入重要议事日程',
    eligible: 11,
    present: 9,
    votesFor: 8,
    documentNo: '青党纪〔2024〕2号',
  },
  'assess-needs': {
    occurredOn: '2024-01-05',
    venueId: VENUE_ID,
    villageId: VILLAGE.id,
    condition: 'C',
    areaDm2: 8_000,
    gaps: ['会议室', '图书阅览室'],
    costFen: 55_000_000,
  },
  'plan-venue': {
    occurredOn: '2024-01-10',
    venueId: VENUE_ID,
    villageId: VILLAGE.id,
    venueName: '青石沟村党群服务中心',
    year: 2024,
    batch: 1,
    buildType: 'new',
    reason: '原有房屋陈旧,面积不足',
    plannedAreaDm2: 30_000,
    budgetFen: 60_000_000,
    fundingPlan: { higherFen: 30_000_000, townFen: 20_000_000, villageFen: 10_000_000 },
    targetOn: '2024-12-20',
    campaign: '基层组织建设年',
  },
  'start-project': { occurredOn: '2024-01-15', venueId: VENUE_ID, documentNo: '青建〔2024〕3号' },
  'select-site': {
    occurredOn: '2024-01-18',
    venueId: VENUE_ID,
    lat: 30.5123,
    lng: 104.0456,
    documentNo: '青自然资〔2024〕8号',
  },
  'submit-design': {
    occurredOn: '2024-01-20',
    venueId: VENUE_ID,
    areaDm2: 31_000,
    estimateFen: 58_000_000,
    note: '首次提交',
  },
  'review-design': {
    occurredOn: '2024-01-22',
    venueId: VENUE_ID,
    round: 1,
    designVersion: 1,
    level: 'town',
    outcome: 'passed',
    comments: '同意,交村民讨论',
  },
  'hold-villager-discussion': {
    occurredOn: '2024-01-24',
    venueId: VENUE_ID,
    villageId: VILLAGE.id,
    round: 1,
    eligible: 30,
    present: 24,
    votesFor: 20,
    changesAsked: '会议室朝南',
  },
  'finalise-design': { occurredOn: '2024-01-30', venueId: VENUE_ID },
  'record-decision': {
    occurredOn: '2024-01-19',
    venueId: VENUE_ID,
    villageId: VILLAGE.id,
    step: 'branch-proposal',
    eligible: 7,
    present: 6,
    votesFor: 6,
    documentNo: '青石沟支纪〔2024〕1号',
  },
  'adjust-budget': {
    occurredOn: '2024-01-31',
    venueId: VENUE_ID,
    budgetFen: 62_000_000,
    eligible: 30,
    present: 25,
    votesFor: 21,
    reason: '材料价格上涨',
    documentNo: '青石沟村议〔2024〕2号',
  },
  'allocate-funds': {
    occurredOn: '2024-02-01',
    allocationId: namedId('example/allocation'),
    venueId: VENUE_ID,
    tier: 'higher',
    source: '省级财政',
    amountFen: 30_000_000,
    kind: 'cash',
    documentNo: '青财〔2024〕12号',
  },
  'complete-venue': {
    occurredOn: '2024-05-20',
    venueId: VENUE_ID,
    builtAreaDm2: 31_250,
    finalCostFen: 58_500_000,
    grade: 'standard',
  },
  'hold-training': {
    occurredOn: '2024-06-01',
    trainingId: namedId('example/training'),
    villageId: VILLAGE.id,
    venueId: VENUE_ID,
    platform: 2,
    topic: '果树修剪',
    host: 'school',
    startTime: '09:30',
    hours: 2.5,
    members: 12,
    public: 34,
  },
  'change-officer': {
    occurredOn: '2024-01-03',
    villageId: VILLAGE.id,
    post: 'party-secretary',
    outPersonId: PREDECESSOR_ID,
    inPersonId: PERSON_ID,
  },
  'register-venue': {
    occurredOn: '2024-05-21',
    venueId: VENUE_ID,
    sharedWith: [],
    rooms: [
      { kind: 'office', count: 2 },
      { kind: 'library', count: 1 },
    ],
    homes: ['members', 'farmers'],
    origin: 'project',
    condition: 'A',
  },
  'assess-venue-condition': {
    occurredOn: '2024-05-22',
    venueId: VENUE_ID,
    condition: 'B',
    documentNo: '青鉴〔2024〕3号',
  },
  'assess-six-haves': {
    occurredOn: '2024-05-23',
    venueId: VENUE_ID,
    items: ['rooms', 'signs', 'facilities', 'profile', 'rules', 'books'].map((key) => ({ key, met: true })),
  },
  'assign-responsibility': {
    occurredOn: '2024-05-24',
    venueId: VENUE_ID,
    duty: 'safety',
    personId: PERSON_ID,
  },
  'commission-venue': { occurredOn: '2024-05-28', venueId: VENUE_ID },
  'designate-venue': {
    occurredOn: '2024-06-10',
    venueId: VENUE_ID,
    kind: 'highlight',
    level: 'town',
    change: 'granted',
    until: '2026-06-09',
    documentNo: '青镇〔2024〕31号',
  },
  'retire-venue': { occurredOn: '2024-06-14', venueId: VENUE_ID, reason: '整村搬迁,房屋拆除' },
  'close-town-period': {
    occurredOn: '2024-01-05',
    period: '2023',
    change: 'closed',
    reason: '年度报表已上报',
  },
  'cancel-project': { occurredOn: '2024-03-01', venueId: VENUE_ID, reason: '村庄整体搬迁' },
} as const;

export type CommandRoute = keyof typeof exampleCommands;

/** A valid body of each command of a county, by the name of its route. */
export const exampleCountyCommands = {
  'publish-standard': { occurredOn: '2024-01-02', ...published, documentNo: '青组发〔2024〕1号' },
  'open-campaign': {
    occurredOn: '2024-01-02',
    campaign: '基层组织建设年',
    from: '2024-01-01',
    until: '2024-12-31',
    documentNo: '青组发〔2024〕2号',
  },
  'set-town-target': {
    occurredOn: '2024-01-03',
    townCode: '990101100',
    year: 2024,
    venues: 3,
    amountFen: 180_000_000,
    campaign: '基层组织建设年',
  },
  'grant-waiver': {
    occurredOn: '2024-01-20',
    waiverId: namedId('example/waiver'),
    townCode: '990101100',
    venueId: VENUE_ID,
    kind: 'review-rounds',
    until: '2024-06-30',
    reason: '灾后重建,时间紧迫',
    documentNo: '青组函〔2024〕3号',
  },
  'close-county-period': {
    occurredOn: '2024-01-10',
    period: '2023',
    change: 'closed',
    reason: '年度报表已汇总',
  },
  'grant-period-exception': {
    occurredOn: '2024-01-12',
    townCode: '990101100',
    period: '2023-12',
    until: '2024-01-31',
    reason: '补登漏报事项',
  },
  'publish-ranking': { occurredOn: '2024-01-31', figure: 'coverage' },
  'withdraw-ranking': { occurredOn: '2024-02-01', figure: 'coverage', reason: '数据复核' },
} as const;
