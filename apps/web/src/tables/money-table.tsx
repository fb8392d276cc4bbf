import { useTranslation } from 'react-i18next';
import { type MoneyStep, type MoneySteps, moneySteps } from '../api/board-types.ts';
import { type Tier, tiers as tierNames } from '../api/types.ts';
import { formatFenAsWan } from '../format/numbers.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import type { Origin } from '../origins/origin.ts';
import { palette } from '../shell/theme.ts';
import { MoneyBar } from './money-bar.tsx';

interface MoneyTableProps {
  /** In the order of the tiers. */
  tiers: readonly MoneySteps[];
  total: MoneySteps;
  /** Id of what it is called by. */
  labelledBy: string;
  /** What the sum of some tiers at a step opens to, where there is any money; undefined for what does not open. */
  originOf?: (tiers: readonly Tier[], step: MoneyStep) => Origin | undefined;
}

/** Three tiers by four steps of money in 万元, each with its bar, and what they add up to. */
export function MoneyTable({ tiers, total, labelledBy, originOf }: MoneyTableProps) {
  const { t } = useTranslation();
  const amount = (fen: number, ofTiers: readonly Tier[], step: MoneyStep) => {
    const origin = fen === 0 ? undefined : originOf?.(ofTiers, step);
    if (origin === undefined) return formatFenAsWan(fen);
    return <OriginButton origin={origin} value={formatFenAsWan(fen)} />;
  };
  const longest = Math.max(0, ...tiers.flatMap((row) => moneySteps.map((step) => row[step])));
  return (
    <div className="money-body" tabIndex={0} role="region" aria-labelledby={labelledBy}>
      <table className="figure-table money-matrix">
        <thead>
          <tr>
            <th scope="col">{t('column.tier')}</th>
            {moneySteps.map((step) => (
              <th key={step} scope="col" className="numeric">
                {t(`project.moneyStep.${step}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tierNames.map((tier, index) => (
            <tr key={tier}>
              <th scope="row">{t(`tier.${tier}`)}</th>
              {moneySteps.map((step) => (
                <td key={step} className="numeric">
                  <span data-testid={`money-${tier}-${step}`}>
                    {amount(tiers[index]?.[step] ?? 0, [tier], step)}
                  </span>
                  <MoneyBar fen={tiers[index]?.[step] ?? 0} longest={longest} colour={palette[tier]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('common.total')}</th>
            {moneySteps.map((step) => (
              <td key={step} className="numeric" data-testid={`money-total-${step}`}>
                {amount(total[step], tierNames, step)}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
