import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { LightTag } from '../alerts/light-tag.tsx';
import { type BoardProject, boardStages } from '../api/board-types.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { formatCount, formatFenAsWan, none } from '../format/numbers.ts';
import { usePathOfProject } from '../places/use-project-path.ts';
import { ListTable } from '../tables/list-table.tsx';
import type { Sheet } from '../tables/sheet.ts';
import { byNumber, byText } from '../tables/sorting.ts';
import { ProjectCard } from './project-card.tsx';
import { reasonWords } from './project-words.ts';

interface ProjectsTableProps {
  projects: BoardProject[];
  sheet: Sheet<BoardProject>;
}

/** The projects of a board as a list. */
export function ProjectsTable({ projects, sheet }: ProjectsTableProps) {
  const { t } = useTranslation();
  return (
    <ListTable
      sheet={sheet}
      rows={projects}
      rowKey={({ venueId }) => venueId}
      columns={useProjectColumns()}
      pageSize={20}
      width={1100}
      card={(project) => <ProjectCard project={project} stage={t(`board.stage.${project.stage}`)} />}
    />
  );
}

const lights = ['green', 'amber', 'red'];

function useProjectColumns(): TableColumnsType<BoardProject> {
  const { t } = useTranslation();
  const pathOf = usePathOfProject();
  const figure = { align: 'right' as const, className: 'numeric' };
  return [
    {
      key: 'name',
      title: t('board.projects'),
      fixed: 'left',
      width: 220,
      sorter: byText(({ name }) => name),
      render: (_, project) => (
        <>
          <DatedLink to={pathOf(project)}>{project.name}</DatedLink>
          <span className="under-name">{project.villageName}</span>
        </>
      ),
    },
    {
      key: 'stage',
      title: t('board.stageTitle'),
      width: 100,
      sorter: byNumber(({ stage }) => boardStages.indexOf(stage)),
      render: (_, { stage }) => t(`board.stage.${stage}`),
    },
    {
      ...figure,
      key: 'days',
      title: t('board.daysInStage'),
      width: 130,
      sorter: byNumber(({ daysInStage }) => daysInStage ?? undefined),
      render: (_, { daysInStage }) => (daysInStage === null ? none : formatCount(daysInStage)),
    },
    {
      key: 'light',
      title: t('board.light'),
      width: 100,
      sorter: byNumber(({ light }) => lights.indexOf(light)),
      render: (_, { light }) => <LightTag light={light} />,
    },
    {
      key: 'reasons',
      title: t('board.reasons'),
      render: (_, project) =>
        reasonWords(project, t, 'in-full').map((words) => <div key={words}>{words}</div>),
    },
    {
      key: 'target',
      title: t('column.target'),
      width: 120,
      sorter: byText(({ targetOn }) => targetOn),
      render: (_, { targetOn }) => targetOn ?? none,
    },
    {
      ...figure,
      key: 'funds',
      title: t('common.withUnit', {
        title: `${t('project.moneyStep.allocatedFen')} / ${t('column.budget')}`,
        unit: t('unit.wan'),
      }),
      width: 190,
      sorter: byNumber(({ allocatedFen }) => allocatedFen),
      render: (_, { allocatedFen, budgetFen }) =>
        `${formatFenAsWan(allocatedFen)} / ${formatFenAsWan(budgetFen)}`,
    },
  ];
}
