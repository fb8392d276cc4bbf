import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useVenueCards, useVillageCards } from '../api/queries.ts';
import { usePersons } from '../api/persons.ts';
import type { OfficerPost, VenueCard, VillageCard } from '../api/types.ts';
import { useAsOf } from '../as-of/use-as-of.ts';
import { OfficersSection } from '../persons/officers-section.tsx';
import { PersonsContext } from '../persons/person-names.ts';
import { VenueSummary } from '../places/venue-summary.tsx';
import { type Crumb, Page } from '../shell/page.tsx';
import { useMay } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { NotFoundPage } from '../states/not-found-page.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { SummarySkeleton } from '../tiles/summary-skeleton.tsx';
import { VillageEvents } from './village-events.tsx';
import { VillageFigures } from './village-figures.tsx';

interface VillageViewProps {
  townCode: string;
  villageId: string;
  crumbs: Crumb[];
  aside?: ReactNode;
  /** What a clerk can do here. */
  actions?: ReactNode;
  venueActions?: (venue: VenueCard) => ReactNode;
  postActions?: (post: OfficerPost) => ReactNode;
  /** What to say where there is no venue yet. */
  noVenues: string;
}

/** One village: its figures, its officers, its venues, and every fact recorded about it. */
export function VillageView(props: VillageViewProps) {
  const { t } = useTranslation();
  const villages = useVillageCards(props.townCode, props.villageId);
  const village = villages.data?.data[0];
  const past = useAsOf() !== undefined;
  if (villages.data !== undefined && village === undefined && !past) return <NotFoundPage />;
  return (
    <Page title={village?.name ?? ''} crumbs={props.crumbs} aside={props.aside} actions={props.actions}>
      <QueryContent query={villages} skeleton={<SummarySkeleton tiles={2} />}>
        {() =>
          village === undefined ? (
            <EmptyState title={t('asOf.noVillage')} detail={t('asOf.emptyDetail')} />
          ) : (
            <VillageContent {...props} village={village} />
          )
        }
      </QueryContent>
    </Page>
  );
}

function VillageContent({
  village,
  townCode,
  villageId,
  ...props
}: VillageViewProps & { village: VillageCard }) {
  const { t } = useTranslation();
  const venues = useVenueCards(townCode, villageId);
  const maySeePersons = useMay()('persons');
  const persons = usePersons(townCode, maySeePersons);
  return (
    <PersonsContext value={new Map(persons.data?.map((person) => [person.personId, person]))}>
      <VillageFigures townCode={townCode} village={village} />
      {maySeePersons && (
        <OfficersSection townCode={townCode} village={village} postActions={props.postActions} />
      )}
      <section className="tile" aria-labelledby="venues-heading">
        <div className="tile-head">
          <h2 id="venues-heading">{t('village.venues')}</h2>
        </div>
        <QueryContent query={venues} skeleton={<TableSkeleton />}>
          {({ data }) => <VillageVenues townCode={townCode} venues={data} {...props} />}
        </QueryContent>
      </section>
      <VillageEvents townCode={townCode} villageId={villageId} venues={venues.data?.data ?? []} />
    </PersonsContext>
  );
}

interface VillageVenuesProps {
  townCode: string;
  venues: VenueCard[];
  noVenues: string;
  venueActions?: (venue: VenueCard) => ReactNode;
}

function VillageVenues({ townCode, venues, noVenues, venueActions }: VillageVenuesProps) {
  if (venues.length === 0) return <EmptyState title={noVenues} />;
  return (
    <ul className="cards cards-wide">
      {venues.map((venue) => (
        <li key={venue.venueId} className="card">
          <VenueSummary townCode={townCode} venue={venue} actions={venueActions?.(venue)} />
        </li>
      ))}
    </ul>
  );
}
