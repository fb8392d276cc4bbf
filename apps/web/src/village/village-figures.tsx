import { useTranslation } from 'react-i18next';
import type { VillageCard } from '../api/types.ts';
import { formatHundredths, formatCount, formatWan } from '../format/numbers.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { VillageFigure, villageOrigin, type VillageColumn } from '../places/village-figure.tsx';
import { Figure } from '../tiles/figure.tsx';

/** The figures of one village. */
export function VillageFigures({ townCode, village }: { townCode: string; village: VillageCard }) {
  const { t } = useTranslation();
  const origin = (column: VillageColumn, label: string) => villageOrigin(townCode, village, column, label);
  return (
    <dl className="figures">
      <Figure
        testId="figure-planned"
        origin={origin('venuesPlanned', t('figure.planned'))}
        label={t('figure.planned')}
        value={formatCount(village.venuesPlanned)}
        unit={t('unit.venues')}
        {...(village.venuesCancelled > 0 && {
          note: (
            <OriginButton
              origin={origin('venuesCancelled', t('stage.cancelled'))}
              value={t('figure.cancelledNote', { count: village.venuesCancelled })}
            />
          ),
        })}
      />
      <Figure
        testId="figure-completed"
        origin={origin('venuesCompleted', t('figure.completed'))}
        label={t('figure.completed')}
        value={formatCount(village.venuesCompleted)}
        unit={t('unit.venues')}
      />
      <Figure
        testId="figure-area"
        origin={origin('builtAreaDm2', t('figure.area'))}
        label={t('figure.area')}
        value={formatHundredths(village.builtAreaDm2)}
        unit={t('unit.squareMetres')}
      />
      <Figure
        testId="figure-funds"
        origin={origin('amountFen', t('figure.funds'))}
        label={t('figure.funds')}
        value={formatWan(village.wan)}
        unit={t('unit.wan')}
      />
      <Figure
        testId="figure-trainings"
        origin={origin('trainings', t('figure.trainings'))}
        label={t('figure.trainings')}
        value={formatCount(village.trainings)}
        unit={t('unit.trainings')}
        note={
          <>
            {t('column.lastTraining')}{' '}
            <VillageFigure townCode={townCode} village={village} column="lastTrainingOn" />
          </>
        }
      />
      <Figure
        testId="figure-people"
        origin={origin('people', t('figure.people'))}
        label={t('figure.people')}
        value={formatCount(village.people)}
        unit={t('unit.people')}
      />
    </dl>
  );
}
