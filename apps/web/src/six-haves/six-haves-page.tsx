import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSixHaves } from '../api/county-views.ts';
import type { SixHaves } from '../api/report-types.ts';
import type { View } from '../api/types.ts';
import { ViewAside } from '../county/view-aside.tsx';
import { Page } from '../shell/page.tsx';
import { useCounty } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { SummarySkeleton } from '../tiles/summary-skeleton.tsx';
import { SheetContext } from '../tables/sheet-context.ts';
import { HavesMatrix, type VenueFilter } from './haves-matrix.tsx';
import { ItemRates, type VenuesOfRate } from './item-rates.tsx';

/** What each venue has of what the standard asks for: rates by item and town, and the venues one by one. */
export function SixHavesPage() {
  const { t } = useTranslation();
  const county = useCounty();
  const sixHaves = useSixHaves();
  return (
    <Page title={t('sixHaves.title', { name: county.name })} aside={<ViewAside />}>
      <QueryContent query={sixHaves} skeleton={<SummarySkeleton tiles={1} />}>
        {(view) => <SixHavesContent view={view} />}
      </QueryContent>
    </Page>
  );
}

function SixHavesContent({ view: { data, asOf, positions } }: { view: View<SixHaves> }) {
  const { t } = useTranslation();
  const county = useCounty();
  const [filter, setFilter] = useState<VenueFilter>({ town: undefined, which: 'all' });
  const list = useRef<HTMLHeadingElement>(null);
  const open = ({ town, item }: VenuesOfRate) => {
    setFilter({ town, which: item === undefined ? 'missing' : { without: item } });
    list.current?.focus();
    list.current?.scrollIntoView({ block: 'start' });
  };
  if (data.venues.length === 0)
    return <EmptyState title={t('sixHaves.none')} detail={t('sixHaves.noneDetail')} />;
  return (
    <SheetContext value={{ place: county.name, basis: { asOf, positions } }}>
      <ItemRates sixHaves={data} onOpen={open} />
      <HavesMatrix
        items={data.items}
        venues={data.venues}
        filter={filter}
        onFilter={setFilter}
        headingRef={list}
      />
    </SheetContext>
  );
}
