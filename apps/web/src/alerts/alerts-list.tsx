import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alerts, PlacedAlert } from '../api/board-types.ts';
import { EmptyState } from '../states/empty-state.tsx';
import type { Sheet } from '../tables/sheet.ts';
import { useAlertFilter } from './alert-filters.tsx';
import { AlertsTable } from './alerts-table.tsx';

interface AlertsListProps extends Pick<Alerts, 'alerts' | 'kinds'> {
  sheet: Omit<Sheet<PlacedAlert>, 'columns' | 'conditions'>;
  showTown?: boolean;
  /** What narrowed the list before it came here: its control, and its name and value for a file. */
  narrowed?: { control: ReactNode; condition: readonly [name: string, value: string] };
}

/** Alerts, found by name, kind and severity. */
export function AlertsList({ alerts, kinds, sheet, showTown = false, narrowed }: AlertsListProps) {
  const { t } = useTranslation();
  const { matches, conditions, controls } = useAlertFilter(kinds, narrowed?.control);
  const found = alerts.filter(matches);
  return (
    <>
      {controls}
      {found.length === 0 ? (
        <EmptyState title={t('workspace.noMatch')} />
      ) : (
        <AlertsTable
          alerts={found}
          sheet={{ ...sheet, conditions: [...(narrowed ? [narrowed.condition] : []), ...conditions] }}
          showTown={showTown}
        />
      )}
    </>
  );
}
