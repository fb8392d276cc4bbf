import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DatedLink } from '../as-of/dated-link.tsx';
import { tiers, type Tier, type TownFigures } from '../api/types.ts';
import { baseOption, type ChartOption, horizontalBars } from '../charts/chart-option.ts';
import { formatFenAsWan, formatWan } from '../format/numbers.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { joinLabels } from '../origins/origin.ts';
import { useFigureOrigin, useOpenOrigin } from '../origins/origins-context.ts';
import { palette } from '../shell/theme.ts';
import type { FigureColumn } from '../tables/figure-table.tsx';
import type { SheetColumn } from '../tables/sheet.ts';
import { Tile } from './tile.tsx';

/** Money allocated in each town, divided by the tier that gives it. */
export function FundsByTownTile({ towns }: { towns: TownFigures[] }) {
  const { t } = useTranslation();
  const wan = t('unit.wan');
  const origin = useFigureOrigin();
  const open = useOpenOrigin();
  const originOf = (tier: Tier, { code, name }: TownFigures) =>
    origin('funds.byTier.amountFen', joinLabels(name, t(`tier.${tier}`)), { tier }, code);
  const option = useMemo(() => fundsOption(towns, (tier) => t(`tier.${tier}`), wan), [towns, t, wan]);
  const columns: FigureColumn<TownFigures>[] = [
    {
      key: 'town',
      title: t('column.town'),
      render: (row) => <DatedLink to={`/county/towns/${row.code}`}>{row.name}</DatedLink>,
    },
    ...tiers.map((tier) => ({
      key: tier,
      title: t('common.withUnit', { title: t(`tier.${tier}`), unit: wan }),
      numeric: true,
      render: (row: TownFigures) => (
        <OriginButton origin={originOf(tier, row)} value={formatFenAsWan(row.fundsFen[tier])} />
      ),
    })),
    {
      key: 'total',
      title: t('common.withUnit', { title: t('common.total'), unit: wan }),
      numeric: true,
      render: (row) => (
        <OriginButton
          origin={origin('funds.amountFen', joinLabels(row.name, t('figure.funds')), {}, row.code)}
          value={formatWan(row.wan)}
        />
      ),
    },
  ];
  return (
    <Tile
      title={t('tile.fundsByTown')}
      option={option}
      columns={columns}
      sheetColumns={[
        { title: t('column.town'), kind: 'text', value: (row) => row.name },
        ...tiers.map((tier): SheetColumn<TownFigures> => ({
          title: t(`tier.${tier}`),
          kind: 'money',
          value: (row) => row.fundsFen[tier],
        })),
        { title: t('common.total'), kind: 'money', value: (row) => row.amountFen },
      ]}
      rows={towns}
      rowKey={(row) => row.code}
      bars={towns.length}
      onPick={(series, index) => open(originOf(tiers[series]!, towns[index]!))}
    />
  );
}

function fundsOption(towns: TownFigures[], nameOf: (tier: Tier) => string, unit: string): ChartOption {
  return {
    ...baseOption,
    ...horizontalBars(towns.map((town) => town.name)),
    grid: { ...baseOption.grid, right: 84 },
    tooltip: { ...baseOption.tooltip, valueFormatter: (fen) => `${formatFenAsWan(Number(fen))} ${unit}` },
    series: tiers.map((tier) => ({
      type: 'bar' as const,
      stack: 'funds',
      barMaxWidth: 14,
      name: nameOf(tier),
      color: palette[tier],
      data: towns.map((town) => town.fundsFen[tier]),
      label: {
        // The last part of the bar carries the total of the whole bar.
        show: tier === 'village',
        position: 'right' as const,
        formatter: ({ dataIndex }: { dataIndex: number }) => formatWan(towns[dataIndex]?.wan ?? ''),
      },
    })),
  };
}
