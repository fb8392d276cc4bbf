import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { YearFigures } from '../api/types.ts';
import { baseOption, categoryAxis, type ChartOption, valueAxis } from '../charts/chart-option.ts';
import { formatCount } from '../format/numbers.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { joinLabels } from '../origins/origin.ts';
import { useFigureOrigin, useOpenOrigin } from '../origins/origins-context.ts';
import { palette } from '../shell/theme.ts';
import { type FigureColumn } from '../tables/figure-table.tsx';
import { completedSoFar } from './progress.ts';
import { Tile } from './tile.tsx';

type YearSum = Exclude<keyof YearFigures, 'year'>;

const labels = {
  planned: 'plannedYear',
  completed: 'completedYear',
  plannedCumulative: 'plannedCumulative',
  completedCumulative: 'completedCumulative',
} as const satisfies Record<YearSum, string>;

/** Planned against completed venues, cumulative: how far the work is behind its plan. `asOf` is the data's date. */
export function ProgressTile({ years, asOf }: { years: YearFigures[]; asOf: string }) {
  const { t } = useTranslation();
  const origin = useFigureOrigin();
  const open = useOpenOrigin();
  const originOf = (what: YearSum, { year }: YearFigures) =>
    origin(`years.${what}`, joinLabels(String(year), t(`column.${labels[what]}`)), { year: String(year) });
  const cell = (what: YearSum) => (row: YearFigures) => (
    <OriginButton origin={originOf(what, row)} value={formatCount(row[what])} />
  );
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
      render: cell('planned'),
    },
    {
      key: 'completed',
      title: t('column.completedYear'),
      numeric: true,
      render: cell('completed'),
    },
    {
      key: 'plannedCumulative',
      title: t('column.plannedCumulative'),
      numeric: true,
      render: cell('plannedCumulative'),
    },
    {
      key: 'completedCumulative',
      title: t('column.completedCumulative'),
      numeric: true,
      render: cell('completedCumulative'),
    },
  ];
  return (
    <Tile
      title={t('tile.progress')}
      option={option}
      columns={columns}
      sheetColumns={[
        { title: t('column.year'), kind: 'text', value: (row) => String(row.year) },
        { title: t('column.plannedYear'), kind: 'count', value: (row) => row.planned },
        { title: t('column.completedYear'), kind: 'count', value: (row) => row.completed },
        { title: t('column.plannedCumulative'), kind: 'count', value: (row) => row.plannedCumulative },
        { title: t('column.completedCumulative'), kind: 'count', value: (row) => row.completedCumulative },
      ]}
      rows={years}
      rowKey={(row) => String(row.year)}
      onPick={(series, index) =>
        open(originOf(series === 0 ? 'plannedCumulative' : 'completedCumulative', years[index]!))
      }
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
