import { z } from 'zod';
import { defineFigure, defineJointFigure, type Figure, type JointFigure } from '../projections/index.ts';
import { fundsAllocated } from './funds/funds.events.ts';
import { townBuildType } from './overview/town-build-type.projection.ts';
import { townFunds } from './overview/town-funds.projection.ts';
import { townMonth } from './overview/town-month.projection.ts';
import { townSummary } from './overview/town-summary.projection.ts';
import { countWithVenue } from './shared/standing-venue.ts';
import { buildType, tier } from './shared/values.ts';
import { countPlanned, isCounted } from './shared/village-parts.ts';
import { venueCard } from './venues/venue-card.projection.ts';
import { villageCard } from './villages/village-card.projection.ts';

const { source, kind } = fundsAllocated.data.shape;

/** What tells the figures of a list apart: `funds.byTier.amountFen` is one of them only together with its tier. */
export const figureParts = {
  tier,
  source,
  kind,
  buildType,
  month: z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/),
  year: z.string().regex(/^\d{4}$/),
};

export type PartName = keyof typeof figureParts;
export type Part = { readonly [Name in PartName]: z.infer<(typeof figureParts)[Name]> };

/** A figure, or a list of figures of one kind. */
export interface FigureSource {
  /** What has to be said to mean one of the list; empty where there is no list. */
  readonly parts: readonly PartName[];
  readonly of: (part: Part) => Figure | JointFigure;
}

const one = (figure: Figure | JointFigure): FigureSource => ({ parts: [], of: () => figure });
const each = <Name extends PartName>(
  parts: readonly Name[],
  of: (part: Pick<Part, Name>) => Figure,
): FigureSource => ({ parts, of });

// A figure reads the events that can change it and no others: nine of ten events are trainings.
const building = [
  'VenuePlanned',
  'VenueCompleted',
  'ProjectStatusChanged',
  'ProjectMovedOut',
  'ProjectMovedIn',
];
const trainings = ['TrainingHeld'];

const ofVillages = [
  'VillageRegistered',
  'VillageMerged',
  'VillageAbsorbed',
  'VillageMovedOut',
  'VillageMovedIn',
];

const villagesPlanned = defineJointFigure(
  { villages: villageCard },
  ({ villages }) => countPlanned(villages),
  { eventTypes: [...ofVillages, ...building] },
);
const villagesWithVenue = defineJointFigure(
  { villages: villageCard, venues: venueCard },
  ({ villages, venues }) => countWithVenue(villages, venues),
  {
    eventTypes: [
      ...ofVillages,
      ...building,
      'VenueRegistered',
      'VenueRetired',
      'VenueMovedOut',
      'VenueMovedIn',
    ],
  },
);
const newOrRebuilt = {
  rows: (key: { buildType: string }) => key.buildType === 'new' || key.buildType === 'rebuild',
};
const ofYear = (year: string) => ({
  rows: (key: { month: string }) => key.month.startsWith(year),
  eventTypes: building,
});
const untilYear = (year: string) => ({
  rows: (key: { month: string }) => key.month.slice(0, 4) <= year,
  eventTypes: building,
});
const ofMonth = (month: string, eventTypes: readonly string[]) => ({
  rows: (key: { month: string }) => key.month === month,
  eventTypes,
});

/** The figures of a county's overview and of a town's summary that open down to events, by their place in the answer. */
export const overviewFigureSources = {
  'villages.total': one(
    defineFigure(villageCard, (village) => Number(isCounted(village)), { eventTypes: ofVillages }),
  ),
  'villages.planned': one(villagesPlanned),
  'villages.covered': one(villagesWithVenue),

  'venues.planned': one(defineFigure(townBuildType, ({ planned }) => planned)),
  'venues.cancelled': one(
    defineFigure(townSummary, ({ cancelled }) => cancelled, { eventTypes: ['ProjectStatusChanged'] }),
  ),
  'venues.completed': one(defineFigure(townBuildType, ({ completed }) => completed)),
  'venues.builtAreaDm2': one(defineFigure(townBuildType, ({ builtAreaDm2 }) => builtAreaDm2)),
  'venues.byBuildType.planned': each(['buildType'], ({ buildType }) =>
    defineFigure(townBuildType, ({ planned }) => planned, { rows: (key) => key.buildType === buildType }),
  ),
  'venues.byBuildType.completed': each(['buildType'], ({ buildType }) =>
    defineFigure(townBuildType, ({ completed }) => completed, { rows: (key) => key.buildType === buildType }),
  ),
  'venues.newOrRebuilt.planned': one(defineFigure(townBuildType, ({ planned }) => planned, newOrRebuilt)),
  'venues.newOrRebuilt.completed': one(
    defineFigure(townBuildType, ({ completed }) => completed, newOrRebuilt),
  ),

  'funds.amountFen': one(defineFigure(townFunds, ({ amountFen }) => amountFen)),
  'funds.byTier.amountFen': each(['tier'], ({ tier }) =>
    defineFigure(townFunds, ({ amountFen }) => amountFen, { rows: (key) => key.tier === tier }),
  ),
  'funds.bySource.amountFen': each(['tier', 'source', 'kind'], ({ tier, source, kind }) =>
    defineFigure(townFunds, ({ amountFen }) => amountFen, {
      rows: (key) => key.tier === tier && key.source === source && key.kind === kind,
    }),
  ),

  'trainings.count': one(defineFigure(townMonth, (row) => row.trainings, { eventTypes: trainings })),
  'trainings.people': one(defineFigure(townMonth, ({ people }) => people, { eventTypes: trainings })),
  'trainings.hours': one(
    defineFigure(townSummary, ({ halfHours }) => halfHours / 2, { eventTypes: trainings }),
  ),

  // A plan counts where it is to be complete.
  'years.planned': each(['year'], ({ year }) => defineFigure(townMonth, ({ due }) => due, ofYear(year))),
  'years.completed': each(['year'], ({ year }) =>
    defineFigure(townMonth, ({ completed }) => completed, ofYear(year)),
  ),
  'years.plannedCumulative': each(['year'], ({ year }) =>
    defineFigure(townMonth, ({ due }) => due, untilYear(year)),
  ),
  'years.completedCumulative': each(['year'], ({ year }) =>
    defineFigure(townMonth, ({ completed }) => completed, untilYear(year)),
  ),

  'months.due': each(['month'], ({ month }) =>
    defineFigure(townMonth, ({ due }) => due, ofMonth(month, building)),
  ),
  'months.completed': each(['month'], ({ month }) =>
    defineFigure(townMonth, ({ completed }) => completed, ofMonth(month, building)),
  ),
  'months.fundsFen': each(['month', 'tier'], ({ month, tier }) =>
    defineFigure(
      townMonth,
      (row) => row[`${tier}Fen`],
      ofMonth(month, ['FundsAllocated', 'FundsReversed', 'FactCorrected']),
    ),
  ),
  'months.trainings': each(['month'], ({ month }) =>
    defineFigure(townMonth, (row) => row.trainings, ofMonth(month, trainings)),
  ),
  'months.people': each(['month'], ({ month }) =>
    defineFigure(townMonth, ({ people }) => people, ofMonth(month, trainings)),
  ),
} satisfies Record<string, FigureSource>;

export type OverviewFigureName = keyof typeof overviewFigureSources;
