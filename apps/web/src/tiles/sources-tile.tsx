import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SourceFigures } from '../api/types.ts';
import { baseOption, type ChartOption, horizontalBars } from '../charts/chart-option.ts';
import { formatFenAsWan, formatPct, formatWan } from '../format/numbers.ts';
import { palette } from '../shell/theme.ts';
import type { FigureColumn } from '../tables/figure-table.tsx';
import { bySize } from './sources.ts';
import { amountLabel } from './tiers-tile.tsx';
import { Tile } from './tile.tsx';

/** Where the money comes from, largest first, each source with its share. */
export function SourcesTile({ sources }: { sources: SourceFigures[] }) {
  const { t } = useTranslation();
  const wan = t('unit.wan');
  const rows = useMemo(() => bySize(sources), [sources]);
  const option = useMemo(() => {
    const names = rows.map((row) => (row.kind === 'cash' ? row.source : `${row.source} · ${t(`kind.${row.kind}`)}`));
    return sourcesOption(rows, names, wan);
  }, [rows, t, wan]);
  const columns: FigureColumn<SourceFigures>[] = [
    { key: 'source', title: t('column.source'), render: (row) => row.source },
    { key: 'tier', title: t('column.tier'), render: (row) => t(`tier.${row.tier}`) },
    { key: 'kind', title: t('column.kind'), render: (row) => t(`kind.${row.kind}`) },
    { key: 'amount', title: `${t('column.amount')}（${wan}）`, numeric: true, render: (row) => formatWan(row.wan) },
    { key: 'share', title: t('column.share'), numeric: true, render: (row) => formatPct(row.sharePct) },
  ];
  return (
    <Tile
      title={t('tile.fundsBySource')}
      option={option}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.tier}/${row.source}/${row.kind}`}
      bars={rows.length}
      note={t('common.roundingNote')}
    />
  );
}

function sourcesOption(rows: SourceFigures[], names: string[], unit: string): ChartOption {
  return {
    ...baseOption,
    ...horizontalBars(names),
    legend: { show: false },
    grid: { ...baseOption.grid, top: 4, right: 150 },
    tooltip: { ...baseOption.tooltip, valueFormatter: (fen) => `${formatFenAsWan(Number(fen))} ${unit}` },
    series: [
      {
        type: 'bar',
        barMaxWidth: 16,
        name: unit,
        data: rows.map((row) => ({ value: row.amountFen, itemStyle: { color: palette[row.tier] } })),
        label: { show: true, position: 'right', formatter: ({ dataIndex }) => amountLabel(rows[dataIndex], unit) },
      },
    ],
  };
}
