import { happened } from '../shared/event.ts';
import { paidTooMuch, requireSoundSettlement } from '../shared/final-account.ts';
import { projectBlockers } from '../shared/project-blockers.ts';
import { defineProjectCommand, pinnedStandard } from '../shared/project-command.ts';
import { notBeforeStage } from '../shared/project-dates.ts';
import { receivedCashFen } from '../shared/project-money.ts';
import { isPlanned } from '../shared/project-state.ts';
import { Refusal } from '../shared/refusal.ts';
import { yuan } from '../shared/rounding.ts';
import { projectStream } from '../shared/streams.ts';
import { businessDate } from '../shared/values.ts';
import { projectSettled } from './construction.events.ts';

/** Settles the final account (rule 9). What has arrived in money above the audited amount is to be returned. */
export const settleProject = defineProjectCommand({
  name: 'SettleProject',
  summary: '登记项目结算',
  schema: projectSettled.data
    .omit({ villageId: true, toReturnFen: true })
    .extend({ occurredOn: businessDate }),
  emits: [projectSettled],
  blockers: (project, { policy }) => {
    const blockers = projectBlockers(project, { before: 'settlement' });
    if (blockers.length > 0 || !isPlanned(project)) return blockers;
    return project.work.completion ? paidTooMuch(project, pinnedStandard(project, policy)) : [notComplete()];
  },
  decide: (project, { occurredOn, ...settlement }, { policy }) => {
    notBeforeStage(occurredOn, project, 'completion');
    const { auditedFen, documentNo } = settlement;
    const standard = pinnedStandard(project, policy);
    requireSoundSettlement(auditedFen, project, standard, '/auditedFen');
    if (documentNo === undefined && auditedFen > standard.settlementAuditAboveFen) {
      throw auditMissing(standard.settlementAuditAboveFen);
    }
    const toReturnFen = Math.max(0, receivedCashFen(project.money) - auditedFen);
    const data = { ...settlement, toReturnFen, villageId: project.villageId };
    return [happened(projectSettled, projectStream(settlement.venueId), occurredOn, data)];
  },
});

function notComplete(): Refusal {
  return new Refusal(
    'settlement.not-complete',
    { zh: '阵地还没有竣工', en: 'the venue is not complete' },
    { zh: '请先登记竣工', en: 'record its completion first' },
    '/venueId',
  );
}

function auditMissing(aboveFen: number): Refusal {
  return new Refusal(
    'settlement.audit-missing',
    {
      zh: `审定金额超过 ${yuan(aboveFen)} 元的结算须有审计文号`,
      en: `above ${yuan(aboveFen)} yuan a settlement needs the number of its audit document`,
    },
    { zh: '请填写审计文号', en: 'fill it in' },
    '/documentNo',
  );
}
