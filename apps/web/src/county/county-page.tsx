import { useTranslation } from 'react-i18next';
import { useCountyOverview } from '../api/queries.ts';
import type { CountyOverview, View } from '../api/types.ts';
import { useAsOf } from '../as-of/use-as-of.ts';
import { countyView, FigureViewContext } from '../origins/origins-context.ts';
import { Page } from '../shell/page.tsx';
import { useCounty } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { SheetContext } from '../tables/sheet-context.ts';
import { BuildTypesTile } from '../tiles/build-types-tile.tsx';
import { CoverageTile } from '../tiles/coverage-tile.tsx';
import { FundsByTownTile } from '../tiles/funds-by-town-tile.tsx';
import { ProgressTile } from '../tiles/progress-tile.tsx';
import { SourcesTile } from '../tiles/sources-tile.tsx';
import { SummaryFigures } from '../tiles/summary-figures.tsx';
import { SummarySkeleton } from '../tiles/summary-skeleton.tsx';
import { TiersTile } from '../tiles/tiers-tile.tsx';
import { TrainingsTile } from '../tiles/trainings-tile.tsx';
import { TownsTable } from './towns-table.tsx';
import { ViewAside } from './view-aside.tsx';

/** The county at a glance: coverage, progress, money, use, and the towns behind them. */
export function CountyPage() {
  const { t } = useTranslation();
  const county = useCounty();
  const overview = useCountyOverview(county.code);
  return (
    <Page title={t('county.title', { name: county.name })} aside={<ViewAside />}>
      <QueryContent query={overview} skeleton={<SummarySkeleton tiles={6} />}>
        {(view) => <CountyContent {...view} />}
      </QueryContent>
    </Page>
  );
}

function CountyContent({ data: overview, asOf, positions }: View<CountyOverview>) {
  const { t } = useTranslation();
  const past = useAsOf() !== undefined;
  if (overview.villages.total === 0) {
    return past ? (
      <EmptyState title={t('asOf.emptyTitle')} detail={t('asOf.emptyDetail')} />
    ) : (
      <EmptyState title={t('state.emptyCountyTitle')} detail={t('state.emptyCountyDetail')} />
    );
  }
  return (
    <SheetContext value={{ basis: { asOf, positions } }}>
      <FigureViewContext value={countyView(overview.county.code)}>
        <SummaryFigures summary={overview} />
        <div className="tiles">
          <CoverageTile towns={overview.towns} />
          <ProgressTile years={overview.years} asOf={asOf} />
          <FundsByTownTile towns={overview.towns} />
          <SourcesTile sources={overview.funds.bySource} />
          <TiersTile tiers={overview.funds.byTier} />
          <BuildTypesTile buildTypes={overview.venues.byBuildType} />
          <TrainingsTile months={overview.months} className="tile-wide" />
        </div>
        <TownsTable towns={overview.towns} />
      </FigureViewContext>
    </SheetContext>
  );
}
