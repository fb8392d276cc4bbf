import { useTranslation } from 'react-i18next';
import { LightTag } from '../alerts/light-tag.tsx';
import type { BoardProject } from '../api/board-types.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { formatFenAsWan } from '../format/numbers.ts';
import { usePathOfProject } from '../places/use-project-path.ts';
import { reasonWords, stageDays, stageProgress } from './project-words.ts';

/** A project on its board: what it is, how it stands and why, how long it has stood there. */
export function ProjectCard({ project, stage }: { project: BoardProject; stage?: string }) {
  const { t } = useTranslation();
  const pathOf = usePathOfProject();
  const reasons = reasonWords(project, t, 'short');
  const facts = [
    stage,
    project.villageName,
    project.buildType === '' ? null : t(`buildType.${project.buildType}`),
    stageDays(project, t),
    stageProgress(project, t),
  ].filter((fact): fact is string => typeof fact === 'string');
  return (
    <>
      <DatedLink to={pathOf(project)} className="card-title">
        {project.name}
      </DatedLink>
      <p className="board-light">
        <LightTag light={project.light} />
        {reasons.length > 0 && <span>{reasons.join(t('board.comma'))}</span>}
      </p>
      <ul className="board-facts secondary">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
        {project.budgetFen > 0 && (
          <li>
            {t('board.allocated', {
              allocated: formatFenAsWan(project.allocatedFen),
              budget: formatFenAsWan(project.budgetFen),
            })}
          </li>
        )}
      </ul>
    </>
  );
}
