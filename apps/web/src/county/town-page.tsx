import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useTownSummary, useVenueCards, useVillageCards } from '../api/queries.ts';
import type { TownSummary } from '../api/types.ts';
import { FigureViewContext, townView } from '../origins/origins-context.ts';
import { VenuesTable } from '../places/venues-table.tsx';
import { VillagesTable } from '../places/villages-table.tsx';
import { Page } from '../shell/page.tsx';
import { useCounty } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { SheetContext } from '../tables/sheet-context.ts';
import { BuildTypesTile } from '../tiles/build-types-tile.tsx';
import { ProgressTile } from '../tiles/progress-tile.tsx';
import { SourcesTile } from '../tiles/sources-tile.tsx';
import { SummaryFigures } from '../tiles/summary-figures.tsx';
import { SummarySkeleton } from '../tiles/summary-skeleton.tsx';
import { TiersTile } from '../tiles/tiers-tile.tsx';
import { TrainingsTile } from '../tiles/trainings-tile.tsx';
import { ViewAside } from './view-aside.tsx';

/** One town as the county sees it: its figures, its villages, its venues. */
export function TownPage() {
  const { t } = useTranslation();
  const county = useCounty();
  const { townCode = '' } = useParams();
  const summary = useTownSummary(townCode);
  return (
    <Page
      title={summary.data?.data.town.name ?? townCode}
      crumbs={[{ title: t('county.title', { name: county.name }), to: '/county' }]}
      aside={<ViewAside />}
    >
      <QueryContent query={summary} skeleton={<SummarySkeleton tiles={4} />}>
        {(view) => (
          <SheetContext value={{ place: view.data.town.name, basis: view }}>
            <FigureViewContext value={townView(townCode)}>
              <TownFiguresAndTiles summary={view.data} asOf={view.asOf} />
              <TownVillages townCode={townCode} />
              <TownVenues townCode={townCode} />
            </FigureViewContext>
          </SheetContext>
        )}
      </QueryContent>
    </Page>
  );
}

function TownFiguresAndTiles({ summary, asOf }: { summary: TownSummary; asOf: string }) {
  return (
    <>
      <SummaryFigures summary={summary} />
      <div className="tiles">
        <ProgressTile years={summary.years} asOf={asOf} />
        <SourcesTile sources={summary.funds.bySource} />
        <TiersTile tiers={summary.funds.byTier} />
        <BuildTypesTile buildTypes={summary.venues.byBuildType} />
        <TrainingsTile months={summary.months} className="tile-wide" />
      </div>
    </>
  );
}

function TownVillages({ townCode }: { townCode: string }) {
  const { t } = useTranslation();
  const villages = useVillageCards(townCode);
  return (
    <section className="tile tile-table" aria-labelledby="villages-heading">
      <div className="tile-head">
        <h2 id="villages-heading">{t('town.villages')}</h2>
      </div>
      <QueryContent query={villages} skeleton={<TableSkeleton />}>
        {(view) => (
          <VillagesTable
            townCode={townCode}
            villages={view.data}
            linkTo={villagePath(townCode)}
            sheet={{ list: t('town.villages'), basis: view }}
          />
        )}
      </QueryContent>
    </section>
  );
}

function TownVenues({ townCode }: { townCode: string }) {
  const { t } = useTranslation();
  const venues = useVenueCards(townCode);
  return (
    <section className="tile tile-table" aria-labelledby="venues-heading">
      <div className="tile-head">
        <h2 id="venues-heading">{t('town.venues')}</h2>
      </div>
      <QueryContent query={venues} skeleton={<TableSkeleton />}>
        {(view) =>
          view.data.length === 0 ? (
            <EmptyState title={t('workspace.noVenues')} />
          ) : (
            <VenuesTable
              townCode={townCode}
              venues={view.data}
              linkTo={villagePath(townCode)}
              sheet={{ list: t('town.venues'), basis: view }}
            />
          )
        }
      </QueryContent>
    </section>
  );
}

function villagePath(townCode: string): (villageId: string) => string {
  return (villageId) => `/county/towns/${townCode}/villages/${villageId}`;
}
