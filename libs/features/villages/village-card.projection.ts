import { bigint, date, defineProjection, integer, nullable, text, uuid } from '../../projections/index.ts';
import type { CorrectionEvents } from '../corrections/correction.events.ts';
import type { FundsEvents } from '../funds/funds.events.ts';
import type { MergerEvents } from '../mergers/merger.events.ts';
import type { OfficerEvents } from '../officers/officer.events.ts';
import {
  correctedAllocation,
  corrects,
  differenceOf,
  isCancellation,
  reversedAllocation,
} from '../shared/changes.ts';
import type { OfficerPost } from '../shared/values.ts';
import type { TrainingEvents } from '../trainings/training.events.ts';
import type { VenueEvents } from '../venues/venue.events.ts';
import type { VillageEvents } from './village.events.ts';

const holderOf = {
  'party-secretary': 'partySecretaryId',
  'village-head': 'villageHeadId',
  supervisor: 'supervisorId',
  clerk: 'clerkId',
} as const satisfies Record<OfficerPost, string>;

// The people of a town stay with it when a village goes to another one.
const vacant = { partySecretaryId: null, villageHeadId: null, supervisorId: null, clerkId: null };

/**
 * One village: what is planned, built, paid and held there, in whichever town it was, and which persons hold its posts; null
 * where nobody does. Its figures are those of the latest year that is known. Without a code it is none of the town's villages: it
 * is not registered yet, or went to another town. One that became a part of another village keeps what happened under its name,
 * and is counted no more.
 */
export const villageCard = defineProjection<
  VillageEvents & VenueEvents & FundsEvents & CorrectionEvents & TrainingEvents & MergerEvents & OfficerEvents
>()({
  name: 'village_card',
  version: 5,
  key: { villageId: uuid() },
  row: {
    code: text(),
    name: text(),
    venuesPlanned: integer(),
    venuesCompleted: integer(),
    venuesCancelled: integer(),
    builtAreaDm2: bigint(),
    amountFen: bigint(),
    trainings: integer(),
    people: integer(),
    lastTrainingOn: date(),
    partySecretaryId: nullable(uuid()),
    villageHeadId: nullable(uuid()),
    supervisorId: nullable(uuid()),
    clerkId: nullable(uuid()),
    profileYear: nullable(integer()),
    households: nullable(integer()),
    population: nullable(integer()),
    branches: nullable(integer()),
    members: nullable(integer()),
    collectiveIncomeFen: nullable(bigint()),
    /** The village that it is a part of, and since when; null for one of its own. */
    mergedIntoId: nullable(uuid()),
    mergedOn: date(),
    /** The villages that are a part of it, with commas between. */
    absorbed: text(),
  },
  on: {
    VillageRegistered: {
      key: ({ data }) => ({ villageId: data.villageId }),
      fold: (row, { data }) => ({ ...row, code: data.code, name: data.name }),
    },
    VenuePlanned: {
      key: ({ data }) => ({ villageId: data.villageId }),
      fold: (row) => ({ ...row, venuesPlanned: row.venuesPlanned + 1 }),
    },
    ProjectStatusChanged: {
      key: ({ data }) => (isCancellation(data) ? { villageId: data.villageId } : null),
      fold: (row) => ({
        ...row,
        venuesPlanned: row.venuesPlanned - 1,
        venuesCancelled: row.venuesCancelled + 1,
      }),
    },
    FundsAllocated: {
      key: ({ data }) => ({ villageId: data.villageId }),
      fold: (row, { data }) => ({ ...row, amountFen: row.amountFen + data.amountFen }),
    },
    FundsReversed: {
      key: ({ data }) => (data.of === 'allocation' ? { villageId: data.villageId } : null),
      fold: (row, { data }) => ({
        ...row,
        amountFen: row.amountFen + (reversedAllocation(data)?.byFen ?? 0),
      }),
    },
    FactCorrected: {
      key: ({ data }) => ({ villageId: data.villageId }),
      fold: (row, { data }) => ({
        ...row,
        amountFen: row.amountFen + (correctedAllocation(data)?.byFen ?? 0),
        builtAreaDm2:
          row.builtAreaDm2 + (corrects(data, 'VenueCompleted', 'builtAreaDm2') ? differenceOf(data) : 0),
      }),
    },
    VenueCompleted: {
      key: ({ data }) => ({ villageId: data.villageId }),
      fold: (row, { data }) => ({
        ...row,
        venuesCompleted: row.venuesCompleted + 1,
        builtAreaDm2: row.builtAreaDm2 + data.builtAreaDm2,
      }),
    },
    TrainingHeld: {
      key: ({ data }) => ({ villageId: data.villageId }),
      fold: (row, { data, occurredOn }) => ({
        ...row,
        trainings: row.trainings + 1,
        people: row.people + data.members + data.public,
        lastTrainingOn:
          row.lastTrainingOn && row.lastTrainingOn > occurredOn ? row.lastTrainingOn : occurredOn,
      }),
    },
    // The posts end with the village; what is recorded late is of the days before.
    VillageMerged: {
      key: ({ data }) => ({ villageId: data.villageId }),
      fold: (row, { data, occurredOn }) => ({
        ...row,
        ...vacant,
        mergedIntoId: data.intoVillageId,
        mergedOn: occurredOn,
      }),
    },
    VillageAbsorbed: {
      key: ({ data }) => ({ villageId: data.villageId }),
      fold: (row, { data }) => ({ ...row, absorbed: joined([row.absorbed, ...data.absorbed]) }),
    },
    VillageMovedOut: {
      key: ({ data }) => ({ villageId: data.villageId }),
      fold: (row) => ({ ...row, code: '' }),
    },
    VillageMovedIn: {
      key: ({ data }) => ({ villageId: data.villageId }),
      fold: (row, { data: { code, name, before, profile, merged, absorbed = [] } }) => ({
        ...row,
        ...(profile && figuresOf(profile)),
        code,
        name,
        venuesCancelled: before.venuesCancelled,
        amountFen: before.amountFen,
        trainings: before.trainings,
        people: before.people,
        lastTrainingOn: before.lastTrainingOn ?? null,
        ...vacant,
        mergedIntoId: merged?.into ?? null,
        mergedOn: merged?.on ?? null,
        absorbed: joined(absorbed),
      }),
    },
    ProjectMovedOut: {
      key: ({ data }) => ({ villageId: data.villageId }),
      fold: (row, { data }) => ({
        ...row,
        venuesPlanned: row.venuesPlanned - 1,
        venuesCompleted: row.venuesCompleted - Number(data.builtAreaDm2 !== undefined),
        builtAreaDm2: row.builtAreaDm2 - (data.builtAreaDm2 ?? 0),
      }),
    },
    ProjectMovedIn: {
      key: ({ data }) => ({ villageId: data.villageId }),
      fold: (row, { data }) => ({
        ...row,
        venuesPlanned: row.venuesPlanned + 1,
        venuesCompleted: row.venuesCompleted + Number(data.completion !== undefined),
        builtAreaDm2: row.builtAreaDm2 + (data.completion?.builtAreaDm2 ?? 0),
      }),
    },
    VillageProfileUpdated: {
      key: ({ data }) => ({ villageId: data.villageId }),
      fold: (row, { data: { villageId: _, ...profile } }) =>
        profile.year < (row.profileYear ?? profile.year) ? row : { ...row, ...figuresOf(profile) },
    },
    OfficerChanged: {
      key: ({ data }) => ({ villageId: data.villageId }),
      fold: (row, { data }) =>
        row.mergedOn ? row : { ...row, [holderOf[data.post]]: data.inPersonId ?? null },
    },
  },
});

function joined(ids: readonly string[]): string {
  return ids.filter((id) => id !== '').join(',');
}

type Profile = Omit<VillageEvents['VillageProfileUpdated'], 'villageId'>;

function figuresOf({ year, ...figures }: Profile) {
  return { profileYear: year, ...figures };
}
