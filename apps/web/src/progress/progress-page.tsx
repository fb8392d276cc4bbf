import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAnnualProgress } from '../api/county-views.ts';
import type { AnnualProgress } from '../api/report-types.ts';
import type { View } from '../api/types.ts';
import { useAsOf } from '../as-of/use-as-of.ts';
import { useParameter } from '../as-of/use-parameter.ts';
import { ViewAside } from '../county/view-aside.tsx';
import { businessDate } from '../format/dates.ts';
import { Page } from '../shell/page.tsx';
import { useCounty } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { SheetContext } from '../tables/sheet-context.ts';
import { SummarySkeleton } from '../tiles/summary-skeleton.tsx';
import { CurveTile } from './curve-tile.tsx';
import { ProgressFigures } from './progress-figures.tsx';
import { TownsProgressTable } from './towns-progress-table.tsx';

/** A year's work against its plan and its target, month by month and town by town, and what to expect of the rest. */
export function ProgressPage() {
  const { t } = useTranslation();
  const county = useCounty();
  const thisYear = Number((useAsOf() ?? businessDate(new Date())).slice(0, 4));
  const [chosen, choose] = useParameter('year');
  const year = isYear(chosen) ? Number(chosen) : thisYear;
  const progress = useAnnualProgress(year);
  return (
    <Page
      title={t('progress.title', { name: county.name })}
      aside={
        <>
          <Select
            aria-label={t('progress.year')}
            value={year}
            onChange={(value) => choose(value === thisYear ? undefined : String(value))}
            options={yearsAround(thisYear, year).map((value) => ({
              value,
              label: t('progress.yearOf', { year: value }),
            }))}
          />
          <ViewAside />
        </>
      }
    >
      <QueryContent query={progress} skeleton={<SummarySkeleton tiles={1} />}>
        {(view) => <ProgressContent view={view} />}
      </QueryContent>
    </Page>
  );
}

function ProgressContent({ view: { data, asOf, positions } }: { view: View<AnnualProgress> }) {
  const { t } = useTranslation();
  const county = useCounty();
  const { year, due, completed, carriedOver, countyTarget } = data;
  if (due + completed + carriedOver + (countyTarget ?? 0) === 0)
    return <EmptyState title={t('progress.none', { year })} detail={t('progress.noneDetail')} />;
  return (
    <SheetContext value={{ place: county.name, basis: { asOf, positions } }}>
      <ProgressFigures progress={data} />
      <CurveTile progress={data} />
      <TownsProgressTable year={year} towns={data.towns} />
    </SheetContext>
  );
}

/** The years that the server knows. */
const isYear = (text: string | undefined) => Number(text) >= 1950 && Number(text) <= 2099;

/** The years to choose from, the latest first: some before, and the next, whose plans are made. */
function yearsAround(thisYear: number, chosen: number): number[] {
  const years = Array.from({ length: 8 }, (_, i) => thisYear + 1 - i);
  return years.includes(chosen) ? years : [...years, chosen].toSorted((one, other) => other - one);
}
