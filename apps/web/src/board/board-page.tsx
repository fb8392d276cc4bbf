import { useTranslation } from 'react-i18next';
import { useProjectBoard } from '../api/board.ts';
import { Page } from '../shell/page.tsx';
import { EmptyState } from '../states/empty-state.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { useTownPlace } from '../town/town-place.ts';
import { ProjectBoardPanel } from './project-board-panel.tsx';

/** A town's projects by how far they are. */
export function BoardPage() {
  const { t } = useTranslation();
  const { townCode, name, crumbs, aside } = useTownPlace();
  const board = useProjectBoard(townCode);
  return (
    <Page title={t('board.titleOf', { name })} {...{ crumbs, aside }}>
      <section className="tile tile-table" aria-label={t('board.title')}>
        <QueryContent query={board} skeleton={<TableSkeleton />}>
          {(view) =>
            view.data.projects.length === 0 ? (
              <EmptyState title={t('board.none')} detail={t('board.noneDetail')} />
            ) : (
              <ProjectBoardPanel view={view} />
            )
          }
        </QueryContent>
      </section>
    </Page>
  );
}
