import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BoardProject, type BoardStage, boardStages } from '../api/board-types.ts';
import { ProjectCard } from './project-card.tsx';

interface BoardColumnsProps {
  projects: readonly BoardProject[];
  withCancelled: boolean;
}

/** Projects in a column a stage, longest at their stage first. The board scrolls sideways where it is too narrow. */
export function BoardColumns({ projects, withCancelled }: BoardColumnsProps) {
  const { t } = useTranslation();
  return (
    <div className="board" role="region" aria-label={t('board.title')} tabIndex={0}>
      {boardStages
        .filter((stage) => withCancelled || stage !== 'cancelled')
        .map((stage) => (
          <BoardColumn
            key={stage}
            stage={stage}
            projects={projects.filter((project) => project.stage === stage)}
          />
        ))}
    </div>
  );
}

/** More than these are shown when asked for, so that a long column does not bury what stands beside it. */
const cardsAtOnce = 5;

function BoardColumn({ stage, projects }: { stage: BoardStage; projects: readonly BoardProject[] }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(cardsAtOnce);
  const rest = projects.length - shown;
  return (
    <section className="board-column" aria-labelledby={`board-${stage}`}>
      <h2 id={`board-${stage}`}>
        {t(`board.stage.${stage}`)}{' '}
        <span className="secondary">{t('board.columnCount', { count: projects.length })}</span>
      </h2>
      {projects.length === 0 && <p className="secondary">{t('board.empty')}</p>}
      <ul className="board-cards">
        {projects.slice(0, shown).map((project) => (
          <li key={project.venueId} className="card">
            <ProjectCard project={project} />
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <Button block size="small" onClick={() => setShown(projects.length)}>
          {t('board.showRest', { count: rest })}
        </Button>
      )}
    </section>
  );
}
