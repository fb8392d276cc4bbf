import { useTranslation } from 'react-i18next';
import { useVenueCards } from '../api/queries.ts';
import type { VenueCard, VillageCard } from '../api/types.ts';
import { venueSheetColumns } from '../places/venue-sheet-columns.ts';
import { VenueSummary } from '../places/venue-summary.tsx';
import { ListBar } from '../tables/list-bar.tsx';

interface SharedVenuesProps {
  townCode: string;
  village: Pick<VillageCard, 'villageId' | 'absorbed'>;
  linkTo: (villageId: string) => string;
}

/** Venues that serve this village and are not its own: of what is a part of it, and of others that share them. */
export function SharedVenues({ townCode, village, linkTo }: SharedVenuesProps) {
  const { t } = useTranslation();
  const venues = useVenueCards(townCode).data?.data ?? [];
  const parts = village.absorbed.map(({ villageId }) => villageId);
  const ofParts = venues.filter(({ villageId }) => parts.includes(villageId));
  const shared = venues.filter(({ sharedWith }) => sharedWith.includes(village.villageId));
  return (
    <>
      <VenueList {...{ townCode, linkTo }} title={t('villageMerger.venues')} venues={ofParts} />
      <VenueList {...{ townCode, linkTo }} title={t('villageWork.sharedVenues')} venues={shared} />
    </>
  );
}

interface VenueListProps extends Omit<SharedVenuesProps, 'village'> {
  title: string;
  venues: VenueCard[];
}

function VenueList({ townCode, linkTo, title, venues }: VenueListProps) {
  const { t } = useTranslation();
  if (venues.length === 0) return null;
  return (
    <>
      <h3 className="shared-heading">{title}</h3>
      <ListBar
        sheet={{ list: title, columns: venueSheetColumns(t) }}
        count={venues.length}
        rows={() => venues}
      />
      <ul className="cards cards-wide">
        {venues.map((venue) => (
          <li key={venue.venueId} className="card">
            <VenueSummary townCode={townCode} venue={venue} linkTo={linkTo} />
          </li>
        ))}
      </ul>
    </>
  );
}
