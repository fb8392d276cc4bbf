import { useTranslation } from 'react-i18next';
import { AlertsTable } from '../alerts/alerts-table.tsx';
import { useVillageAlerts } from '../api/village-work.ts';
import type { VillageCard } from '../api/types.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';

/** What needs attention at the village's projects and venues. */
export function VillageAlerts({ townCode, village }: { townCode: string; village: VillageCard }) {
  const { t } = useTranslation();
  const alerts = useVillageAlerts(townCode, village.villageId);
  return (
    <section className="tile tile-table" aria-labelledby="alerts-heading">
      <div className="tile-head">
        <h2 id="alerts-heading">
          {t('villageWork.alerts', { count: alerts.data?.data.alerts.length ?? 0 })}
        </h2>
      </div>
      <QueryContent query={alerts} skeleton={<TableSkeleton />}>
        {(view) =>
          view.data.alerts.length === 0 ? (
            <EmptyState title={t('villageWork.noAlerts')} />
          ) : (
            <AlertsTable
              alerts={view.data.alerts}
              sheet={{ list: t('alert.title'), place: village.name, basis: view }}
            />
          )
        }
      </QueryContent>
    </section>
  );
}
