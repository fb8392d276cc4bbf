import {
  projectHandedOver,
  responsibilityAssigned,
  sixHavesAssessed,
  venueCommissioned,
  venueConditionAssessed,
  venueRegistered,
  venueRetired,
} from '../features/commissioning/commissioning.events.ts';
import { fundsAllocated } from '../features/funds/funds.events.ts';
import { officerChanged } from '../features/officers/officer.events.ts';
import { happened, type DecidedEvent } from '../features/shared/event.ts';
import { namedId, projectStream, useStream, venueStream, villageStream } from '../features/shared/streams.ts';
import { trainingHeld } from '../features/trainings/training.events.ts';
import { projectStatusChanged, venueCompleted, venuePlanned } from '../features/venues/venue.events.ts';
import { villageRegistered } from '../features/villages/village.events.ts';
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

function registered({ id, code, name }: typeof VILLAGE): DecidedEvent {
  return happened(villageRegistered, villageStream(id), '2024-01-02', { villageId: id, code, name });
}

function assigned(duty: 'use' | 'maintenance' | 'safety', on: string, personId: string): DecidedEvent {
  return happened(responsibilityAssigned, venue, on, { ...ids, duty, personId });
}

/** Facts of the example commands' village and venue, as their streams hold them. */
export const facts = {
  villageRegistered: registered(VILLAGE),
  neighbourRegistered: registered(NEIGHBOUR),
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
    reason: '原有房屋陈旧,面积不足',
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
  venueCompleted: happened(venueCompleted, project, '2024-05-20', {
    venueId: VENUE_ID,
    villageId: VILLAGE.id,
    buildType: 'new',
    builtAreaDm2: 31_250,
    finalCostFen: 58_500_000,
    grade: 'standard',
  }),
  projectCancelled: happened(projectStatusChanged, project, '2024-03-01', {
    venueId: VENUE_ID,
    villageId: VILLAGE.id,
    buildType: 'new',
    targetOn: '2024-12-20',
    status: 'cancelled',
    reason: '村庄整体搬迁',
  }),
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
  venueRetired: happened(venueRetired, venue, '2024-06-14', { ...ids, reason: '整村搬迁,房屋拆除' }),
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
