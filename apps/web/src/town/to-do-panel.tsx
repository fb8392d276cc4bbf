import { useTranslation } from 'react-i18next';
import { AlertsList } from '../alerts/alerts-list.tsx';
import type { ToDo } from '../api/board-types.ts';
import type { View } from '../api/types.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { DueTable } from './due-table.tsx';

interface ToDoPanelProps {
  townCode: string;
  view: View<ToDo>;
}

/** What is due in the next two months, the nearest day first, and what needs attention. */
export function ToDoPanel({ townCode, view }: ToDoPanelProps) {
  const { t } = useTranslation();
  const { due, alerts, kinds } = view.data;
  if (due.length + alerts.length === 0)
    return <EmptyState title={t('toDo.allClear')} detail={t('toDo.allClearDetail')} />;
  return (
    <>
      <section className="tile tile-table" aria-labelledby="due-heading">
        <div className="tile-head">
          <h2 id="due-heading">{t('toDo.due')}</h2>
        </div>
        {due.length === 0 ? (
          <p className="secondary">{t('toDo.nothingDue')}</p>
        ) : (
          <DueTable townCode={townCode} due={due} sheet={{ list: t('toDo.due'), basis: view }} />
        )}
      </section>
      <section className="tile tile-table" aria-labelledby="alerts-heading">
        <div className="tile-head">
          <h2 id="alerts-heading">{t('toDo.alerts')}</h2>
        </div>
        {alerts.length === 0 ? (
          <p className="secondary">{t('alert.none')}</p>
        ) : (
          <AlertsList alerts={alerts} kinds={kinds} sheet={{ list: t('alert.title'), basis: view }} />
        )}
      </section>
    </>
  );
}
