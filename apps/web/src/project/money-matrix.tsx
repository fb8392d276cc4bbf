import { useTranslation } from 'react-i18next';
import type { ProjectState } from '../api/project-types.ts';
import { formatFenAsWan } from '../format/numbers.ts';
import { MoneyTable } from '../tables/money-table.tsx';
import { finalAccount, moneyRows } from './money-rows.ts';

/** Who pays how much, and how far the money is: three tiers by four steps, each with its bar. */
export function MoneyMatrix({ project }: { project: ProjectState }) {
  const { t } = useTranslation();
  const rows = moneyRows(project);
  return (
    <section className="tile" aria-labelledby="money-heading">
      <div className="tile-head">
        <h2 id="money-heading">{t('project.money')}</h2>
        <span className="secondary">{t('project.inWan')}</span>
      </div>
      <MoneyTable tiers={rows.tiers} total={rows.total} labelledBy="money-heading" />
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
