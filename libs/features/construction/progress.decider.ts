import { happened } from '../shared/event.ts';
import { constructionBlockers, notUnderConstruction, projectBlockers } from '../shared/project-blockers.ts';
import { defineProjectCommand } from '../shared/project-command.ts';
import { notBeforeStage } from '../shared/project-dates.ts';
import { Refusal } from '../shared/refusal.ts';
import { projectStream } from '../shared/streams.ts';
import { businessDate, uuid, villageId } from '../shared/values.ts';
import { environmentWorkCompleted, progressReported } from './construction.events.ts';

const itsVillage = villageId.optional().describe('that of the project; a village clerk names it');

/** Reports how far the work is. Less than was reported before needs a note that says why. */
export const reportProgress = defineProjectCommand({
  name: 'ReportProgress',
  summary: '报告形象进度',
  schema: progressReported.data.extend({ occurredOn: businessDate, villageId: itsVillage }),
  emits: [progressReported],
  blockers: constructionBlockers,
  decide: (project, { occurredOn, ...report }) => {
    notBeforeStage(occurredOn, project, 'progress');
    const { percent: before = 0 } = project.work.progress ?? {};
    if (report.percent < before && report.note === undefined) throw fellWithoutNote(before, report.percent);
    const data = { ...report, villageId: project.villageId };
    return [happened(progressReported, projectStream(report.venueId), occurredOn, data)];
  },
});

/** Records a piece of the four environment works; they may go on after completion. */
export const completeEnvironmentWork = defineProjectCommand({
  name: 'CompleteEnvironmentWork',
  summary: '登记环境工程',
  schema: environmentWorkCompleted.data.extend({
    occurredOn: businessDate,
    villageId: itsVillage,
    workId: uuid.optional().describe('assigned when left out'),
  }),
  emits: [environmentWorkCompleted],
  blockers: (project) => {
    const blockers = projectBlockers(project, { before: 'settlement' });
    const { contract, completion } = project.work;
    return blockers.length > 0 || contract || completion ? blockers : [notUnderConstruction()];
  },
  decide: (project, { occurredOn, workId, ...work }, { newId }) => {
    notBeforeStage(occurredOn, project, 'construction');
    const id = workId ?? newId;
    if (project.work.environment[id]) throw workedBefore();
    const data = { ...work, workId: id, villageId: project.villageId };
    return [happened(environmentWorkCompleted, projectStream(work.venueId), occurredOn, data)];
  },
});

function fellWithoutNote(before: number, percent: number): Refusal {
  return new Refusal(
    'construction.progress-fell',
    {
      zh: `形象进度 ${percent}% 低于上次报告的 ${before}%`,
      en: `${percent}% is below the ${before}% reported last`,
    },
    { zh: '请核对，确有倒退的请在说明中写明原因', en: 'check it, or say why in the note' },
    '/note',
  );
}

function workedBefore(): Refusal {
  return new Refusal(
    'construction.already-recorded',
    { zh: '这项环境工程已登记，不能重复登记', en: 'this piece of work is recorded already' },
    { zh: '另一项工程请换用新的编号', en: 'give another piece an id of its own' },
    '/workId',
  );
}
