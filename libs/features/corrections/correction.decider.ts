import { z } from 'zod';
import { requireWithinBudget } from '../shared/budget.ts';
import { defineCommand, type CommandContext } from '../shared/command.ts';
import { correctableFields, type CorrectableFact } from '../shared/correctable.ts';
import { notBefore, notInFuture } from '../shared/dates.ts';
import { happened } from '../shared/event.ts';
import { requireSoundSettlement } from '../shared/final-account.ts';
import { requireCoveredOnEachDay } from '../shared/money-by-day.ts';
import { corrected } from '../shared/project-correction.ts';
import { pinnedStandard } from '../shared/project-command.ts';
import {
  evolveProject,
  isPlanned,
  unplanned,
  unknownProject,
  type Project,
} from '../shared/project-state.ts';
import { contractTotalFen } from '../shared/project-work.ts';
import { projectStream } from '../shared/streams.ts';
import { businessDate, line, uuid, venueId } from '../shared/values.ts';
import { factCorrected, type CorrectionEvents } from './correction.events.ts';
import * as refusals from '../shared/correction-refusals.ts';
import { isAllowedValue } from '../shared/correctable-values.ts';

const { old, reason, documentNo } = factCorrected.data.shape;

/**
 * Puts a slip right: one field of one event of a project, by a new event. The fact keeps its account and its day, and what it says from
 * now on keeps the rules that it had to keep when it was recorded. Possible in whatever state the project is.
 */
export const correctFact = defineCommand({
  name: 'CorrectFact',
  summary: '更正登记',
  schema: z.strictObject({
    occurredOn: businessDate,
    venueId,
    eventId: uuid.meta({ title: '原事件', description: 'the event whose slip is corrected' }),
    field: line(40).meta({ title: '字段', description: 'field of its data' }),
    old,
    new: factCorrected.data.shape.new,
    reason,
    documentNo,
  }),
  emits: [factCorrected],
  streams: ({ venueId: id }) => [projectStream(id)],
  initial: unplanned,
  evolve: evolveProject,
  blockers: (project) => {
    if (project.villageId === null) return [unknownProject()];
    return Object.keys(project.facts).length > 0 ? [] : [refusals.nothingToCorrect(project)];
  },
  decide: (project, { occurredOn, eventId, ...correction }, { today, policy }) => {
    notInFuture(occurredOn, today);
    const fact = project.facts[eventId];
    if (!fact) throw refusals.unknownEvent(project);
    requireCorrectable(fact, correction, project);
    notBefore(occurredOn, { zh: '原事项', en: 'the corrected fact', on: fact.occurredOn });
    const data = {
      ...correction,
      eventId,
      eventType: fact.type,
      villageId: project.villageId ?? '',
      fact: repeated(fact, project),
    };
    requireKeptRules(project, corrected(project, data), data, policy);
    return [happened(factCorrected, projectStream(correction.venueId), occurredOn, data)];
  },
});

type Correction = Pick<CorrectionEvents['FactCorrected'], 'field' | 'old' | 'new'>;

/** The field may be corrected, says what the command believes, and will say something else that it can say. */
function requireCorrectable(
  fact: CorrectableFact,
  { field, old: believed, new: value }: Correction,
  project: Project,
): void {
  const fields: readonly string[] = correctableFields[fact.type];
  const now = fact.values[field];
  if (!fields.includes(field) || now === undefined) throw refusals.notCorrectable(fact.type, project);
  if (now !== believed) throw refusals.oldDiffers(now);
  if (now === value) throw refusals.nothingNew();
  if (!isAllowedValue(fact.type, field, value)) throw refusals.notAllowed();
}

/** What the corrected fact was about, so that a read model can book the difference by itself. */
function repeated(
  { occurredOn, factId, allocationId, type }: CorrectableFact,
  { plan, money, work }: Project,
): CorrectionEvents['FactCorrected']['fact'] {
  const allocation = money.allocations[allocationId ?? ''];
  const workKind = type === 'EnvironmentWorkCompleted' ? work.environment[factId ?? ''] : undefined;
  return {
    occurredOn,
    ...(factId !== undefined && { factId }),
    ...(allocation && {
      allocationId,
      tier: allocation.tier,
      source: allocation.source,
      kind: allocation.kind,
    }),
    ...(workKind && { kind: workKind }),
    ...(plan && { buildType: plan.buildType }),
  };
}

/** The project as it would be keeps rules 1, 3 and 9, as far as the correction bears on them. */
function requireKeptRules(
  before: Project,
  after: Project,
  { eventType, old: said, new: value, documentNo: document, fact }: CorrectionEvents['FactCorrected'],
  policy: CommandContext['policy'],
): void {
  if (!isPlanned(after)) return;
  const standard = pinnedStandard(after, policy);
  const { contract, settlement } = after.work;
  if (fact.allocationId !== undefined) {
    requireOrderedMoney(after, fact.allocationId, fact.factId);
    const { allocationId } = fact;
    requireCoveredOnEachDay(before.money, after.money, { allocationId, pointer: '/new' });
  }
  if (eventType === 'ConstructionStarted' && contract) {
    if (contract.plannedEndOn < contract.on) throw refusals.endBeforeStart(contract.on);
    const { budgetFen } = after.plan;
    const totalFen = contractTotalFen(after.work);
    if (totalFen <= 0) throw refusals.nothingLeftOfContract();
    const adjustable = after.work.completion === null && after.cancelledOn === null;
    const budget = { budgetFen, tolerancePct: standard.budgetTolerancePct, adjustable };
    requireWithinBudget(totalFen, budget, '/new');
  }
  if (settlement) requireSoundSettlement(settlement.auditedFen, after, standard, '/new');
  if (eventType === 'ProjectSettled' && document === undefined) {
    const { settlementAuditAboveFen: aboveFen } = standard;
    if (Number(said) <= aboveFen && Number(value) > aboveFen) throw refusals.auditMissing(aboveFen);
  }
}

/** Rule 1, of the money that is corrected. */
function requireOrderedMoney({ money }: Project, allocationId: string, factId: string | undefined): void {
  const allocation = money.allocations[allocationId];
  const movement = money.receipts[factId ?? ''] ?? money.payments[factId ?? ''];
  if (movement && movement.amountFen < 0) throw refusals.belowReversed(-movement.amountFen);
  if (!allocation) return;
  const { allocatedFen, receivedFen, disbursedFen } = allocation;
  if (disbursedFen > receivedFen || receivedFen > allocatedFen) throw refusals.moneyOutOfOrder(allocation);
}
