import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { VenueCard } from '../api/types.ts';
import { formatHundredths, formatFenAsWan, formatWan } from '../format/numbers.ts';
import { StageTag } from './stage-tag.tsx';
import { venueDate } from './venue-date.ts';

interface VenueSummaryProps {
  venue: VenueCard;
  /** Address of a village's page; without it the village is not named. */
  linkTo?: ((villageId: string) => string) | undefined;
  actions?: ReactNode;
}

/** One venue as a card: what it is, how far it is, what it costs. */
export function VenueSummary({ venue, linkTo, actions }: VenueSummaryProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className="card-head">
        <span className="card-title">{venue.name}</span>
        <StageTag stage={venue.stage} />
      </div>
      <ul className="dotted secondary">
        {linkTo !== undefined && (
          <li>
            <Link to={linkTo(venue.villageId)}>{venue.villageName}</Link>
          </li>
        )}
        <li>{t(`buildType.${venue.buildType}`)}</li>
        <li>
          {venue.builtAreaDm2 === null
            ? t('venue.areaPlanned', { area: formatHundredths(venue.plannedAreaDm2) })
            : t('venue.areaBuilt', { area: formatHundredths(venue.builtAreaDm2) })}
        </li>
        {venue.stage !== 'cancelled' && <li>{venueDate(venue, t)}</li>}
        {venue.grade !== null && <li>{t(`grade.${venue.grade}`)}</li>}
      </ul>
      <ul className="dotted card-money">
        <li>
          {t('venue.allocatedOf', { wan: formatWan(venue.wan), budget: formatFenAsWan(venue.budgetFen) })}
        </li>
        {venue.finalCostFen !== null && (
          <li className="secondary">{t('venue.cost', { wan: formatFenAsWan(venue.finalCostFen) })}</li>
        )}
      </ul>
      {actions !== undefined && actions !== null && <div className="card-actions">{actions}</div>}
    </>
  );
}
