import { useTranslation } from 'react-i18next';
import type { FigureName, Summary } from '../api/types.ts';
import { formatCount, formatOneDecimal, formatPct, formatWan, none } from '../format/numbers.ts';
import { Figure } from './figure.tsx';

interface SummaryFiguresProps {
  summary: Summary;
  /** Shows where a figure comes from; without it the figures do not open. */
  onOpen?: (figure: FigureName) => void;
}

/** The six figures that a county and a town begin with. */
export function SummaryFigures({ summary, onOpen }: SummaryFiguresProps) {
  const { t } = useTranslation();
  const opening = (figure: FigureName) => onOpen && (() => onOpen(figure));
  const { villages, venues, funds, trainings } = summary;
  return (
    <dl className="figures">
      <Figure
        testId="figure-planned"
        onOpen={opening('venues.planned')}
        label={t('figure.planned')}
        value={formatCount(venues.planned)}
        unit={t('unit.venues')}
        note={
          venues.cancelled > 0
            ? t('figure.cancelledNote', { count: venues.cancelled })
            : t('figure.plannedNote', { count: venues.newOrRebuilt.planned })
        }
      />
      <Figure
        testId="figure-completed"
        onOpen={opening('venues.completed')}
        label={t('figure.completed')}
        value={formatCount(venues.completed)}
        unit={t('unit.venues')}
        note={t('figure.completedNote', { pct: formatPct(venues.completionPct) })}
      />
      <Figure
        testId="figure-coverage"
        onOpen={opening('villages.covered')}
        label={t('figure.coverage')}
        value={formatPct(villages.coveragePct)}
        note={t('figure.coverageNote', {
          covered: formatCount(villages.covered),
          total: formatCount(villages.total),
        })}
      />
      <Figure
        testId="figure-funds"
        onOpen={opening('funds.amountFen')}
        label={t('figure.funds')}
        value={formatWan(funds.wan)}
        unit={t('unit.wan')}
        note={t('figure.fundsNote', { average: formatWan(funds.averageWan) })}
      />
      <Figure
        testId="figure-trainings"
        onOpen={opening('trainings.count')}
        label={t('figure.trainings')}
        value={formatCount(trainings.count)}
        unit={t('unit.trainings')}
        note={t('figure.trainingsNote', { hours: formatOneDecimal(trainings.hours) })}
      />
      <Figure
        testId="figure-people"
        onOpen={opening('trainings.people')}
        label={t('figure.people')}
        value={formatCount(trainings.people)}
        unit={t('unit.people')}
        note={t('figure.peopleNote', { average: averagePeople(trainings) })}
      />
    </dl>
  );
}

function averagePeople({ count, people }: Summary['trainings']): string {
  return count === 0 ? none : formatOneDecimal(people / count);
}
