import { Button } from 'antd';
import { lazy, type ReactNode, Suspense, useState } from 'react';
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
import { useMay, useSignedIn } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { NotFoundPage } from '../states/not-found-page.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import type { VillageCommand } from '../steps/village-forms.ts';
import { ListBar } from '../tables/list-bar.tsx';
import { SummarySkeleton } from '../tiles/summary-skeleton.tsx';
import { CoverageState } from './coverage-state.tsx';
import { MergerNote } from './merger-note.tsx';
import { SharedVenues } from './shared-venues.tsx';
import { VillageAlerts } from './village-alerts.tsx';
import { VillageEvents } from './village-events.tsx';
import { VillageFigures } from './village-figures.tsx';
import { VillageProfiles } from './village-profiles.tsx';

const VillageStepDrawer = lazy(async () => ({
  default: (await import('./village-step-drawer.tsx')).VillageStepDrawer,
}));

interface VillageViewProps {
  townCode: string;
  villageId: string;
  crumbs: Crumb[];
  /** Address of a village's page. */
  villagePath: (villageId: string) => string;
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
  const may = useMay();
  const past = useAsOf() !== undefined;
  const mayRecord = (command: VillageCommand) => !past && may(`command:${command}`);
  const [open, setOpen] = useState<VillageCommand>();
  const persons = usePersons(townCode, may('persons'));
  const isOfOneVillage = useSignedIn().villageId !== null;
  return (
    <PersonsContext value={new Map(persons.data?.map((person) => [person.personId, person]))}>
      <MergerNote village={village} linkTo={props.villagePath} />
      <VillageFigures townCode={townCode} village={village} />
      <section className="tile" aria-labelledby="venues-heading">
        <div className="tile-head">
          <h2 id="venues-heading">{t('village.venues')}</h2>
          <span className="tile-actions">
            {(['assess-needs', 'register-venue'] as const).filter(mayRecord).map((command) => (
              <Button key={command} onClick={() => setOpen(command)}>
                {t(command === 'assess-needs' ? 'work.needTitle' : 'work.existingTitle')}
              </Button>
            ))}
          </span>
        </div>
        {may('view:coverage') && village.mergedInto === null && (
          <CoverageState townCode={townCode} villageId={villageId} />
        )}
        <QueryContent query={venues} skeleton={<TableSkeleton />}>
          {(view) => <VillageVenues townCode={townCode} village={village} view={view} {...props} />}
        </QueryContent>
        {/* A village's own clerk is told of the own village's venues only. */}
        {!isOfOneVillage && <SharedVenues townCode={townCode} village={village} linkTo={props.villagePath} />}
      </section>
      <VillageAlerts townCode={townCode} village={village} />
      <VillageProfiles
        townCode={townCode}
        village={village}
        onUpdate={mayRecord('update-village-profile') ? () => setOpen('update-village-profile') : undefined}
        onMerge={
          mayRecord('merge-village') && village.mergedInto === null
            ? () => setOpen('merge-village')
            : undefined
        }
      />
      {may('persons') && (
        <OfficersSection townCode={townCode} village={village} postActions={props.postActions} />
      )}
      <VillageEvents townCode={townCode} village={village} venues={venues.data?.data ?? []} />
      {open !== undefined && (
        <Suspense fallback={null}>
          <VillageStepDrawer {...{ townCode, village }} command={open} onClose={() => setOpen(undefined)} />
        </Suspense>
      )}
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
