import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type SourceFigures, tiers, type Tier } from '../api/types.ts';
import { baseOption, type ChartOption, horizontalBars } from '../charts/chart-option.ts';
import { formatFenAsWan, formatPct, formatWan } from '../format/numbers.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { joinLabels } from '../origins/origin.ts';
import { useFigureOrigin, useOpenOrigin } from '../origins/origins-context.ts';
import { palette } from '../shell/theme.ts';
import type { FigureColumn } from '../tables/figure-table.tsx';
import { bySize } from './sources.ts';
import { amountLabel } from './tiers-tile.tsx';
import { sharesMissWhole } from './shares.ts';
import { Tile } from './tile.tsx';

/** Where the money comes from, largest first, each source with its share. */
export function SourcesTile({ sources }: { sources: SourceFigures[] }) {
  const { t } = useTranslation();
  const wan = t('unit.wan');
  const origin = useFigureOrigin();
  const open = useOpenOrigin();
  const originOf = ({ tier, source, kind }: SourceFigures) =>
    origin('funds.bySource.amountFen', joinLabels(source, t(`tier.${tier}`), t(`kind.${kind}`)), {
      tier,
      source,
      kind,
    });
  const rows = useMemo(() => bySize(sources), [sources]);
  const option = useMemo(() => {
    const names = rows.map((row) =>
      row.kind === 'cash' ? row.source : `${row.source} · ${t(`kind.${row.kind}`)}`,
    );
    return sourcesOption(rows, names, (tier) => t(`tier.${tier}`), wan);
  }, [rows, t, wan]);
  const columns: FigureColumn<SourceFigures>[] = [
    { key: 'source', title: t('column.source'), render: (row) => row.source },
    { key: 'tier', title: t('column.tier'), render: (row) => t(`tier.${row.tier}`) },
    { key: 'kind', title: t('column.kind'), render: (row) => t(`kind.${row.kind}`) },
    {
      key: 'amount',
      title: t('common.withUnit', { title: t('column.amount'), unit: wan }),
      numeric: true,
      render: (row) => <OriginButton origin={originOf(row)} value={formatWan(row.wan)} />,
    },
    { key: 'share', title: t('column.share'), numeric: true, render: (row) => formatPct(row.sharePct) },
  ];
  return (
    <Tile
      title={t('tile.fundsBySource')}
      option={option}
      columns={columns}
      sheetColumns={[
        { title: t('column.source'), kind: 'text', value: (row) => row.source },
        { title: t('column.tier'), kind: 'text', value: (row) => t(`tier.${row.tier}`) },
        { title: t('column.kind'), kind: 'text', value: (row) => t(`kind.${row.kind}`) },
        { title: t('column.amount'), kind: 'money', value: (row) => row.amountFen },
        { title: t('column.share'), kind: 'percent', value: (row) => row.sharePct },
      ]}
      rows={rows}
      rowKey={(row) => `${row.tier}/${row.source}/${row.kind}`}
      bars={rows.length}
      onPick={(_, index) => open(originOf(rows[index]!))}
      note={sharesMissWhole(rows.map((row) => row.sharePct)) ? t('common.roundingNote') : undefined}
    />
  );
}

function sourcesOption(
  rows: SourceFigures[],
  names: string[],
  nameOf: (tier: Tier) => string,
  unit: string,
): ChartOption {
  return {
    ...baseOption,
    ...horizontalBars(names),
    grid: { ...baseOption.grid, right: 120 },
    tooltip: { ...baseOption.tooltip, valueFormatter: (fen) => `${formatFenAsWan(Number(fen))} ${unit}` },
    // A series for each tier gives the legend; every source has a value in one of them only.
    series: tiers.map((tier) => ({
      type: 'bar' as const,
      stack: 'sources',
      barMaxWidth: 14,
      name: nameOf(tier),
      color: palette[tier],
      data: rows.map((row) => (row.tier === tier ? row.amountFen : '-')),
      label: {
        show: true,
        position: 'right' as const,
        formatter: ({ dataIndex }: { dataIndex: number }) => amountLabel(rows[dataIndex]),
      },
    })),
  };
}
