import { useTranslation } from 'react-i18next';
import type { VillageCard } from '../api/types.ts';
import { formatHundredths, formatCount, formatWan, none } from '../format/numbers.ts';
import { Figure } from '../tiles/figure.tsx';

/** The figures of one village. */
export function VillageFigures({ village }: { village: VillageCard }) {
  const { t } = useTranslation();
  return (
    <dl className="figures">
      <Figure
        testId="figure-planned"
        label={t('figure.planned')}
        value={formatCount(village.venuesPlanned)}
        unit={t('unit.venues')}
        {...(village.venuesCancelled > 0 && {
          note: t('figure.cancelledNote', { count: village.venuesCancelled }),
        })}
      />
      <Figure
        testId="figure-completed"
        label={t('figure.completed')}
        value={formatCount(village.venuesCompleted)}
        unit={t('unit.venues')}
      />
      <Figure
        testId="figure-area"
        label={t('figure.area')}
        value={formatHundredths(village.builtAreaDm2)}
        unit={t('unit.squareMetres')}
      />
      <Figure
        testId="figure-funds"
        label={t('figure.funds')}
        value={formatWan(village.wan)}
        unit={t('unit.wan')}
      />
      <Figure
        testId="figure-trainings"
        label={t('figure.trainings')}
        value={formatCount(village.trainings)}
        unit={t('unit.trainings')}
        note={`${t('column.lastTraining')} ${village.lastTrainingOn ?? none}`}
      />
      <Figure
        testId="figure-people"
        label={t('figure.people')}
        value={formatCount(village.people)}
        unit={t('unit.people')}
      />
    </dl>
  );
}
