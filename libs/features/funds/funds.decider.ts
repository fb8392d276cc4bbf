import { defineCommand } from '../shared/command.ts';
import { notBefore, notBeforeCame, notInFuture } from '../shared/dates.ts';
import { eventIn, happened } from '../shared/event.ts';
import { Refusal } from '../shared/refusal.ts';
import { projectStream } from '../shared/streams.ts';
import { businessDate, uuid } from '../shared/values.ts';
import { evolveProject, requirePlan, unplanned, type Project } from '../shared/project-state.ts';
import type { MergerEvents } from '../mergers/merger.events.ts';
import { fundsAllocated, type FundsEvents } from './funds.events.ts';

interface FundsState {
  readonly project: Project;
  readonly allocations: ReadonlySet<string>;
}

const initial: FundsState = { project: unplanned, allocations: new Set() };

/** Allocates funds of one tier and source to a project (rule 2: none to a cancelled one). */
export const allocateFunds = defineCommand({
  name: 'AllocateFunds',
  summary: '安排建设资金',
  schema: fundsAllocated.data
    .omit({ villageId: true })
    .extend({ occurredOn: businessDate, allocationId: uuid.optional().describe('assigned when left out') }),
  emits: [fundsAllocated],
  streams: ({ venueId }) => [projectStream(venueId)],
  initial,
  evolve: (state, recorded) => {
    const event = eventIn<FundsEvents & Pick<MergerEvents, 'ProjectMovedIn'>>(recorded);
    const project = evolveProject(state.project, recorded);
    if (event.type === 'FundsAllocated')
      return { project, allocations: new Set([...state.allocations, event.data.allocationId]) };
    return event.type === 'ProjectMovedIn'
      ? { project, allocations: new Set(event.data.allocationIds) }
      : { ...state, project };
  },
  decide: (state, { occurredOn, allocationId, ...funds }, { today, newId }) => {
    notInFuture(occurredOn, today);
    const project = requirePlan(state.project);
    if (project.stage === 'cancelled') {
      throw new Refusal(
        'funds.project-cancelled',
        { zh: '项目已取消,不能再安排资金', en: 'the project was cancelled: no funds can be allocated to it' },
        '/venueId',
      );
    }
    notBefore(occurredOn, { zh: '编制计划', en: 'planning', on: project.plan.plannedOn });
    notBeforeCame(occurredOn, project.cameOn);
    if ((funds.kind === 'labour') !== (funds.labourDays !== undefined)) throw labourDaysMismatch(funds.kind);
    const id = allocationId ?? newId;
    if (state.allocations.has(id)) {
      throw new Refusal(
        'funds.already-allocated',
        { zh: '这笔资金已登记,不能重复登记', en: 'this allocation is recorded already' },
        '/allocationId',
      );
    }
    const data = { ...funds, allocationId: id, villageId: project.villageId };
    return [happened(fundsAllocated, projectStream(funds.venueId), occurredOn, data)];
  },
});

function labourDaysMismatch(kind: string): Refusal {
  const sentence =
    kind === 'labour'
      ? { zh: '投工折资须填写工日数', en: 'labour needs its number of days' }
      : { zh: '只有投工折资才填写工日数', en: 'only labour has a number of days' };
  return new Refusal('funds.labour-days', sentence, '/labourDays');
}
