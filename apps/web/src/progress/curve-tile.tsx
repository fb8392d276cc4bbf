import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnnualProgress, ProgressMonth } from '../api/report-types.ts';
import { baseOption, categoryAxis, type ChartOption, valueAxis } from '../charts/chart-option.ts';
import { formatCount, none } from '../format/numbers.ts';
import { useSentence } from '../i18n/use-sentence.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { joinLabels } from '../origins/origin.ts';
import { useOpenOrigin } from '../origins/origins-context.ts';
import { palette } from '../shell/theme.ts';
import type { FigureColumn } from '../tables/figure-table.tsx';
import { Tile } from '../tiles/tile.tsx';
import { useCompletedOrigin } from './completed-origin.ts';

/** The S-curve of a year: what is due and what is complete by the end of each month, the target, the expectation. */
export function CurveTile({ progress }: { progress: AnnualProgress }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const open = useOpenOrigin();
  const completedOrigin = useCompletedOrigin();
  const originOf = ({ month }: ProgressMonth) =>
    completedOrigin(joinLabels(month, t('progress.completedMonth')), month);
  const option = useMemo(() => curveOption(progress, t), [progress, t]);
  const columns: FigureColumn<ProgressMonth>[] = [
    { key: 'month', title: t('column.month'), render: ({ month }) => month },
    { key: 'due', title: t('progress.dueMonth'), numeric: true, render: ({ due }) => formatCount(due) },
    {
      key: 'completed',
      title: t('progress.completedMonth'),
      numeric: true,
      render: (row) =>
        row.completedCumulative === null ? (
          none
        ) : (
          <OriginButton origin={originOf(row)} value={formatCount(row.completed)} />
        ),
    },
    {
      key: 'dueCumulative',
      title: t('progress.dueCumulative'),
      numeric: true,
      render: ({ dueCumulative }) => formatCount(dueCumulative),
    },
    {
      key: 'completedCumulative',
      title: t('progress.completedCumulative'),
      numeric: true,
      render: ({ completedCumulative }) =>
        completedCumulative === null ? none : formatCount(completedCumulative),
    },
  ];
  return (
    <div className="tiles">
      <Tile
        className="tile-wide"
        title={t('progress.curveOf', { year: progress.year })}
        option={option}
        columns={columns}
        sheetColumns={[
          { title: t('column.month'), kind: 'text', value: ({ month }) => month },
          { title: t('progress.dueMonth'), kind: 'count', value: ({ due }) => due },
          {
            title: t('progress.completedMonth'),
            kind: 'count',
            value: ({ completed, completedCumulative }) => (completedCumulative === null ? null : completed),
          },
          {
            title: t('progress.dueCumulative'),
            kind: 'count',
            value: ({ dueCumulative }) => dueCumulative,
          },
          {
            title: t('progress.completedCumulative'),
            kind: 'count',
            value: ({ completedCumulative }) => completedCumulative,
          },
        ]}
        rows={progress.months}
        rowKey={({ month }) => month}
        note={t('report.method', { method: sentence(progress.forecast.method) })}
        onPick={(_series, index) => {
          const month = progress.months[index];
          if (month !== undefined && month.completedCumulative !== null) open(originOf(month));
        }}
      />
    </div>
  );
}

/** Lines of the plan, of what was done, of what is expected from there to the year's end, and of the county's target. */
function curveOption({ months, forecast, countyTarget }: AnnualProgress, t: TFunction): ChartOption {
  const last = months.findLastIndex(({ completedCumulative }) => completedCumulative !== null);
  const isOver = forecast.daysOver === forecast.days;
  const line = { type: 'line' as const, symbol: 'circle', symbolSize: 7 };
  return {
    ...baseOption,
    // Its names may need more than one line has.
    legend: { ...baseOption.legend, type: 'scroll' },
    xAxis: categoryAxis(
      months.map(({ month }) => t('progress.monthShort', { month: Number(month.slice(5)) })),
    ),
    yAxis: valueAxis(t('unit.venues')),
    grid: { ...baseOption.grid, top: 56, left: 4, right: 40 },
    series: [
      {
        ...line,
        name: t('progress.dueCumulative'),
        data: months.map(({ dueCumulative }) => dueCumulative),
        color: palette.planned,
        step: 'end',
        lineStyle: { type: 'dashed', width: 2 },
      },
      {
        ...line,
        name: t('progress.completedCumulative'),
        data: months.map(({ completedCumulative }) => completedCumulative),
        color: palette.completed,
        lineStyle: { width: 3 },
        areaStyle: { opacity: 0.07 },
        label: { show: true, position: 'top', color: palette.completed },
      },
      ...(isOver || last < 0
        ? []
        : [
            {
              ...line,
              name: t('progress.forecastLine'),
              data: months.map((month, index) =>
                index === last ? month.completedCumulative : index === 11 ? forecast.completed : null,
              ),
              connectNulls: true,
              color: palette.people,
              lineStyle: { type: 'dotted' as const, width: 2 },
              label: {
                show: true,
                position: 'right' as const,
                color: palette.people,
                formatter: ({ dataIndex }: { dataIndex: number }) =>
                  dataIndex === 11 ? formatCount(forecast.completed) : '',
              },
            },
          ]),
      ...(countyTarget === null
        ? []
        : [
            {
              ...line,
              name: t('progress.targetLine', { count: countyTarget }),
              data: months.map(() => countyTarget),
              symbol: 'none',
              color: palette.village,
              lineStyle: { width: 2 },
            },
          ]),
    ],
  };
}
