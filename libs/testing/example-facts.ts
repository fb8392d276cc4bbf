import {
  projectHandedOver,
  responsibilityAssigned,
  sixHavesAssessed,
  venueCommissioned,
  venueConditionAssessed,
  venueRegistered,
  venueRetired,
} from '../features/commissioning/commissioning.events.ts';
import {
  acceptanceInspected,
  constructionStarted,
  contractVaried,
  defectRectified,
  environmentWorkCompleted,
  progressReported,
  projectSettled,
} from '../features/construction/construction.events.ts';
import {
  fundsAllocated,
  fundsDisbursed,
  fundsReceived,
  fundsReversed,
} from '../features/funds/funds.events.ts';
import { officerChanged } from '../features/officers/officer.events.ts';
import { happened, type DecidedEvent } from '../features/shared/event.ts';
import { namedId, projectStream, useStream, venueStream, villageStream } from '../features/shared/streams.ts';
import { trainingHeld } from '../features/trainings/training.events.ts';
import { projectStatusChanged, venueCompleted, venuePlanned } from '../features/venues/venue.events.ts';
import { villageAbsorbed, villageMerged, villageRegistered } from '../features/villages/village.events.ts';
import {
  exampleCommands,
  NEIGHBOUR,
  OTHER_PERSON_ID,
  PERSON_ID,
  PREDECESSOR_ID,
  VENUE_ID,
  VILLAGE,
} from './example-commands.ts';

const project = projectStream(VENUE_ID);
const venue = venueStream(VENUE_ID);
const ids = { venueId: VENUE_ID, villageId: VILLAGE.id };

/** What every movement of the example's allocation repeats of it. */
const booked = {
  allocationId: namedId('example/allocation'),
  ...ids,
  tier: 'higher',
  source: '省级财政',
  kind: 'cash',
} as const;

function registered({ id, code, name }: typeof VILLAGE): DecidedEvent {
  return happened(villageRegistered, villageStream(id), '2024-01-02', { villageId: id, code, name });
}

function assigned(duty: 'use' | 'maintenance' | 'safety', on: string, personId: string): DecidedEvent {
  return happened(responsibilityAssigned, venue, on, { ...ids, duty, personId });
}

function statusChanged(status: 'suspended' | 'resumed' | 'cancelled', on: string, reason: string) {
  return happened(projectStatusChanged, project, on, {
    venueId: VENUE_ID,
    villageId: VILLAGE.id,
    buildType: 'new',
    targetOn: '2024-12-20',
    status,
    reason,
  });
}

/** Facts of the example commands' village and venue, as their streams hold them. */
export const facts = {
  villageRegistered: registered(VILLAGE),
  neighbourRegistered: registered(NEIGHBOUR),
  /** The village goes into its neighbour on 2024-06-01; each of their streams tells of it. */
  villageMerged: happened(villageMerged, villageStream(VILLAGE.id), '2024-06-01', {
    villageId: VILLAGE.id,
    intoVillageId: NEIGHBOUR.id,
    intoName: '柳树湾村',
    documentNo: '青政复〔2024〕6号',
    reason: '村规模优化调整',
  }),
  neighbourAbsorbed: happened(villageAbsorbed, villageStream(NEIGHBOUR.id), '2024-06-01', {
    villageId: NEIGHBOUR.id,
    absorbed: [VILLAGE.id],
    name: '青石沟村',
    documentNo: '青政复〔2024〕6号',
  }),
  /** The predecessor is the party secretary since 2023-05-04. */
  predecessorAppointed: happened(officerChanged, villageStream(VILLAGE.id), '2023-05-04', {
    villageId: VILLAGE.id,
    post: 'party-secretary',
    inPersonId: PREDECESSOR_ID,
  }),
  /** Planned on 2024-01-10, to be complete by 2024-12-20. */
  venuePlanned: happened(venuePlanned, project, '2024-01-10', {
    venueId: VENUE_ID,
    villageId: VILLAGE.id,
    venueName: '青石沟村党群服务中心',
    year: 2024,
    batch: 1,
    buildType: 'new',
    reason: '原有房屋陈旧，面积不足',
    plannedAreaDm2: 30_000,
    budgetFen: 60_000_000,
    fundingPlan: { higherFen: 30_000_000, townFen: 20_000_000, villageFen: 10_000_000 },
    targetOn: '2024-12-20',
    campaign: '基层组织建设年',
    standardVersion: 0,
  }),
  fundsAllocated: happened(fundsAllocated, project, '2024-02-01', {
    allocationId: namedId('example/allocation'),
    venueId: VENUE_ID,
    villageId: VILLAGE.id,
    tier: 'higher',
    source: '省级财政',
    amountFen: 30_000_000,
    kind: 'cash',
    documentNo: '青财〔2024〕12号',
  }),
  fundsReceived: happened(fundsReceived, project, '2024-02-10', {
    ...booked,
    receiptId: namedId('example/receipt'),
    amountFen: 20_000_000,
    voucherNo: '收2024-017',
  }),
  fundsDisbursed: happened(fundsDisbursed, project, '2024-02-20', {
    ...booked,
    paymentId: namedId('example/payment'),
    payee: '青石建筑公司',
    amountFen: 5_000_000,
    milestone: 'advance',
    voucherNo: '付2024-031',
  }),
  fundsReversed: happened(fundsReversed, project, '2024-02-25', {
    ...booked,
    reversalId: namedId('example/reversal'),
    of: 'payment',
    factId: namedId('example/payment'),
    amountFen: 1_000_000,
    reason: '重复支付',
  }),
  constructionStarted: happened(constructionStarted, project, '2024-03-20', {
    ...ids,
    contractor: '青石建筑公司',
    contractFen: 58_000_000,
    plannedEndOn: '2024-10-31',
    documentNo: '青建合〔2024〕3号',
  }),
  progressReported: happened(progressReported, project, '2024-04-30', {
    ...ids,
    percent: 60,
    note: '主体封顶',
  }),
  contractVaried: happened(contractVaried, project, '2024-05-05', {
    ...ids,
    variationId: namedId('example/variation'),
    amountFen: 500_000,
    reason: '增加无障碍坡道',
    documentNo: '青建变〔2024〕1号',
  }),
  acceptanceInspected: happened(acceptanceInspected, project, '2024-05-10', {
    ...ids,
    acceptors: 3,
    passed: true,
    defects: [{ defectId: namedId('example/defect'), description: '屋面渗水', blocking: true }],
    documentNo: '青验〔2024〕5号',
  }),
  defectRectified: happened(defectRectified, project, '2024-05-15', {
    ...ids,
    defectId: namedId('example/defect'),
    note: '屋面重做防水',
  }),
  environmentWorkCompleted: happened(environmentWorkCompleted, project, '2024-05-25', {
    ...ids,
    workId: namedId('example/work'),
    kind: 'hardening',
    quantity: 320,
    unit: 'm2',
  }),
  projectSettled: happened(projectSettled, project, '2024-06-10', {
    ...ids,
    auditedFen: 58_200_000,
    toReturnFen: 0,
    documentNo: '青审〔2024〕8号',
  }),
  venueCompleted: happened(venueCompleted, project, '2024-05-20', {
    venueId: VENUE_ID,
    villageId: VILLAGE.id,
    buildType: 'new',
    builtAreaDm2: 31_250,
    finalCostFen: 58_500_000,
    grade: 'standard',
  }),
  projectSuspended: statusChanged('suspended', '2024-02-26', '资金未到位'),
  projectResumed: statusChanged('resumed', '2024-02-28', '资金已到位'),
  projectCancelled: statusChanged('cancelled', '2024-03-01', '村庄整体搬迁'),
  venueRegistered: happened(venueRegistered, venue, '2024-05-21', {
    ...ids,
    sharedWith: [],
    name: '青石沟村党群服务中心',
    areaDm2: 31_250,
    rooms: [{ kind: 'office', count: 2 }],
    homes: ['members'],
    origin: 'project',
    condition: 'A',
    standardVersion: 0,
  }),
  conditionAssessed: happened(venueConditionAssessed, venue, '2024-05-22', { ...ids, condition: 'B' }),
  /** All of them are met. */
  sixHavesAssessed: happened(sixHavesAssessed, venue, '2024-05-23', {
    ...ids,
    standardVersion: 0,
    items: exampleCommands['assess-six-haves'].items,
  }),
  safetyAssigned: assigned('safety', '2024-05-24', PERSON_ID),
  useAssigned: assigned('use', '2024-05-25', PERSON_ID),
  maintenanceAssigned: assigned('maintenance', '2024-05-26', OTHER_PERSON_ID),
  venueCommissioned: happened(venueCommissioned, venue, '2024-05-28', ids),
  projectHandedOver: happened(projectHandedOver, project, '2024-05-28', ids),
  venueRetired: happened(venueRetired, venue, '2024-06-14', {
    ...ids,
    reason: '整村搬迁，房屋拆除',
    origin: 'project',
  }),
  trainingHeld: happened(trainingHeld, useStream(VILLAGE.id, '2024-06'), '2024-06-01', {
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
  }),
};
