import { isPlanned, unknownProject, type Project } from './project-state.ts';
import { Refusal } from './refusal.ts';

/** What a command must come before. */
export type Before = 'construction' | 'completion' | 'settlement';

/**
 * What stands against a command because of how far its project is, whatever the command says. There is one answer at most: a
 * project that was given up, for instance, needs no hint that it rests.
 *
 * @param limits `before`: what must not have come yet, if anything; `whileSuspended`: whether it may be done while the project rests.
 */
export function projectBlockers(
  project: Project,
  { before, whileSuspended = false }: { before?: Before; whileSuspended?: boolean },
): readonly Refusal[] {
  if (!isPlanned(project)) return [unknownProject()];
  if (project.cancelledOn !== null) return [cancelled(project.cancelledOn)];
  const { settlement, completion, contract } = project.work;
  if (settlement && before) return [settled(settlement.on)];
  if (completion && before && before !== 'settlement') return [completed(completion.completedOn)];
  if (contract && before === 'construction') return [underConstruction(contract.on)];
  return project.suspendedOn === null || whileSuspended ? [] : [suspended(project.suspendedOn)];
}

/** What stands against a step between the start of a project and its construction. */
export function preparationBlockers(project: Project): readonly Refusal[] {
  const blockers = projectBlockers(project, { before: 'construction' });
  return blockers.length > 0 || project.startedOn !== null ? blockers : [notStarted()];
}

/** What stands against a step between the start of construction and completion. */
export function constructionBlockers(project: Project): readonly Refusal[] {
  const blockers = projectBlockers(project, { before: 'completion' });
  return blockers.length > 0 || project.work.contract ? blockers : [notUnderConstruction()];
}

/** What stands against a step of the design: it comes before the final one. */
export function designBlockers(project: Project): readonly Refusal[] {
  const blockers = preparationBlockers(project);
  const { finalised } = project.design;
  return blockers.length > 0 || finalised === null ? blockers : [designFinalised(finalised.on)];
}

const refusal = (code: string, zh: string, en: string) => new Refusal(code, { zh, en }, '/venueId');

const cancelled = (on: string) =>
  refusal(
    'project.cancelled',
    `这个项目已于 ${on} 取消，只能冲回资金或更正`,
    `this project was cancelled on ${on}: only money can be reversed and slips be corrected`,
  );

const settled = (on: string) =>
  refusal(
    'project.settled',
    `这个项目已于 ${on} 结算，只能冲回资金、整改缺陷或更正`,
    `this project was settled on ${on}: only money can be reversed, defects rectified and slips corrected`,
  );

const completed = (on: string) =>
  refusal('venue.already-completed', `这个阵地已于 ${on} 竣工`, `this venue was completed on ${on}`);

const underConstruction = (on: string) =>
  refusal(
    'construction.already-started',
    `这个项目已于 ${on} 开工，前期工作不能再登记`,
    `construction started on ${on}: its preparation is over`,
  );

const suspended = (on: string) =>
  refusal(
    'project.suspended',
    `这个项目自 ${on} 起暂停，请先恢复项目`,
    `this project rests since ${on}: resume it first`,
  );

const notStarted = () =>
  refusal(
    'project.not-started',
    '这个项目还没有启动，请先登记启动项目',
    'this project has not started: record its start first',
  );

/** Nothing is being built yet. */
export const notUnderConstruction = () =>
  refusal(
    'construction.not-started',
    '这个项目还没有开工，请先登记开工',
    'construction has not started: record its start first',
  );

const designFinalised = (on: string) =>
  refusal('design.already-finalised', `方案已于 ${on} 定稿`, `the design was finalised on ${on}`);
