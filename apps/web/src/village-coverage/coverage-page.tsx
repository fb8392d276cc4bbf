import { useTranslation } from 'react-i18next';
import { useCoverage } from '../api/county-views.ts';
import type { Coverage } from '../api/report-types.ts';
import type { View } from '../api/types.ts';
import { ViewAside } from '../county/view-aside.tsx';
import { Page } from '../shell/page.tsx';
import { useCounty } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { SummarySkeleton } from '../tiles/summary-skeleton.tsx';
import { SheetContext } from '../tables/sheet-context.ts';
import { DefinitionFigures } from './definition-figures.tsx';
import { TownsCoverage } from './towns-coverage.tsx';
import { UncoveredTile } from './uncovered-tile.tsx';

/** How many villages have a venue, by three definitions side by side, and which have none that counts. */
export function CoveragePage() {
  const { t } = useTranslation();
  const county = useCounty();
  const coverage = useCoverage();
  return (
    <Page title={t('coverage.title', { name: county.name })} aside={<ViewAside />}>
      <QueryContent query={coverage} skeleton={<SummarySkeleton tiles={2} />}>
        {(view) => <CoverageContent view={view} />}
      </QueryContent>
    </Page>
  );
}

function CoverageContent({ view: { data, asOf, positions } }: { view: View<Coverage> }) {
  const { t } = useTranslation();
  const county = useCounty();
  if (data.total.villages === 0)
    return <EmptyState title={t('state.emptyCountyTitle')} detail={t('state.emptyCountyDetail')} />;
  return (
    <SheetContext value={{ place: county.name, basis: { asOf, positions } }}>
      <DefinitionFigures coverage={data} asOf={asOf} />
      <TownsCoverage towns={data.towns} />
      <UncoveredTile villages={data.uncovered} items={data.sixHaves} />
    </SheetContext>
  );
}
