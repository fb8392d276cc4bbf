import { useTranslation } from 'react-i18next';
import type { FundFlow } from '../api/report-types.ts';
import { formatFenAsWan } from '../format/numbers.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { useCountyFigureOrigin } from '../origins/report-origin.ts';
import { stepFigures } from './step-figures.ts';

/** What has come so far, and what of all that arrived lies idle. */
export function MoneyFigures({ flow, town }: { flow: FundFlow; town: string | undefined }) {
  const { t } = useTranslation();
  const origin = useCountyFigureOrigin();
  const total = t('money.total', { step: t(`money.step.${flow.step}`) });
  const idle = (value: (one: FundFlow['idle'][number]) => number) =>
    flow.idle.reduce((sum, one) => sum + value(one), 0);
  return (
    <dl className="figures figures-three">
      <div className="figure">
        <dt className="figure-label">{total}</dt>
        <dd className="figure-value">
          <OriginButton
            origin={origin(total, { figure: stepFigures[flow.step].whole, quantity: 'money', town })}
            value={formatFenAsWan(flow.amountFen)}
          >
            <span data-testid="money-total">{formatFenAsWan(flow.amountFen)}</span>
          </OriginButton>
          <span className="figure-unit">{t('unit.wan')}</span>
        </dd>
      </div>
      <div className="figure">
        <dt className="figure-label">{t('money.idle')}</dt>
        <dd className="figure-value">
          <span data-testid="money-idle">{formatFenAsWan(idle(({ amountFen }) => amountFen))}</span>
          <span className="figure-unit">{t('unit.wan')}</span>
        </dd>
      </div>
      <div className="figure">
        <dt className="figure-label">{t('money.idleTooLong')}</dt>
        <dd className="figure-value">
          <span data-testid="money-idle-too-long">
            {formatFenAsWan(idle(({ tooLongFen }) => tooLongFen))}
          </span>
          <span className="figure-unit">{t('unit.wan')}</span>
        </dd>
        <dd className="figure-note">
          {t('money.idleProjects', { count: idle(({ projectsTooLong }) => projectsTooLong) })}
        </dd>
      </div>
    </dl>
  );
}
