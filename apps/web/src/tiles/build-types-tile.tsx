import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BuildTypeFigures } from '../api/types.ts';
import { baseOption, type ChartOption, horizontalBars } from '../charts/chart-option.ts';
import { formatCount, formatPct } from '../format/numbers.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { joinLabels } from '../origins/origin.ts';
import { useFigureOrigin, useOpenOrigin } from '../origins/origins-context.ts';
import { palette } from '../shell/theme.ts';
import type { FigureColumn } from '../tables/figure-table.tsx';
import { sharesMissWhole } from './shares.ts';
import { Tile } from './tile.tsx';

/** What kinds of building work are planned, and how many of each are done. */
export function BuildTypesTile({ buildTypes }: { buildTypes: BuildTypeFigures[] }) {
  const { t } = useTranslation();
  const origin = useFigureOrigin();
  const open = useOpenOrigin();
  const rows = useMemo(() => buildTypes.filter((row) => row.planned + row.completed > 0), [buildTypes]);
  const option = useMemo(
    () =>
      buildTypesOption(
        rows,
        rows.map((row) => t(`buildType.${row.buildType}`)),
        { planned: t('column.planned'), completed: t('column.completed') },
      ),
    [rows, t],
  );
  const originOf = (what: 'planned' | 'completed', { buildType }: BuildTypeFigures) =>
    origin(`venues.byBuildType.${what}`, joinLabels(t(`buildType.${buildType}`), t(`column.${what}`)), {
      buildType,
    });
  const columns: FigureColumn<BuildTypeFigures>[] = [
    { key: 'buildType', title: t('column.buildType'), render: (row) => t(`buildType.${row.buildType}`) },
    {
      key: 'planned',
      title: t('column.planned'),
      numeric: true,
      render: (row) => <OriginButton origin={originOf('planned', row)} value={formatCount(row.planned)} />,
    },
    { key: 'share', title: t('column.share'), numeric: true, render: (row) => formatPct(row.sharePct) },
    {
      key: 'completed',
      title: t('column.completed'),
      numeric: true,
      render: (row) => (
        <OriginButton origin={originOf('completed', row)} value={formatCount(row.completed)} />
      ),
    },
    {
      key: 'completion',
      title: t('column.completion'),
      numeric: true,
      render: (row) => formatPct(row.completionPct),
    },
  ];
  return (
    <Tile
      title={t('tile.buildTypes')}
      option={option}
      columns={columns}
      sheetColumns={[
        { title: t('column.buildType'), kind: 'text', value: (row) => t(`buildType.${row.buildType}`) },
        { title: t('column.planned'), kind: 'count', value: (row) => row.planned },
        { title: t('column.share'), kind: 'percent', value: (row) => row.sharePct },
        { title: t('column.completed'), kind: 'count', value: (row) => row.completed },
        { title: t('column.completion'), kind: 'percent', value: (row) => row.completionPct },
      ]}
      rows={rows}
      rowKey={(row) => row.buildType}
      bars={rows.length * 1.5}
      onPick={(series, index) => open(originOf(series === 0 ? 'planned' : 'completed', rows[index]!))}
      note={sharesMissWhole(rows.map((row) => row.sharePct)) ? t('common.roundingNote') : undefined}
    />
  );
}

function buildTypesOption(
  rows: BuildTypeFigures[],
  names: string[],
  text: { planned: string; completed: string },
): ChartOption {
  const bar = { type: 'bar' as const, barMaxWidth: 14, barGap: '10%' };
  return {
    ...baseOption,
    ...horizontalBars(names),
    grid: { ...baseOption.grid, right: 90 },
    series: [
      {
        ...bar,
        name: text.planned,
        color: palette.planned,
        data: rows.map((row) => row.planned),
        label: {
          show: true,
          position: 'right',
          formatter: ({ dataIndex }) => plannedLabel(rows[dataIndex]),
        },
      },
      {
        ...bar,
        name: text.completed,
        color: palette.completed,
        data: rows.map((row) => row.completed),
        label: { show: true, position: 'right', color: palette.completed },
      },
    ],
  };
}

function plannedLabel(row: BuildTypeFigures | undefined): string {
  return row === undefined ? '' : `${formatCount(row.planned)} · ${formatPct(row.sharePct)}`;
}
