import { defineProjection, uuid } from '../../projections/index.ts';
import type { CommissioningEvents } from '../commissioning/commissioning.events.ts';
import type { CorrectionEvents } from '../corrections/correction.events.ts';
import type { FundsEvents } from '../funds/funds.events.ts';
import type { MergerEvents } from '../mergers/merger.events.ts';
import {
  correctedAllocation,
  corrects,
  isCancellation,
  reversedAllocation,
  withAllocated,
} from '../shared/changes.ts';
import type { Venue } from '../shared/venue-state.ts';
import {
  changed,
  designated,
  registered,
  sixHavesOf,
  standingOf,
  venueCardColumns,
  type VenueCardRow,
} from './venue-card-row.ts';
import type { VenueEvents } from './venue.events.ts';

type Events = VenueEvents &
  FundsEvents &
  CorrectionEvents &
  CommissioningEvents &
  Pick<MergerEvents, 'ProjectMovedOut' | 'ProjectMovedIn' | 'VenueMovedOut' | 'VenueMovedIn'>;

interface Happened<Type extends keyof Events> {
  readonly data: Events[Type];
  readonly occurredOn: string;
}

/** A fold that sets columns to what an event says. */
const sets = <Type extends keyof Events>(
  change: (event: Happened<Type>, row: VenueCardRow) => Partial<VenueCardRow>,
) => ({
  key: ({ data }: Happened<Type>) => ({ venueId: data.venueId }),
  fold: (row: VenueCardRow, event: Happened<Type>) => changed(row, change(event, row)),
});

/** One venue: its plan, its money by tier, its completion, and its life from its registration to its end. */
export const venueCard = defineProjection<Events>()({
  name: 'venue_card',
  version: 3,
  key: { venueId: uuid() },
  row: venueCardColumns,
  on: {
    VenuePlanned: sets<'VenuePlanned'>(({ data, occurredOn }) => ({
      villageId: data.villageId,
      name: data.venueName,
      year: data.year,
      buildType: data.buildType,
      plannedAreaDm2: data.plannedAreaDm2,
      budgetFen: data.budgetFen,
      standardVersion: data.standardVersion ?? 0,
      plannedOn: occurredOn,
      targetOn: data.targetOn,
    })),
    FundsAllocated: sets<'FundsAllocated'>(({ data }, row) =>
      withAllocated(row, { tier: data.tier, byFen: data.amountFen }),
    ),
    FundsReversed: sets<'FundsReversed'>(({ data }, row) => withAllocated(row, reversedAllocation(data))),
    VenueCompleted: sets<'VenueCompleted'>(({ data, occurredOn }) => ({
      builtAreaDm2: data.builtAreaDm2,
      finalCostFen: data.finalCostFen,
      grade: data.grade,
      completedOn: occurredOn,
    })),
    ProjectStatusChanged: {
      key: ({ data }) => (isCancellation(data) ? { venueId: data.venueId } : null),
      fold: (row, { occurredOn }) => changed(row, { cancelledOn: occurredOn }),
    },
    FactCorrected: {
      // What is assessed before a plan is no venue's yet.
      key: ({ data }) => (SHOWN.has(data.eventType) ? { venueId: data.venueId } : null),
      fold: (row, { data }) => changed(row, corrected(row, data)),
    },
    VenueRegistered: sets<'VenueRegistered'>(({ data, occurredOn }) => registered(data, occurredOn)),
    RegistrationCorrected: sets<'RegistrationCorrected'>(({ data }) => data.new),
    VenueConditionAssessed: sets<'VenueConditionAssessed'>(({ data, occurredOn }) => ({
      condition: data.condition,
      conditionOn: occurredOn,
    })),
    SixHavesAssessed: sets<'SixHavesAssessed'>(({ data, occurredOn }) => ({
      sixHavesOn: occurredOn,
      ...sixHavesOf(data),
    })),
    ResponsibilityAssigned: sets<'ResponsibilityAssigned'>(({ data }) => ({
      [`${data.duty}PersonId`]: data.personId,
    })),
    VenueCommissioned: sets<'VenueCommissioned'>(({ data, occurredOn }) => ({
      commissionedOn: occurredOn,
      waiverUntil: data.waiver?.until ?? null,
    })),
    VenueDesignated: sets<'VenueDesignated'>(({ data }) => designated(data)),
    VenueRetired: sets<'VenueRetired'>(({ occurredOn }) => ({ retiredOn: occurredOn })),
    ProjectMovedOut: sets<'ProjectMovedOut'>(({ occurredOn }) => ({ movedOn: occurredOn })),
    VenueMovedOut: sets<'VenueMovedOut'>(({ occurredOn }) => ({ movedOn: occurredOn })),
    ProjectMovedIn: sets<'ProjectMovedIn'>(({ data }) => projectMovedIn(data)),
    VenueMovedIn: sets<'VenueMovedIn'>(({ data }) => ({
      ...standingOf(data.standing as unknown as Venue),
      movedOn: null,
    })),
  },
});

const SHOWN = new Set(['VenuePlanned', 'FundsAllocated', 'VenueCompleted']);

type Correction = CorrectionEvents['FactCorrected'];

function corrected(row: VenueCardRow, data: Correction): Partial<VenueCardRow> {
  const { field, new: value } = data;
  // A registered venue bears the name that it was registered with; its area is what its project built.
  if (corrects(data, 'VenuePlanned', 'venueName')) return row.registeredOn ? {} : { name: String(value) };
  if (corrects(data, 'VenueCompleted', 'builtAreaDm2') && row.origin === 'project')
    return { builtAreaDm2: Number(value), areaDm2: Number(value) };
  if (data.eventType === 'VenueCompleted' || corrects(data, 'VenuePlanned', 'plannedAreaDm2'))
    return { [field]: value };
  return withAllocated(row, correctedAllocation(data));
}

function projectMovedIn(data: MergerEvents['ProjectMovedIn']): Partial<VenueCardRow> {
  const { villageId, year, buildType, plannedAreaDm2, budgetFen, plannedOn, targetOn, completion } = data;
  return {
    villageId,
    name: data.venueName,
    year,
    buildType,
    plannedAreaDm2,
    budgetFen,
    standardVersion: data.standardVersion ?? 0,
    ...data.allocated,
    plannedOn,
    targetOn,
    builtAreaDm2: completion?.builtAreaDm2 ?? null,
    completedOn: completion?.completedOn ?? null,
    grade: completion?.grade ?? null,
    finalCostFen: completion?.finalCostFen ?? null,
    movedOn: null,
  };
}
