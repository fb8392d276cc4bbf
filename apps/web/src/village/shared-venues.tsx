import { useTranslation } from 'react-i18next';
import { useVenueCards } from '../api/queries.ts';
import { VenueSummary } from '../places/venue-summary.tsx';

interface SharedVenuesProps {
  townCode: string;
  villageId: string;
  linkTo: (villageId: string) => string;
}

/** Venues of other villages of the town that serve this one too; nothing where there are none. */
export function SharedVenues({ townCode, villageId, linkTo }: SharedVenuesProps) {
  const { t } = useTranslation();
  const venues = useVenueCards(townCode).data?.data ?? [];
  const shared = venues.filter(({ sharedWith }) => sharedWith.includes(villageId));
  if (shared.length === 0) return null;
  return (
    <>
      <h3 className="shared-heading">{t('villageWork.sharedVenues')}</h3>
      <ul className="cards cards-wide">
        {shared.map((venue) => (
          <li key={venue.venueId} className="card">
            <VenueSummary townCode={townCode} venue={venue} linkTo={linkTo} />
          </li>
        ))}
      </ul>
    </>
  );
}
