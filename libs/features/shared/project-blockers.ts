import { isPlanned, unknownProject, type Project } from './project-state.ts';
import { Refusal, type Sentence } from './refusal.ts';

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

const refusal = (code: string, rule: Sentence, next: Sentence) => new Refusal(code, rule, next, '/venueId');

const cancelled = (on: string) =>
  refusal(
    'project.cancelled',
    { zh: `这个项目已于 ${on} 取消`, en: `this project was cancelled on ${on}` },
    {
      zh: '仍要建设的请另行规划阵地，这里只能冲销资金或更正',
      en: 'plan another venue if it is still wanted; of this one money can be reversed and slips be corrected',
    },
  );

const settled = (on: string) =>
  refusal(
    'project.settled',
    { zh: `这个项目已于 ${on} 结算`, en: `this project was settled on ${on}` },
    {
      zh: '资金有误的请冲销，缺陷请登记整改，数字有误的请更正',
      en: 'reverse money, rectify defects and correct slips: nothing else is recorded any more',
    },
  );

const completed = (on: string) =>
  refusal(
    'venue.already-completed',
    { zh: `这个阵地已于 ${on} 竣工`, en: `this venue was completed on ${on}` },
    {
      zh: '请继续登记阵地、资金和项目结算，竣工数字有误的请更正',
      en: 'go on with the registration of the venue, money and settlement, or correct the completion',
    },
  );

const underConstruction = (on: string) =>
  refusal(
    'construction.already-started',
    {
      zh: `这个项目已于 ${on} 开工，前期工作不能再登记`,
      en: `construction started on ${on}: its preparation is over`,
    },
    {
      zh: '请继续报告进度和登记验收，数字有误的请更正',
      en: 'go on with reports of progress and the inspection, or correct a slip',
    },
  );

const suspended = (on: string) =>
  refusal(
    'project.suspended',
    { zh: `这个项目自 ${on} 起暂停`, en: `this project rests since ${on}` },
    { zh: '请先恢复项目', en: 'resume it first' },
  );

const notStarted = () =>
  refusal(
    'project.not-started',
    { zh: '这个项目还没有启动', en: 'this project has not started' },
    { zh: '请先登记启动项目', en: 'record its start first' },
  );

/** Nothing is being built yet. */
export const notUnderConstruction = () =>
  refusal(
    'construction.not-started',
    { zh: '这个项目还没有开工', en: 'construction has not started' },
    { zh: '请先登记开工', en: 'record its start first' },
  );

const designFinalised = (on: string) =>
  refusal(
    'design.already-finalised',
    { zh: `方案已于 ${on} 定稿`, en: `the design was finalised on ${on}` },
    {
      zh: '请办齐选址、四议决策和资金，然后登记开工',
      en: 'complete site, decisions and money, then start construction',
    },
  );
