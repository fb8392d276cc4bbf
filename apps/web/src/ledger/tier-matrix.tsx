import { useTranslation } from 'react-i18next';
import { type MoneyStep, type MoneySteps, moneySteps } from '../api/board-types.ts';
import type { Tier } from '../api/types.ts';
import { ledgerFigures } from '../money/step-figures.ts';
import { joinLabels } from '../origins/origin.ts';
import { useTownFigureOrigin } from '../origins/report-origin.ts';
import { ExportButton } from '../tables/export-button.tsx';
import { MoneyTable } from '../tables/money-table.tsx';
import type { Sheet, SheetColumn } from '../tables/sheet.ts';
import { roundedMissTotal } from './rounding-gap.ts';

type TierMoney = MoneySteps & { tier: Tier };

interface TierMatrixProps {
  townCode: string;
  /** Whether nothing was narrowed, and nothing came from another town: only then do the own figures say the same. */
  wholeLedger: boolean;
  tiers: TierMoney[];
  total: MoneySteps;
  sheet: Pick<Sheet<TierMoney>, 'basis' | 'conditions'>;
}

/** What each tier planned, allocated, paid in and spent in the town. */
export function TierMatrix({ townCode, wholeLedger, tiers, total, sheet }: TierMatrixProps) {
  const { t } = useTranslation();
  const origin = useTownFigureOrigin(townCode);
  const originOf = (ofTiers: readonly Tier[], step: MoneyStep) => {
    const figure = ledgerFigures[step];
    if (figure === undefined || !wholeLedger) return undefined;
    const only = ofTiers.length === 1 ? ofTiers[0] : undefined;
    const whose = only === undefined ? t('common.total') : t(`tier.${only}`);
    return origin(joinLabels(whose, t(`project.moneyStep.${step}`)), {
      figure,
      quantity: 'money',
      ...(only !== undefined && { part: { tier: only } }),
    });
  };
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
      <MoneyTable tiers={tiers} total={total} labelledBy="tiers-heading" originOf={originOf} />
      {missTotal && <p className="tile-note">{t('common.roundingNote')}</p>}
    </section>
  );
}
