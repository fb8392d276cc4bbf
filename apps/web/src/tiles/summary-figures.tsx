import { useTranslation } from 'react-i18next';
import type { Summary } from '../api/types.ts';
import { formatCount, formatOneDecimal, formatPct, formatWan, none } from '../format/numbers.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { useFigureOrigin } from '../origins/origins-context.ts';
import { Figure } from './figure.tsx';

/** The six figures that a county and a town begin with, and what puts them in proportion. */
export function SummaryFigures({ summary: { villages, venues, funds, trainings } }: { summary: Summary }) {
  const { t } = useTranslation();
  const origin = useFigureOrigin();
  return (
    <dl className="figures">
      <Figure
        testId="figure-planned"
        origin={origin('venues.planned', t('figure.planned'))}
        label={t('figure.planned')}
        value={formatCount(venues.planned)}
        unit={t('unit.venues')}
        note={<PlannedNote venues={venues} />}
      />
      <Figure
        testId="figure-completed"
        origin={origin('venues.completed', t('figure.completed'))}
        label={t('figure.completed')}
        value={formatCount(venues.completed)}
        unit={t('unit.venues')}
        note={t('figure.completedNote', { pct: formatPct(venues.completionPct) })}
      />
      <Figure
        testId="figure-coverage"
        origin={origin('villages.covered', t('figure.coverage'))}
        label={t('figure.coverage')}
        value={formatPct(villages.coveragePct)}
        note={
          <OriginButton
            origin={origin('villages.total', t('column.villages'))}
            value={t('figure.coverageNote', {
              covered: formatCount(villages.covered),
              total: formatCount(villages.total),
            })}
          />
        }
      />
      <Figure
        testId="figure-funds"
        origin={origin('funds.amountFen', t('figure.funds'))}
        label={t('figure.funds')}
        value={formatWan(funds.wan)}
        unit={t('unit.wan')}
        note={t('figure.fundsNote', { average: formatWan(funds.averageWan) })}
      />
      <Figure
        testId="figure-trainings"
        origin={origin('trainings.count', t('figure.trainings'))}
        label={t('figure.trainings')}
        value={formatCount(trainings.count)}
        unit={t('unit.trainings')}
        note={
          <OriginButton
            origin={origin('trainings.hours', t('figure.hours'))}
            value={t('figure.trainingsNote', { hours: formatOneDecimal(trainings.hours) })}
          />
        }
      />
      <Figure
        testId="figure-people"
        origin={origin('trainings.people', t('figure.people'))}
        label={t('figure.people')}
        value={formatCount(trainings.people)}
        unit={t('unit.people')}
        note={t('figure.peopleNote', { average: averagePeople(trainings) })}
      />
    </dl>
  );
}

function PlannedNote({ venues: { cancelled, newOrRebuilt } }: Pick<Summary, 'venues'>) {
  const { t } = useTranslation();
  const origin = useFigureOrigin();
  return cancelled > 0 ? (
    <OriginButton
      origin={origin('venues.cancelled', t('stage.cancelled'))}
      value={t('figure.cancelledNote', { count: cancelled })}
    />
  ) : (
    <OriginButton
      origin={origin('venues.newOrRebuilt.planned', t('figure.newOrRebuilt'))}
      value={t('figure.plannedNote', { count: newOrRebuilt.planned })}
    />
  );
}

function averagePeople({ count, people }: Summary['trainings']): string {
  return count === 0 ? none : formatOneDecimal(people / count);
}
