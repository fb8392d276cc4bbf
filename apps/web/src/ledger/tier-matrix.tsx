import { useTranslation } from 'react-i18next';
import { type MoneySteps, moneySteps } from '../api/board-types.ts';
import type { Tier } from '../api/types.ts';
import { ExportButton } from '../tables/export-button.tsx';
import { MoneyTable } from '../tables/money-table.tsx';
import type { Sheet, SheetColumn } from '../tables/sheet.ts';
import { roundedMissTotal } from './rounding-gap.ts';

type TierMoney = MoneySteps & { tier: Tier };

interface TierMatrixProps {
  tiers: TierMoney[];
  total: MoneySteps;
  sheet: Pick<Sheet<TierMoney>, 'basis' | 'conditions'>;
}

/** What each tier planned, allocated, paid in and spent in the town. */
export function TierMatrix({ tiers, total, sheet }: TierMatrixProps) {
  const { t } = useTranslation();
  const missTotal = moneySteps.some((step) => roundedMissTotal(tiers.map((row) => row[step])));
  const columns: SheetColumn<TierMoney>[] = [
    { title: t('column.tier'), kind: 'text', value: ({ tier }) => t(`tier.${tier}`) },
    ...moneySteps.map((step): SheetColumn<TierMoney> => ({
      title: t(`project.moneyStep.${step}`),
      kind: 'money',
      value: (row) => row[step],
    })),
  ];
  return (
    <section className="tile" aria-labelledby="tiers-heading">
      <div className="tile-head">
        <h2 id="tiers-heading">{t('common.withUnit', { title: t('ledger.tiers'), unit: t('unit.wan') })}</h2>
        <ExportButton sheet={{ ...sheet, list: t('ledger.tiers'), columns }} rows={() => tiers} />
      </div>
      <MoneyTable tiers={tiers} total={total} labelledBy="tiers-heading" />
      {missTotal && <p className="tile-note">{t('common.roundingNote')}</p>}
    </section>
  );
}
