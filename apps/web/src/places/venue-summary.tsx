import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { VenueCard } from '../api/types.ts';
import { formatArea, formatFenAsWan, formatWan } from '../format/numbers.ts';
import { StageTag } from './stage-tag.tsx';

/** One venue as a card: what it is, how far it is, what it costs. */
export function VenueSummary({ venue, actions }: { venue: VenueCard; actions?: ReactNode }) {
  const { t } = useTranslation();
  const facts = [
    t(`buildType.${venue.buildType}`),
    venue.builtAreaDm2 === null
      ? t('venue.areaPlanned', { area: formatArea(venue.plannedAreaDm2) })
      : t('venue.areaBuilt', { area: formatArea(venue.builtAreaDm2) }),
    venue.completedOn === null
      ? t('venue.dueOn', { date: venue.targetOn })
      : t('venue.doneOn', { date: venue.completedOn }),
    ...(venue.grade === null ? [] : [t(`grade.${venue.grade}`)]),
  ];
  return (
    <>
      <div className="card-head">
        <span className="card-title">{venue.name}</span>
        <StageTag stage={venue.stage} />
      </div>
      <div className="secondary">{facts.join(' · ')}</div>
      <div className="card-money">
        {t('venue.allocatedOf', { wan: formatWan(venue.wan), budget: formatFenAsWan(venue.budgetFen) })}
        {venue.finalCostFen !== null && (
          <span className="secondary"> · {t('venue.cost', { wan: formatFenAsWan(venue.finalCostFen) })}</span>
        )}
      </div>
      {actions !== undefined && actions !== null && <div className="card-actions">{actions}</div>}
    </>
  );
}
