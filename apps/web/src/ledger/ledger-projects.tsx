import { Checkbox, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LedgerProject, type MoneyStep, moneySteps } from '../api/board-types.ts';
import { tiers } from '../api/types.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { formatCount, formatFenAsWan, none } from '../format/numbers.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { joinLabels } from '../origins/origin.ts';
import { projectMoneyOrigin } from '../origins/project-money.ts';
import { useProjectPath } from '../places/use-project-path.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { ListTable } from '../tables/list-table.tsx';
import type { Sheet } from '../tables/sheet.ts';
import { byNumber, byText } from '../tables/sorting.ts';
import { ledgerSheetColumns } from './ledger-sheet-columns.ts';

interface LedgerProjectsProps {
  townCode: string;
  projects: LedgerProject[];
  sheet: Pick<Sheet<LedgerProject>, 'basis' | 'conditions'>;
}

/** The money of each project at each step, and what of it lies idle or is to be returned. */
export function LedgerProjects({ townCode, projects, sheet }: LedgerProjectsProps) {
  const { t } = useTranslation();
  const columns = useLedgerColumns(townCode);
  const [onlyIdle, setOnlyIdle] = useState(false);
  const shown = onlyIdle ? projects.filter(({ idleFen }) => idleFen > 0) : projects;
  const idleWords = [t('ledger.onlyIdle'), onlyIdle ? t('step.yes') : ''] as const;
  return (
    <section className="tile tile-table" aria-labelledby="projects-heading">
      <div className="tile-head">
        <h2 id="projects-heading">
          {t('common.withUnit', { title: t('ledger.projects'), unit: t('unit.wan') })}
        </h2>
        <Checkbox checked={onlyIdle} onChange={({ target }) => setOnlyIdle(target.checked)}>
          {t('ledger.onlyIdle')}
        </Checkbox>
      </div>
      {shown.length === 0 ? (
        <EmptyState title={t('ledger.noIdle')} />
      ) : (
        <ListTable
          sheet={{
            ...sheet,
            list: t('ledger.projects'),
            columns: ledgerSheetColumns(t),
            conditions: [...(sheet.conditions ?? []), idleWords],
          }}
          rows={shown}
          rowKey={({ venueId }) => venueId}
          columns={columns}
          pageSize={20}
          width={1060}
          card={(project) => <ProjectMoneyCard townCode={townCode} project={project} />}
        />
      )}
    </section>
  );
}

/** An amount of a project, which opens down to the events of all three tiers. */
function ProjectAmount({
  townCode,
  project,
  step,
}: {
  townCode: string;
  project: LedgerProject;
  step: MoneyStep;
}) {
  const { t } = useTranslation();
  return (
    <OriginButton
      origin={projectMoneyOrigin(
        { townCode, venueId: project.venueId },
        joinLabels(project.name, t(`project.moneyStep.${step}`)),
        { tiers, step },
      )}
      value={formatFenAsWan(project[step])}
    />
  );
}

function useLedgerColumns(townCode: string): TableColumnsType<LedgerProject> {
  const { t } = useTranslation();
  const projectPath = useProjectPath(townCode);
  const figure = { align: 'right' as const, className: 'numeric' };
  const money = (fen: number) => (fen === 0 ? none : formatFenAsWan(fen));
  return [
    {
      key: 'name',
      title: t('board.projects'),
      fixed: 'left',
      width: 230,
      sorter: byText(({ name }) => name),
      render: (_, project) => (
        <>
          <DatedLink to={projectPath(project.venueId)}>{project.name}</DatedLink>
          <span className="under-name">{project.villageName}</span>
        </>
      ),
    },
    {
      key: 'stage',
      title: t('board.stageTitle'),
      width: 90,
      render: (_, { stage }) => t(`board.stage.${stage}`),
    },
    ...moneySteps.map((step) => ({
      ...figure,
      key: step,
      title: t(`project.moneyStep.${step}`),
      width: 110,
      sorter: byNumber((project: LedgerProject) => project[step]),
      render: (_: unknown, project: LedgerProject) => <ProjectAmount {...{ townCode, project, step }} />,
    })),
    {
      ...figure,
      key: 'idle',
      title: t('ledger.idle'),
      width: 110,
      sorter: byNumber(({ idleFen }) => idleFen),
      render: (_, { idleFen }) => money(idleFen),
    },
    {
      ...figure,
      key: 'idleDays',
      title: t('ledger.idleDays'),
      width: 110,
      sorter: byNumber(({ idleDays }) => idleDays ?? undefined),
      render: (_, { idleDays }) => (idleDays === null ? none : formatCount(idleDays)),
    },
    {
      ...figure,
      key: 'toReturn',
      title: t('ledger.toReturn'),
      width: 90,
      sorter: byNumber(({ toReturnFen }) => toReturnFen),
      render: (_, { toReturnFen }) => money(toReturnFen),
    },
  ];
}

function ProjectMoneyCard({ townCode, project }: { townCode: string; project: LedgerProject }) {
  const { t } = useTranslation();
  const projectPath = useProjectPath(townCode);
  const { venueId, name, villageName, stage, idleFen, idleDays } = project;
  return (
    <>
      <DatedLink to={projectPath(venueId)} className="card-title">
        {name}
      </DatedLink>
      <ul className="dotted secondary">
        <li>{villageName}</li>
        <li>{t(`board.stage.${stage}`)}</li>
      </ul>
      <dl className="card-facts">
        {moneySteps.map((step) => (
          <div key={step}>
            <dt>{t(`project.moneyStep.${step}`)}</dt>
            <dd>
              <ProjectAmount {...{ townCode, project, step }} />
            </dd>
          </div>
        ))}
        {idleFen > 0 && (
          <>
            <div>
              <dt>{t('ledger.idle')}</dt>
              <dd>{formatFenAsWan(idleFen)}</dd>
            </div>
            <div>
              <dt>{t('ledger.idleDays')}</dt>
              <dd>{formatCount(idleDays ?? 0)}</dd>
            </div>
          </>
        )}
      </dl>
    </>
  );
}
