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

/** A valid body of each command, by the name of its route; each follows from those before it. */
export const exampleCommands = {
  'register-village': { occurredOn: '2024-01-02', code: VILLAGE.code, name: VILLAGE.name },
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
  'cancel-project': { occurredOn: '2024-03-01', venueId: VENUE_ID, reason: '村庄整体搬迁' },
} as const;

export type CommandRoute = keyof typeof exampleCommands;
