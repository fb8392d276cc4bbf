import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useVenueCards, useVillageCards } from '../api/queries.ts';
import { usePersons } from '../api/persons.ts';
import type { OfficerPost, VenueCard, View, VillageCard } from '../api/types.ts';
import { useAsOf } from '../as-of/use-as-of.ts';
import { OfficersSection } from '../persons/officers-section.tsx';
import { PersonsContext } from '../persons/person-names.ts';
import { venueSheetColumns } from '../places/venue-sheet-columns.ts';
import { VenueSummary } from '../places/venue-summary.tsx';
import { type Crumb, Page } from '../shell/page.tsx';
import { useMay } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { NotFoundPage } from '../states/not-found-page.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { ListBar } from '../tables/list-bar.tsx';
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
          {(view) => <VillageVenues townCode={townCode} village={village} view={view} {...props} />}
        </QueryContent>
      </section>
      <VillageEvents townCode={townCode} village={village} venues={venues.data?.data ?? []} />
    </PersonsContext>
  );
}

interface VillageVenuesProps {
  townCode: string;
  village: VillageCard;
  view: View<VenueCard[]>;
  noVenues: string;
  venueActions?: (venue: VenueCard) => ReactNode;
}

function VillageVenues({ townCode, village, view, noVenues, venueActions }: VillageVenuesProps) {
  const { t } = useTranslation();
  if (view.data.length === 0) return <EmptyState title={noVenues} />;
  return (
    <>
      <ListBar
        sheet={{
          list: t('town.venues'),
          place: village.name,
          columns: venueSheetColumns(t),
          basis: view,
        }}
        count={view.data.length}
        rows={() => view.data}
      />
      <ul className="cards cards-wide">
        {view.data.map((venue) => (
          <li key={venue.venueId} className="card">
            <VenueSummary townCode={townCode} venue={venue} actions={venueActions?.(venue)} />
          </li>
        ))}
      </ul>
    </>
  );
}
