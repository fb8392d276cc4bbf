import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TownFigures } from '../api/types.ts';
import { baseOption, type ChartOption, horizontalBars } from '../charts/chart-option.ts';
import { formatCount, formatPct } from '../format/numbers.ts';
import { palette } from '../shell/theme.ts';
import type { FigureColumn } from '../tables/figure-table.tsx';
import { Tile } from './tile.tsx';

/** Villages with a completed venue, town by town: the share, and beside it the counts that it stands for. */
export function CoverageTile({ towns }: { towns: TownFigures[] }) {
  const { t } = useTranslation();
  const option = useMemo(
    () => coverageOption(towns, { covered: t('column.covered'), open: t('column.notCovered') }),
    [towns, t],
  );
  const columns: FigureColumn<TownFigures>[] = [
    {
      key: 'town',
      title: t('column.town'),
      render: (row) => <Link to={`/county/towns/${row.code}`}>{row.name}</Link>,
    },
    {
      key: 'villages',
      title: t('column.villages'),
      numeric: true,
      render: (row) => formatCount(row.villages),
    },
    { key: 'covered', title: t('column.covered'), numeric: true, render: (row) => formatCount(row.covered) },
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
      rows={towns}
      rowKey={(row) => row.code}
      bars={towns.length}
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
