import { useTranslation } from 'react-i18next';
import { AlertsTable } from '../alerts/alerts-table.tsx';
import { mostCountyAlerts } from '../api/board.ts';
import { useIdleMoney } from '../api/county-views.ts';
import { formatCount } from '../format/numbers.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';

/** Projects on whose accounts money lies longer than the standard allows; each leads to its page. */
export function IdleProjects({ town }: { town: string | undefined }) {
  const { t } = useTranslation();
  const idle = useIdleMoney(town);
  return (
    <section className="tile tile-table" aria-labelledby="idle-projects">
      <div className="tile-head">
        <h2 id="idle-projects">{t('money.idleList')}</h2>
      </div>
      <QueryContent query={idle} skeleton={<TableSkeleton />}>
        {({ data: { alerts, more } }) =>
          alerts.length === 0 ? (
            <EmptyState title={t('money.idleListNone')} />
          ) : (
            <>
              {more && (
                <p className="tile-note">{t('policy.moreAlerts', { most: formatCount(mostCountyAlerts) })}</p>
              )}
              <AlertsTable alerts={alerts} sheet={{ list: t('money.idleList') }} showTown />
            </>
          )
        }
      </QueryContent>
    </section>
  );
}
