import { notBefore, notBeforeCame } from './dates.ts';
import type { Project } from './project-state.ts';

/** The dated stages of a project, in the order in which they come. */
const STAGES = [
  ['needs', '需求评估', 'the needs assessment', needBeforePlan],
  ['plan', '编制计划', 'planning', (project: Project) => project.plan?.plannedOn],
  ['start', '启动项目', 'the start of the project', (project: Project) => project.startedOn],
  [
    'submission',
    '提交设计方案',
    'the last submission of the design',
    (project: Project) => project.design.submitted?.on,
  ],
  ['review', '最近一次上审', 'the last review', (project: Project) => project.design.review?.on],
  ['discussion', '最近一次下议', 'the last discussion', (project: Project) => project.design.discussion?.on],
  ['design', '方案定稿', 'the final design', (project: Project) => project.design.finalised?.on],
  ['construction', '开工', 'the start of construction', (project: Project) => project.work.contract?.on],
  [
    'progress',
    '最近一次进度报告',
    'the last report of progress',
    (project: Project) => project.work.progress?.on,
  ],
  ['acceptance', '最近一次验收', 'the last inspection', (project: Project) => project.work.inspection?.on],
  ['completion', '竣工', 'completion', (project: Project) => project.work.completion?.completedOn],
  ['settlement', '项目结算', 'settlement', (project: Project) => project.work.settlement?.on],
] as const;

export type DatedStage = (typeof STAGES)[number][0];

/**
 * Rule 19: a fact is not dated before an earlier stage of its project; the message says which stage.
 *
 * @param upTo the last stage that comes before the fact.
 * @throws {Refusal} date.before-earlier-stage
 */
export function notBeforeStage(occurredOn: string, project: Project, upTo: DatedStage): void {
  notBeforeCame(occurredOn, project.cameOn);
  for (const stage of stagesSoFar(project, upTo)) notBefore(occurredOn, stage);
}

/** The first day that rule 19 leaves to a fact that comes after a stage; null where any day will do. */
export function earliestDay(project: Project, upTo: DatedStage): string | null {
  const days = [project.cameOn, ...stagesSoFar(project, upTo).map(({ on }) => on)];
  return days.reduce(
    (latest, day) => (day !== null && (latest === null || day > latest) ? day : latest),
    null,
  );
}

function stagesSoFar(project: Project, upTo: DatedStage) {
  const last = STAGES.findIndex(([stage]) => stage === upTo);
  return STAGES.slice(0, last + 1).flatMap(([, zh, en, dateOf]) => {
    const on = dateOf(project);
    return on ? [{ zh, en, on }] : [];
  });
}

/** Needs that were assessed once more after planning are no stage before it. */
function needBeforePlan({ need, plan }: Project): string | undefined {
  return need && (!plan || need.on <= plan.plannedOn) ? need.on : undefined;
}
