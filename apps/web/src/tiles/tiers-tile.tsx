import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TierFigures } from '../api/types.ts';
import { baseOption, type ChartOption, horizontalBars } from '../charts/chart-option.ts';
import { formatFenAsWan, formatPct, formatWan } from '../format/numbers.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { joinLabels } from '../origins/origin.ts';
import { useFigureOrigin, useOpenOrigin } from '../origins/origins-context.ts';
import { palette } from '../shell/theme.ts';
import type { FigureColumn } from '../tables/figure-table.tsx';
import { sharesMissWhole } from './shares.ts';
import { Tile } from './tile.tsx';

/** Who pays: 上级扶一点、镇上拿一点、村上筹一点. */
export function TiersTile({ tiers }: { tiers: TierFigures[] }) {
  const { t } = useTranslation();
  const wan = t('unit.wan');
  const origin = useFigureOrigin();
  const open = useOpenOrigin();
  const originOf = ({ tier }: TierFigures) =>
    origin('funds.byTier.amountFen', joinLabels(t('figure.funds'), t(`tier.${tier}`)), { tier });
  const option = useMemo(
    () =>
      tiersOption(
        tiers,
        tiers.map((row) => t(`tier.${row.tier}`)),
        wan,
      ),
    [tiers, t, wan],
  );
  const columns: FigureColumn<TierFigures>[] = [
    { key: 'tier', title: t('column.tier'), render: (row) => t(`tier.${row.tier}`) },
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
      title={t('tile.fundsByTier')}
      option={option}
      columns={columns}
      sheetColumns={[
        { title: t('column.tier'), kind: 'text', value: (row) => t(`tier.${row.tier}`) },
        { title: t('column.amount'), kind: 'money', value: (row) => row.amountFen },
        { title: t('column.share'), kind: 'percent', value: (row) => row.sharePct },
      ]}
      rows={tiers.some((row) => row.amountFen > 0) ? tiers : []}
      rowKey={(row) => row.tier}
      onPick={(_, index) => open(originOf(tiers[index]!))}
      note={sharesMissWhole(tiers.map((row) => row.sharePct)) ? t('common.roundingNote') : undefined}
    />
  );
}

function tiersOption(tiers: TierFigures[], names: string[], unit: string): ChartOption {
  return {
    ...baseOption,
    ...horizontalBars(names),
    legend: { show: false },
    grid: { ...baseOption.grid, top: 8, right: 120 },
    tooltip: { ...baseOption.tooltip, valueFormatter: (fen) => `${formatFenAsWan(Number(fen))} ${unit}` },
    series: [
      {
        type: 'bar',
        barMaxWidth: 30,
        name: unit,
        data: tiers.map((row) => ({ value: row.amountFen, itemStyle: { color: palette[row.tier] } })),
        label: {
          show: true,
          position: 'right',
          formatter: ({ dataIndex }) => amountLabel(tiers[dataIndex]),
        },
      },
    ],
  };
}

/** "165.00 · 48.5%", the amount in 万元 with its share. */
export function amountLabel(row: TierFigures | undefined): string {
  return row === undefined ? '' : `${formatWan(row.wan)} · ${formatPct(row.sharePct)}`;
}
