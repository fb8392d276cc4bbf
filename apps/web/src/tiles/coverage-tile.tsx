import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DatedLink } from '../as-of/dated-link.tsx';
import type { TownFigures } from '../api/types.ts';
import { baseOption, type ChartOption, horizontalBars } from '../charts/chart-option.ts';
import { formatCount, formatPct } from '../format/numbers.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { joinLabels } from '../origins/origin.ts';
import { useFigureOrigin, useOpenOrigin } from '../origins/origins-context.ts';
import { palette } from '../shell/theme.ts';
import type { FigureColumn } from '../tables/figure-table.tsx';
import { Tile } from './tile.tsx';

/** Villages with a venue that a project of theirs completed, town by town: the share, and beside it the counts that it stands for. */
export function CoverageTile({ towns }: { towns: TownFigures[] }) {
  const { t } = useTranslation();
  const origin = useFigureOrigin();
  const open = useOpenOrigin();
  const originOf = (what: 'villages' | 'covered', { code, name }: TownFigures) =>
    origin(
      what === 'villages' ? 'villages.total' : 'villages.covered',
      joinLabels(name, t(`column.${what}`)),
      {},
      code,
    );
  const option = useMemo(
    () => coverageOption(towns, { covered: t('column.covered'), open: t('column.notCovered') }),
    [towns, t],
  );
  const columns: FigureColumn<TownFigures>[] = [
    {
      key: 'town',
      title: t('column.town'),
      render: (row) => <DatedLink to={`/county/towns/${row.code}`}>{row.name}</DatedLink>,
    },
    {
      key: 'villages',
      title: t('column.villages'),
      numeric: true,
      render: (row) => <OriginButton origin={originOf('villages', row)} value={formatCount(row.villages)} />,
    },
    {
      key: 'covered',
      title: t('column.covered'),
      numeric: true,
      render: (row) => <OriginButton origin={originOf('covered', row)} value={formatCount(row.covered)} />,
    },
    {
      key: 'coverage',
      title: t('column.coverage'),
      numeric: true,
      render: (row) => formatPct(row.coveragePct),
    },
  ];
  return (
    <Tile
      title={t('tile.coverage')}
      option={option}
      columns={columns}
      sheetColumns={[
        { title: t('column.town'), kind: 'text', value: (row) => row.name },
        { title: t('column.villages'), kind: 'count', value: (row) => row.villages },
        { title: t('column.covered'), kind: 'count', value: (row) => row.covered },
        { title: t('column.coverage'), kind: 'percent', value: (row) => row.coveragePct },
      ]}
      rows={towns}
      rowKey={(row) => row.code}
      bars={towns.length}
      hint={t('figure.coverageMeans')}
      // What is not covered is what is left of all villages.
      onPick={(series, index) => open(originOf(series === 0 ? 'covered' : 'villages', towns[index]!))}
    />
  );
}

function coverageOption(towns: TownFigures[], text: { covered: string; open: string }): ChartOption {
  const bar = { type: 'bar' as const, stack: 'villages', barMaxWidth: 14 };
  return {
    ...baseOption,
    ...horizontalBars(towns.map((town) => town.name)),
    grid: { ...baseOption.grid, right: 96 },
    series: [
      { ...bar, name: text.covered, color: palette.completed, data: towns.map((town) => town.covered) },
      {
        ...bar,
        name: text.open,
        color: palette.empty,
        data: towns.map((town) => town.villages - town.covered),
        label: {
          show: true,
          position: 'right',
          formatter: ({ dataIndex }) => coverageLabel(towns[dataIndex]),
        },
      },
    ],
  };
}

function coverageLabel(town: TownFigures | undefined): string {
  if (town === undefined) return '';
  return `${formatCount(town.covered)}/${formatCount(town.villages)} · ${formatPct(town.coveragePct)}`;
}
