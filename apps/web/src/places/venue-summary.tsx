import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DatedLink } from '../as-of/dated-link.tsx';
import type { VenueCard } from '../api/types.ts';
import { formatHundredths, formatFenAsWan, formatWan } from '../format/numbers.ts';
import { useReaches } from '../shell/signed-in.ts';
import { StageTag } from './stage-tag.tsx';
import { useProjectPath } from './use-project-path.ts';
import { venueDate } from './venue-date.ts';
import { areaColumn, VenueFigure } from './venue-figure.tsx';
import { VenueLife } from './venue-life.tsx';

interface VenueSummaryProps {
  townCode: string;
  venue: VenueCard;
  /** Address of a village's page; without it the village is not named. */
  linkTo?: ((villageId: string) => string) | undefined;
  actions?: ReactNode;
}

/** One venue as a card: what it is, how far it is, what it costs. */
export function VenueSummary({ townCode, venue, linkTo, actions }: VenueSummaryProps) {
  const { t } = useTranslation();
  const projectPath = useProjectPath(townCode);
  const reaches = useReaches();
  const place = { townCode, venue };
  const area = areaColumn(venue);
  const areaText = t(areaWords[area], { area: formatHundredths(venue[area] ?? 0) });
  return (
    <>
      <div className="card-head">
        <DatedLink to={projectPath(venue.venueId)} className="card-title">
          {venue.name}
        </DatedLink>
        <StageTag stage={venue.stage} />
      </div>
      <ul className="dotted secondary">
        {linkTo !== undefined && (
          <li>
            {reaches(venue.villageId) ? (
              <DatedLink to={linkTo(venue.villageId)}>{venue.villageName}</DatedLink>
            ) : (
              venue.villageName
            )}
          </li>
        )}
        {venue.buildType !== '' && <li>{t(`buildType.${venue.buildType}`)}</li>}
        <li>
          <VenueFigure {...place} column={area} text={areaText} />
        </li>
        {venue.stage !== 'cancelled' && <li>{venueDate(venue, t)}</li>}
        {venue.grade !== null && <li>{t(`grade.${venue.grade}`)}</li>}
      </ul>
      <VenueLife venue={venue} />
      {venue.plannedOn !== null && <VenueMoney {...place} />}
      {actions !== undefined && actions !== null && <div className="card-actions">{actions}</div>}
    </>
  );
}

const areaWords = {
  areaDm2: 'venue.areaRegistered',
  builtAreaDm2: 'venue.areaBuilt',
  plannedAreaDm2: 'venue.areaPlanned',
} as const;

/** What a project's venue has got, of what it may cost. */
function VenueMoney(place: Pick<VenueSummaryProps, 'townCode' | 'venue'>) {
  const { t } = useTranslation();
  const { venue } = place;
  return (
    <ul className="dotted card-money">
      <li>
        <VenueFigure
          {...place}
          column="amountFen"
          text={t('venue.allocated', { wan: formatWan(venue.wan) })}
        />{' '}
        /{' '}
        <VenueFigure
          {...place}
          column="budgetFen"
          text={t('venue.budget', { wan: formatFenAsWan(venue.budgetFen) })}
        />
      </li>
      {venue.finalCostFen !== null && (
        <li className="secondary">
          <VenueFigure
            {...place}
            column="finalCostFen"
            text={t('venue.cost', { wan: formatFenAsWan(venue.finalCostFen) })}
          />
        </li>
      )}
    </ul>
  );
}
