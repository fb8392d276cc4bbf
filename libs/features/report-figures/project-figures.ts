import type { ReadModels } from '../read-models.ts';
import { standardOf } from '../shared/county-policy.ts';
import { buildsFloor } from '../shared/floor-space.ts';
import { isWithin, ratioOf, summed, type ReportFigure, type ReportPeriod } from './figure-declarations.ts';

type Project = ReadModels['project_card'];
type Day =
  'plannedOn' | 'startedOn' | 'constructionOn' | 'completedOn' | 'handedOverOn' | 'settledOn' | 'cancelledOn';

// What was given up is no plan any more; what went to another town is that town's.
const stands = ({ stage }: Project) => stage !== '' && stage !== 'cancelled' && stage !== 'moved';
const counts = (day: Day, value: (row: Project, period: ReportPeriod) => number = () => 1) => ({
  measure: (row: Project, period: ReportPeriod) =>
    stands(row) && isWithin(row[day], period) ? value(row, period) : 0,
});
const byBuildType = { parts: ['buildType'], partOf: ({ buildType }: Project) => ({ buildType }) } as const;
const isNewOrRebuilt = ({ buildType }: Project) => buildType === 'new' || buildType === 'rebuild';
const isComplete = ({ completedOn }: Project, { to }: ReportPeriod) =>
  completedOn !== null && completedOn <= to;

/** Floor that was built for more a m² than the standard allows that the project is pinned to. 1 m² = 100 dm². */
function isAboveCeiling(project: Project, { policy }: ReportPeriod) {
  const { finalCostFen, builtAreaDm2, standardVersion } = project;
  const { unitCostCeilingFen } = standardOf(policy, standardVersion);
  const isAbove = BigInt(finalCostFen ?? 0) * 100n > BigInt(unitCostCeilingFen) * BigInt(builtAreaDm2 ?? 0);
  return buildsFloor(project) && isAbove;
}

/** Less floor was built than that standard asks for. */
function isBelowArea(project: Project, { policy }: ReportPeriod) {
  const { minAreaDm2 } = standardOf(policy, project.standardVersion);
  return buildsFloor(project) && (project.builtAreaDm2 ?? 0) < minAreaDm2;
}

const planning: Readonly<Record<string, ReportFigure>> = {
  'projects.planned': summed('project_card', 'count', ['编制计划项目', 'projects planned'], {
    ...counts('plannedOn'),
    ...byBuildType,
  }),
  'projects.budget': summed('project_card', 'wan', ['计划投资', 'budget of planned projects'], {
    ...counts('plannedOn', ({ budgetFen }) => budgetFen),
    ...byBuildType,
  }),
  'projects.plannedArea': summed('project_card', 'm2', ['计划建筑面积', 'planned floor area'], {
    ...counts('plannedOn', ({ plannedAreaDm2 }) => plannedAreaDm2),
    ...byBuildType,
  }),
  'projects.started': summed('project_card', 'count', ['启动项目', 'projects started'], {
    ...counts('startedOn'),
    ...byBuildType,
  }),
  'projects.underConstruction': summed('project_card', 'count', ['开工项目', 'constructions started'], {
    ...counts('constructionOn'),
    ...byBuildType,
  }),
  'projects.cancelled': summed('project_card', 'count', ['取消项目', 'projects cancelled'], {
    measure: (row, period) => Number(row.stage === 'cancelled' && isWithin(row.cancelledOn, period)),
    ...byBuildType,
  }),
  'projects.byStage': summed('project_card', 'count', ['期末各阶段项目', 'projects by stage at the end'], {
    measure: (row) => Number(stands(row)),
    basis: 'end',
    parts: ['stage'],
    partOf: ({ stage }) => ({ stage }),
  }),
  'projects.plannedCompleted': summed(
    'project_card',
    'count',
    ['计划项目中已竣工', 'planned projects that are complete'],
    { ...counts('plannedOn', (row, period) => Number(isComplete(row, period))), ...byBuildType },
  ),
  'projects.completionRate': ratioOf(
    'percent',
    ['计划完成率', 'completion of planned projects'],
    'projects.plannedCompleted',
    'projects.planned',
  ),
  'projects.newOrRebuilt': summed('project_card', 'count', ['新建改建项目', 'new and rebuilt: planned'], {
    ...counts('plannedOn', (row) => Number(isNewOrRebuilt(row))),
  }),
  'projects.newOrRebuiltCompleted': summed(
    'project_card',
    'count',
    ['新建改建项目中已竣工', 'new and rebuilt: complete'],
    counts('plannedOn', (row, period) => Number(isNewOrRebuilt(row) && isComplete(row, period))),
  ),
  'projects.newOrRebuiltRate': ratioOf(
    'percent',
    ['新建改建完成率', 'completion of new and rebuilt'],
    'projects.newOrRebuiltCompleted',
    'projects.newOrRebuilt',
  ),
};

const completed = ['completedOn'] as const;

const completion: Readonly<Record<string, ReportFigure>> = {
  'venues.completed': summed('project_card', 'count', ['竣工阵地', 'venues completed'], {
    ...counts(...completed),
    ...byBuildType,
  }),
  'venues.byGrade': summed('project_card', 'count', ['竣工阵地（按等次）', 'venues completed, by grade'], {
    ...counts(...completed),
    parts: ['grade'],
    partOf: ({ grade }) => ({ grade: grade ?? '' }),
  }),
  'venues.onTime': summed('project_card', 'count', ['按期竣工阵地', 'venues completed on time'], {
    ...counts('completedOn', ({ completedOn, targetOn }) => Number(completedOn! <= targetOn!)),
    ...byBuildType,
  }),
  'venues.onTimeRate': ratioOf(
    'percent',
    ['按期竣工率', 'on-time rate'],
    'venues.onTime',
    'venues.completed',
  ),
  'area.built': summed('project_card', 'm2', ['建成建筑面积', 'floor area built'], {
    ...counts('completedOn', ({ builtAreaDm2 }) => builtAreaDm2 ?? 0),
    ...byBuildType,
  }),
  'area.average': ratioOf('m2', ['平均建筑面积', 'average floor area'], 'area.built', 'venues.completed'),
  'area.belowStandard': summed(
    'project_card',
    'count',
    ['面积低于标准的阵地', 'venues below the smallest area'],
    {
      ...counts('completedOn', (row, period) => Number(isBelowArea(row, period))),
      ...byBuildType,
    },
  ),
  'cost.final': summed('project_card', 'wan', ['竣工决算', 'final cost of completed venues'], {
    ...counts('completedOn', ({ finalCostFen }) => finalCostFen ?? 0),
    ...byBuildType,
  }),
  'cost.average': ratioOf(
    'wan',
    ['每个阵地平均造价', 'final cost per completed venue'],
    'cost.final',
    'venues.completed',
  ),
  'cost.perM2': ratioOf('yuan-per-m2', ['单位面积造价', 'cost per m²'], 'cost.final', 'area.built'),
  'cost.aboveCeiling': summed(
    'project_card',
    'count',
    ['超造价上限的阵地', 'venues above the cost ceiling'],
    {
      ...counts('completedOn', (row, period) => Number(isAboveCeiling(row, period))),
      ...byBuildType,
    },
  ),
  'venues.handedOver': summed(
    'project_card',
    'count',
    ['项目建成并启用的阵地', 'venues that a project built, in use'],
    {
      ...counts('handedOverOn'),
      ...byBuildType,
    },
  ),
};

const settlement: Readonly<Record<string, ReportFigure>> = {
  'settled.projects': summed(
    'project_card',
    'count',
    ['已结算项目', 'projects settled'],
    counts('settledOn'),
  ),
  'settled.audited': summed('project_card', 'wan', ['审定金额', 'audited amount'], {
    ...counts('settledOn', ({ auditedFen }) => auditedFen ?? 0),
  }),
  // What was returned since is a reversal of its receipt, and received no more.
  'settled.toReturn': summed('project_card', 'wan', ['结余应退资金', 'received above the audited amount'], {
    ...counts('settledOn', ({ receivedCashFen, auditedFen }) =>
      Math.max(0, receivedCashFen - (auditedFen ?? 0)),
    ),
  }),
};

/** 建设: plans, stages, completions, areas, costs and settlements. */
export const projectFigures: Readonly<Record<string, ReportFigure>> = {
  ...planning,
  ...completion,
  ...settlement,
};
