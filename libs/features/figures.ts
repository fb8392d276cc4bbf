import { defineFigure, type Figure } from '../projections/index.ts';
import { townSummary } from './overview/town-summary.projection.ts';
import { villageCard } from './villages/village-card.projection.ts';

/** The figures of the county's overview that open down to events, by their place in its answer. */
export const overviewFigureSources = {
  'villages.total': defineFigure(villageCard, ({ code }) => Number(code !== '')),
  'villages.planned': defineFigure(villageCard, ({ code, venuesPlanned }) =>
    Number(code !== '' && venuesPlanned > 0),
  ),
  'villages.covered': defineFigure(villageCard, ({ code, venuesCompleted }) =>
    Number(code !== '' && venuesCompleted > 0),
  ),
  'venues.planned': defineFigure(townSummary, ({ planned }) => planned),
  'venues.cancelled': defineFigure(townSummary, ({ cancelled }) => cancelled),
  'venues.completed': defineFigure(townSummary, ({ completed }) => completed),
  'venues.builtAreaDm2': defineFigure(townSummary, ({ builtAreaDm2 }) => builtAreaDm2),
  'funds.amountFen': defineFigure(
    townSummary,
    ({ higherFen, townFen, villageFen }) => higherFen + townFen + villageFen,
  ),
  'trainings.count': defineFigure(townSummary, ({ trainings }) => trainings),
  'trainings.people': defineFigure(townSummary, ({ people }) => people),
  'trainings.hours': defineFigure(townSummary, ({ halfHours }) => halfHours / 2),
} satisfies Record<string, Figure>;
