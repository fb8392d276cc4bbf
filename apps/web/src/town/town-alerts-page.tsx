import { useTranslation } from 'react-i18next';
import { AlertsList } from '../alerts/alerts-list.tsx';
import { useTownAlerts } from '../api/board.ts';
import { Page } from '../shell/page.tsx';
import { EmptyState } from '../states/empty-state.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { useTownPlace } from './town-place.ts';

/** Everything that needs attention in a town, or in one's own village. */
export function TownAlertsPage() {
  const { t } = useTranslation();
  const { townCode, name, crumbs, aside } = useTownPlace();
  const alerts = useTownAlerts(townCode);
  return (
    <Page title={t('alert.titleOf', { name })} {...{ crumbs, aside }}>
      <section className="tile tile-table" aria-label={t('alert.title')}>
        <QueryContent query={alerts} skeleton={<TableSkeleton />}>
          {(view) =>
            view.data.alerts.length === 0 ? (
              <EmptyState title={t('alert.none')} detail={t('alert.noneDetail')} />
            ) : (
              <AlertsList
                alerts={view.data.alerts}
                kinds={view.data.kinds}
                sheet={{ list: t('alert.title'), basis: view }}
              />
            )
          }
        </QueryContent>
      </section>
    </Page>
  );
}
