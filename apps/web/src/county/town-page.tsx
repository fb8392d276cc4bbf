import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useTownSummary, useVenueCards, useVillageCards } from '../api/queries.ts';
import type { Division, TownSummary } from '../api/types.ts';
import { FigureViewContext, townView } from '../origins/origins-context.ts';
import { VenuesTable } from '../places/venues-table.tsx';
import { VillagesTable } from '../places/villages-table.tsx';
import { Page } from '../shell/page.tsx';
import { useCounty } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
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
        {({ data, asOf }) => (
          <FigureViewContext value={townView(townCode)}>
            <TownFiguresAndTiles summary={data} asOf={asOf} />
            <TownVillages town={data.town} />
            <TownVenues town={data.town} />
          </FigureViewContext>
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

function TownVillages({ town: { code, name } }: { town: Division }) {
  const { t } = useTranslation();
  const villages = useVillageCards(code);
  return (
    <section className="tile tile-table" aria-labelledby="villages-heading">
      <div className="tile-head">
        <h2 id="villages-heading">{t('town.villages')}</h2>
      </div>
      <QueryContent query={villages} skeleton={<TableSkeleton />}>
        {(view) => (
          <VillagesTable
            townCode={code}
            villages={view.data}
            linkTo={villagePath(code)}
            sheet={{ list: t('town.villages'), place: name, basis: view }}
          />
        )}
      </QueryContent>
    </section>
  );
}

function TownVenues({ town: { code, name } }: { town: Division }) {
  const { t } = useTranslation();
  const venues = useVenueCards(code);
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
              townCode={code}
              venues={view.data}
              linkTo={villagePath(code)}
              sheet={{ list: t('town.venues'), place: name, basis: view }}
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
