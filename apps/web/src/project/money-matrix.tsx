import { useTranslation } from 'react-i18next';
import type { MoneyStep } from '../api/board-types.ts';
import type { ProjectState } from '../api/project-types.ts';
import type { Tier } from '../api/types.ts';
import { formatFenAsWan } from '../format/numbers.ts';
import { joinLabels } from '../origins/origin.ts';
import { projectMoneyOrigin } from '../origins/project-money.ts';
import { MoneyTable } from '../tables/money-table.tsx';
import { finalAccount, moneyRows } from './money-rows.ts';

interface MoneyMatrixProps {
  townCode: string;
  venueId: string;
  /** Whether whoever is signed in may open what the sums are made of. */
  isOwn: boolean;
  project: ProjectState;
}

/** Who pays how much, and how far the money is: three tiers by four steps, each with its bar. */
export function MoneyMatrix({ project, townCode, venueId, isOwn }: MoneyMatrixProps) {
  const { t } = useTranslation();
  const rows = moneyRows(project);
  const originOf = (ofTiers: readonly Tier[], step: MoneyStep) => {
    const whose = ofTiers.length === 1 ? t(`tier.${ofTiers[0]!}`) : t('common.total');
    const label = joinLabels(whose, t(`project.moneyStep.${step}`));
    return projectMoneyOrigin({ townCode, venueId }, label, { tiers: ofTiers, step });
  };
  return (
    <section className="tile" aria-labelledby="money-heading">
      <div className="tile-head">
        <h2 id="money-heading">{t('project.money')}</h2>
        <span className="secondary">{t('project.inWan')}</span>
      </div>
      <MoneyTable
        tiers={rows.tiers}
        total={rows.total}
        labelledBy="money-heading"
        {...(isOwn && { originOf })}
      />
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
