import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BoardProject, boardStages, type ProjectBoard } from '../api/board-types.ts';
import type { View } from '../api/types.ts';
import { usePhone } from '../places/use-phone.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { ListBar } from '../tables/list-bar.tsx';
import type { Sheet } from '../tables/sheet.ts';
import { useBoardFilter } from './board-filters.tsx';
import { boardSheetColumns } from './board-sheet-columns.ts';
import { BoardColumns } from './board-columns.tsx';
import { ProjectsTable } from './projects-table.tsx';

/** The projects of a board, narrowed and as columns or as a list; on a phone always a list. */
export function ProjectBoardPanel({ view }: { view: View<ProjectBoard> }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const [shape, setShape] = useState<'board' | 'list'>('board');
  const { matches, conditions, controls, withCancelled } = useBoardFilter(view.data.projects);
  const found = view.data.projects.filter(matches).toSorted(byStage);
  const sheet: Sheet<BoardProject> = {
    list: t('board.projects'),
    columns: boardSheetColumns(t),
    conditions,
    basis: view,
  };
  return (
    <>
      <div className="board-bar">
        {controls}
        {!phone && (
          <Segmented
            aria-label={t('board.view')}
            value={shape}
            onChange={setShape}
            options={[
              { value: 'board', label: t('board.asBoard') },
              { value: 'list', label: t('board.asList') },
            ]}
          />
        )}
      </div>
      {found.length === 0 && <EmptyState title={t('workspace.noMatch')} />}
      {found.length > 0 && (phone || shape === 'list') && <ProjectsTable projects={found} sheet={sheet} />}
      {found.length > 0 && !phone && shape === 'board' && (
        <>
          <ListBar sheet={sheet} count={found.length} rows={() => found} />
          <BoardColumns projects={found} withCancelled={withCancelled} />
        </>
      )}
    </>
  );
}

// Within a stage they stay as the server orders them: longest at it first.
function byStage(one: BoardProject, other: BoardProject): number {
  return boardStages.indexOf(one.stage) - boardStages.indexOf(other.stage);
}
