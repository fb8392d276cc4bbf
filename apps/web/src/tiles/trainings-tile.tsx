import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MonthFigures } from '../api/types.ts';
import { baseOption, categoryAxis, type ChartOption, valueAxis } from '../charts/chart-option.ts';
import { formatCount } from '../format/numbers.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { joinLabels } from '../origins/origin.ts';
import { useFigureOrigin, useOpenOrigin } from '../origins/origins-context.ts';
import { palette } from '../shell/theme.ts';
import type { FigureColumn } from '../tables/figure-table.tsx';
import { trainingMonths } from './training-months.ts';
import { Tile } from './tile.tsx';

/** Trainings and their attendances, month by month; the seasons of farming show. */
export function TrainingsTile({ months, className }: { months: MonthFigures[]; className?: string }) {
  const { t } = useTranslation();
  const rows = useMemo(() => trainingMonths(months), [months]);
  const origin = useFigureOrigin();
  const open = useOpenOrigin();
  const originOf = (what: 'trainings' | 'people', { month }: MonthFigures) =>
    origin(`months.${what}`, joinLabels(month, t(`figure.${what}`)), { month });
  const option = useMemo(
    () =>
      trainingsOption(rows, {
        trainings: t('column.trainings'),
        people: t('column.people'),
        trainingsUnit: t('unit.trainings'),
        peopleUnit: t('unit.people'),
      }),
    [rows, t],
  );
  const newestFirst = useMemo(() => rows.toReversed(), [rows]);
  const columns: FigureColumn<MonthFigures>[] = [
    { key: 'month', title: t('column.month'), render: (row) => row.month },
    {
      key: 'trainings',
      title: t('common.withUnit', { title: t('column.trainings'), unit: t('unit.trainings') }),
      numeric: true,
      render: (row) => (
        <OriginButton origin={originOf('trainings', row)} value={formatCount(row.trainings)} />
      ),
    },
    {
      key: 'people',
      title: t('unit.people'),
      numeric: true,
      render: (row) => <OriginButton origin={originOf('people', row)} value={formatCount(row.people)} />,
    },
  ];
  return (
    <Tile
      title={t('tile.trainings')}
      option={option}
      columns={columns}
      sheetColumns={[
        { title: t('column.month'), kind: 'text', value: (row) => row.month },
        { title: t('column.trainings'), kind: 'count', value: (row) => row.trainings },
        { title: t('unit.people'), kind: 'count', value: (row) => row.people },
      ]}
      rows={newestFirst}
      rowKey={(row) => row.month}
      onPick={(series, index) => open(originOf(series === 0 ? 'trainings' : 'people', rows[index]!))}
      {...(className === undefined ? {} : { className })}
    />
  );
}

interface TrainingsText {
  trainings: string;
  people: string;
  trainingsUnit: string;
  peopleUnit: string;
}

function trainingsOption(rows: MonthFigures[], text: TrainingsText): ChartOption {
  return {
    ...baseOption,
    grid: { ...baseOption.grid, top: 62 },
    xAxis: categoryAxis(rows.map((row) => row.month)),
    yAxis: [valueAxis(text.trainingsUnit), valueAxis(text.peopleUnit, 'right')],
    series: [
      {
        type: 'bar',
        name: text.trainings,
        color: palette.planned,
        barMaxWidth: 18,
        data: rows.map((row) => row.trainings),
      },
      {
        type: 'line',
        name: text.people,
        yAxisIndex: 1,
        color: palette.people,
        symbolSize: 5,
        lineStyle: { width: 2 },
        data: rows.map((row) => row.people),
      },
    ],
  };
}
