import { standardInForce, type CountyPolicy } from '../shared/county-policy.ts';
import { happened } from '../shared/event.ts';
import { projectBlockers } from '../shared/project-blockers.ts';
import { defineProjectCommand } from '../shared/project-command.ts';
import { notBeforeStage } from '../shared/project-dates.ts';
import { Refusal } from '../shared/refusal.ts';
import { projectStream } from '../shared/streams.ts';
import { businessDate, uuid } from '../shared/values.ts';
import { fundsAllocated } from './funds.events.ts';

/** Allocates funds of one tier and source to a project (rule 2: none to a cancelled one, none of a forbidden source). */
export const allocateFunds = defineProjectCommand({
  name: 'AllocateFunds',
  summary: '安排建设资金',
  schema: fundsAllocated.data
    .omit({ villageId: true })
    .extend({ occurredOn: businessDate, allocationId: uuid.optional().describe('assigned when left out') }),
  emits: [fundsAllocated],
  blockers: (project) =>
    project.stage === 'cancelled' ? [projectCancelled()] : projectBlockers(project, { before: 'settlement' }),
  decide: (project, { occurredOn, allocationId, ...funds }, { newId, policy }) => {
    notBeforeStage(occurredOn, project, 'plan');
    if ((funds.kind === 'labour') !== (funds.labourDays !== undefined)) throw labourDaysMismatch(funds.kind);
    requireAllowedSource(funds.source, occurredOn, policy);
    const id = allocationId ?? newId;
    const { allocations, brought } = project.money;
    if (allocations[id] || brought.allocationIds.includes(id)) throw alreadyAllocated();
    const data = { ...funds, allocationId: id, villageId: project.villageId };
    return [happened(fundsAllocated, projectStream(funds.venueId), occurredOn, data)];
  },
});

/** Rule 2: by the standard in force on the day of the money, whichever the project is pinned to: a ban binds all projects alike. */
function requireAllowedSource(source: string, occurredOn: string, policy: CountyPolicy): void {
  const { forbiddenSources } = standardInForce(policy, occurredOn);
  const ban = forbiddenSources.find(
    (one) => withoutSpaces(one.source) === withoutSpaces(source) && one.from <= occurredOn,
  );
  if (!ban) return;
  throw new Refusal(
    'funds.source-forbidden',
    {
      zh: `自 ${ban.from} 起“${ban.source}”不得用于阵地建设（依据：${ban.reason}）`,
      en: `since ${ban.from} “${ban.source}” may not be spent on venues (${ban.reason})`,
    },
    { zh: '请改用其他来源', en: 'use another source' },
    '/source',
  );
}

function withoutSpaces(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/gu, '');
}

function projectCancelled(): Refusal {
  return new Refusal(
    'funds.project-cancelled',
    { zh: '项目已取消，不能再安排资金', en: 'the project was cancelled: no funds can be allocated to it' },
    { zh: '请核对项目，仍要建设的请另行规划阵地', en: 'check the project, or plan another venue' },
    '/venueId',
  );
}

function alreadyAllocated(): Refusal {
  return new Refusal(
    'funds.already-allocated',
    { zh: '这笔资金已登记，不能重复登记', en: 'this allocation is recorded already' },
    { zh: '另一笔资金请换用新的编号', en: 'give another allocation an id of its own' },
    '/allocationId',
  );
}

function labourDaysMismatch(kind: string): Refusal {
  return kind === 'labour'
    ? new Refusal(
        'funds.labour-days',
        { zh: '投工折资须有工日数', en: 'labour needs its number of days' },
        { zh: '请填写工日数', en: 'fill it in' },
        '/labourDays',
      )
    : new Refusal(
        'funds.labour-days',
        { zh: '只有投工折资才有工日数', en: 'only labour has a number of days' },
        { zh: '请删去工日数，或核对资金形式', en: 'leave it out, or check the kind' },
        '/labourDays',
      );
}
