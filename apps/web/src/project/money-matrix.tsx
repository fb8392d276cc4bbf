import { useTranslation } from 'react-i18next';
import type { ProjectState } from '../api/project-types.ts';
import { type Tier, tiers } from '../api/types.ts';
import { formatFenAsWan } from '../format/numbers.ts';
import { palette } from '../shell/theme.ts';
import { finalAccount, moneyRows, type MoneyRow } from './money-rows.ts';

const steps = ['plannedFen', 'allocatedFen', 'receivedFen', 'disbursedFen'] as const;

/** Who pays how much, and how far the money is: three tiers by four steps, each with its bar. */
export function MoneyMatrix({ project }: { project: ProjectState }) {
  const { t } = useTranslation();
  const rows = moneyRows(project);
  const longest = Math.max(1, ...rows.tiers.flatMap((row) => steps.map((step) => row[step])));
  return (
    <section className="tile" aria-labelledby="money-heading">
      <div className="tile-head">
        <h2 id="money-heading">{t('project.money')}</h2>
        <span className="secondary">{t('project.inWan')}</span>
      </div>
      <div className="money-body" tabIndex={0} role="region" aria-labelledby="money-heading">
        <table className="figure-table money-matrix">
          <thead>
            <tr>
              <th scope="col">{t('column.tier')}</th>
              {steps.map((step) => (
                <th key={step} scope="col" className="numeric">
                  {t(`project.moneyStep.${step}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {tiers.map((tier) => (
              <MatrixRow key={tier} tier={tier} row={rows.tiers[tiers.indexOf(tier)]!} longest={longest} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('common.total')}</th>
              {steps.map((step) => (
                <td key={step} className="numeric">
                  {formatFenAsWan(rows.total[step])}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
      <AccountFacts project={project} />
    </section>
  );
}

/** Contract, audit and what is to be returned, as far as the project has come. */
function AccountFacts({ project }: { project: ProjectState }) {
  const { t } = useTranslation();
  const { contractFen, variationsFen, auditedFen, toReturnFen } = finalAccount(project);
  const facts = [
    [t('work.contract'), contractFen],
    [t('work.variations'), variationsFen === 0 ? null : variationsFen],
    [t('work.audited'), auditedFen],
    [t('work.toReturn'), toReturnFen],
  ] as const;
  const known = facts.flatMap(([name, fen]) => (fen === null ? [] : [[name, fen] as const]));
  if (known.length === 0) return null;
  return (
    <dl className="money-facts" aria-label={t('work.moneyFacts')}>
      {known.map(([name, fen]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {formatFenAsWan(fen)} {t('unit.wan')}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function MatrixRow({ tier, row, longest }: { tier: Tier; row: MoneyRow; longest: number }) {
  const { t } = useTranslation();
  return (
    <tr>
      <th scope="row">{t(`tier.${tier}`)}</th>
      {steps.map((step) => (
        <td key={step} className="numeric">
          {formatFenAsWan(row[step])}
          <svg className="money-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden>
            <rect width={(row[step] / longest) * 100} height="4" fill={palette[tier]} />
          </svg>
        </td>
      ))}
    </tr>
  );
}
