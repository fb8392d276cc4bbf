import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { YearFigures } from '../api/types.ts';
import { baseOption, categoryAxis, type ChartOption, valueAxis } from '../charts/chart-option.ts';
import { formatCount } from '../format/numbers.ts';
import { palette } from '../shell/theme.ts';
import { type FigureColumn } from '../tables/figure-table.tsx';
import { completedSoFar } from './progress.ts';
import { Tile } from './tile.tsx';

/** Planned against completed venues, cumulative: how far the work is behind its plan. `asOf` is the data's date. */
export function ProgressTile({ years, asOf }: { years: YearFigures[]; asOf: string }) {
  const { t } = useTranslation();
  const option = useMemo(
    () =>
      progressOption(years, asOf, {
        planned: t('column.plannedCumulative'),
        completed: t('column.completedCumulative'),
        unit: t('unit.venues'),
      }),
    [years, asOf, t],
  );
  const columns: FigureColumn<YearFigures>[] = [
    { key: 'year', title: t('column.year'), render: (row) => row.year },
    {
      key: 'planned',
      title: t('column.plannedYear'),
      numeric: true,
      render: (row) => formatCount(row.planned),
    },
    {
      key: 'completed',
      title: t('column.completedYear'),
      numeric: true,
      render: (row) => formatCount(row.completed),
    },
    {
      key: 'plannedCumulative',
      title: t('column.plannedCumulative'),
      numeric: true,
      render: (row) => formatCount(row.plannedCumulative),
    },
    {
      key: 'completedCumulative',
      title: t('column.completedCumulative'),
      numeric: true,
      render: (row) => formatCount(row.completedCumulative),
    },
  ];
  return (
    <Tile
      title={t('tile.progress')}
      option={option}
      columns={columns}
      rows={years}
      rowKey={(row) => String(row.year)}
    />
  );
}

function progressOption(
  years: YearFigures[],
  asOf: string,
  text: { planned: string; completed: string; unit: string },
): ChartOption {
  const line = { type: 'line' as const, symbol: 'circle', symbolSize: 7, label: { show: true } };
  return {
    ...baseOption,
    xAxis: categoryAxis(years.map((year) => String(year.year))),
    yAxis: valueAxis(text.unit),
    grid: { ...baseOption.grid, top: 56, left: 4, right: 28 },
    series: [
      {
        ...line,
        name: text.planned,
        data: years.map((year) => year.plannedCumulative),
        color: palette.planned,
        lineStyle: { type: 'dashed', width: 2 },
        label: { show: true, position: 'top', color: palette.secondary },
      },
      {
        ...line,
        name: text.completed,
        data: completedSoFar(years, asOf),
        color: palette.completed,
        lineStyle: { width: 3 },
        areaStyle: { opacity: 0.07 },
        label: { show: true, position: 'bottom', color: palette.completed },
      },
    ],
  };
}
