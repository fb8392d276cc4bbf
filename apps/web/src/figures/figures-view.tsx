import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type ReportPlace, useReportFigures } from '../api/report-figures.ts';
import { useParameter } from '../as-of/use-parameter.ts';
import { type Crumb, Page } from '../shell/page.tsx';
import { useMay } from '../shell/signed-in.ts';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { SheetContext } from '../tables/sheet-context.ts';
import { CheckTile } from './check-tile.tsx';
import { FiguresTile } from './figures-tile.tsx';
import { PeriodPicker } from './period-picker.tsx';

interface FiguresViewProps {
  place: ReportPlace;
  crumbs?: Crumb[];
  aside: ReactNode;
}

/** The named figures of a period, exactly and as a report shows them, and a place to check what a report says. */
export function FiguresView({ place, crumbs = [], aside }: FiguresViewProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [from] = useParameter('from');
  const [to] = useParameter('to');
  const figures = useReportFigures(place, { ...(from && { from }), ...(to && { to }) });
  return (
    <Page title={t('figures.title', { name: place.name })} {...{ crumbs, aside }}>
      <QueryContent query={figures} skeleton={<TableSkeleton />}>
        {({ data, asOf, positions }) => (
          <SheetContext value={{ place: place.name, basis: { asOf, positions } }}>
            <PeriodPicker period={data.period} />
            <FiguresTile report={data} />
            {may('figures:check') && <CheckTile place={place} report={data} />}
          </SheetContext>
        )}
      </QueryContent>
    </Page>
  );
}
