import { useTranslation } from 'react-i18next';
import { useToDo } from '../api/board.ts';
import { Page } from '../shell/page.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { ToDoPanel } from './to-do-panel.tsx';
import { useTownPlace } from './town-place.ts';

/** What a town, or one's own village, has to do today. */
export function ToDoPage() {
  const { t } = useTranslation();
  const { townCode, name, crumbs, aside } = useTownPlace();
  const toDo = useToDo(townCode);
  return (
    <Page title={t('toDo.titleOf', { name })} {...{ crumbs, aside }}>
      <QueryContent query={toDo} skeleton={<TableSkeleton />}>
        {(view) => <ToDoPanel townCode={townCode} view={view} />}
      </QueryContent>
    </Page>
  );
}
