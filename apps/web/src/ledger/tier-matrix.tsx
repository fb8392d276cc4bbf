import { useTranslation } from 'react-i18next';
import { type MoneySteps, moneySteps } from '../api/board-types.ts';
import type { Tier } from '../api/types.ts';
import { formatFenAsWan } from '../format/numbers.ts';
import { palette } from '../shell/theme.ts';
import { ExportButton } from '../tables/export-button.tsx';
import type { Sheet, SheetColumn } from '../tables/sheet.ts';
import { MoneyBar } from './money-bar.tsx';
import { roundedMissTotal } from './rounding-gap.ts';

type TierMoney = MoneySteps & { tier: Tier };

interface TierMatrixProps {
  tiers: TierMoney[];
  total: MoneySteps;
  sheet: Pick<Sheet<TierMoney>, 'basis' | 'conditions'>;
}

/** Three tiers by four steps of money, each with its bar, and what they add up to. */
export function TierMatrix({ tiers, total, sheet }: TierMatrixProps) {
  const { t } = useTranslation();
  const longest = Math.max(...tiers.flatMap((row) => moneySteps.map((step) => row[step])));
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
      <div className="wide-content" tabIndex={0} role="region" aria-labelledby="tiers-heading">
        <table className="figure-table money-matrix">
          <thead>
            <tr>
              {columns.map(({ title, kind }) => (
                <th key={title} scope="col" className={kind === 'money' ? 'numeric' : undefined}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {tiers.map((row) => (
              <tr key={row.tier}>
                <th scope="row">{t(`tier.${row.tier}`)}</th>
                {moneySteps.map((step) => (
                  <td key={step} className="numeric">
                    <span data-testid={`ledger-${row.tier}-${step}`}>{formatFenAsWan(row[step])}</span>
                    <MoneyBar fen={row[step]} longest={longest} colour={palette[row.tier]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('common.total')}</th>
              {moneySteps.map((step) => (
                <td key={step} className="numeric" data-testid={`ledger-total-${step}`}>
                  {formatFenAsWan(total[step])}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
      {missTotal && <p className="tile-note">{t('common.roundingNote')}</p>}
    </section>
  );
}
