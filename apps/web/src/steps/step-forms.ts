import type { StepField } from './step-fields.ts';

const documentNo = { kind: 'line', name: 'documentNo', longest: 100 } as const;
const maybeDocumentNo = { ...documentNo, optional: true } as const;
const reason = { kind: 'lines', name: 'reason', longest: 500 } as const;
const note = { kind: 'lines', name: 'note', longest: 500 } as const;
const vote = { kind: 'vote' } as const;
const attachments = { kind: 'attachments' } as const;
const amount = { kind: 'amount', name: 'amountFen' } as const;

/**
 * The form of each step of a project or venue: what is asked beside the project and the day. Planning, allocating and
 * correcting have forms of their own.
 */
export const stepForms = {
  'assess-needs': [
    { kind: 'choice', name: 'condition', of: 'condition', optional: true },
    { kind: 'area-or-none', name: 'areaDm2' },
    { kind: 'line-list', name: 'gaps', longest: 100, most: 30 },
    { kind: 'amount', name: 'costFen' },
    attachments,
  ],
  'start-project': [documentNo],
  'select-site': [
    { kind: 'degrees', name: 'lat', least: 3, most: 54 },
    { kind: 'degrees', name: 'lng', least: 73, most: 136 },
    documentNo,
    attachments,
  ],
  'submit-design': [
    { kind: 'area', name: 'areaDm2' },
    { kind: 'amount', name: 'estimateFen' },
    { ...note, optional: true },
    attachments,
  ],
  'review-design': [
    { kind: 'choice', name: 'level', of: 'level' },
    { kind: 'choice', name: 'outcome', of: 'outcome' },
    { kind: 'lines', name: 'comments', longest: 1000, optional: true },
    maybeDocumentNo,
    attachments,
  ],
  'hold-villager-discussion': [
    vote,
    { kind: 'lines', name: 'changesAsked', longest: 1000, optional: true },
    attachments,
  ],
  'finalise-design': [],
  'record-decision': [{ kind: 'pick', name: 'step', from: 'decisionSteps' }, vote, documentNo, attachments],
  'adjust-budget': [{ kind: 'amount', name: 'budgetFen' }, vote, reason, documentNo],
  'receive-funds': [
    { kind: 'pick', name: 'allocationId', from: 'allocations' },
    amount,
    { kind: 'line', name: 'voucherNo', longest: 100 },
  ],
  'disburse-funds': [
    { kind: 'pick', name: 'allocationId', from: 'cashAllocations' },
    { kind: 'line', name: 'payee', longest: 100 },
    amount,
    { kind: 'choice', name: 'milestone', of: 'milestone' },
    { kind: 'line', name: 'voucherNo', longest: 100 },
  ],
  'reverse-funds': [
    { kind: 'choice', name: 'of', of: 'reversed' },
    { kind: 'pick', name: 'factId', from: 'reversibleFacts' },
    amount,
    reason,
  ],
  'start-construction': [
    { kind: 'line', name: 'contractor', longest: 100 },
    { kind: 'amount', name: 'contractFen' },
    { kind: 'day', name: 'plannedEndOn' },
    maybeDocumentNo,
    attachments,
  ],
  'report-progress': [
    { kind: 'whole', name: 'percent', least: 0, most: 100 },
    { ...note, optional: true },
    attachments,
  ],
  'vary-contract': [{ kind: 'signed-amount', name: 'amountFen' }, reason, documentNo, attachments],
  'inspect-acceptance': [
    { kind: 'whole', name: 'acceptors', least: 1, most: 50 },
    { kind: 'yes-no', name: 'passed' },
    { kind: 'defects', name: 'defects' },
    maybeDocumentNo,
    attachments,
  ],
  'rectify-defect': [{ kind: 'pick', name: 'defectId', from: 'openDefects' }, note, attachments],
  'complete-venue': [
    { kind: 'area', name: 'builtAreaDm2' },
    { kind: 'amount', name: 'finalCostFen' },
    { kind: 'choice', name: 'grade', of: 'grade' },
  ],
  'complete-environment-work': [
    { kind: 'choice', name: 'kind', of: 'environment' },
    { kind: 'whole', name: 'quantity', least: 1, most: 1_000_000 },
    { kind: 'choice', name: 'unit', of: 'unit' },
    attachments,
  ],
  'settle-project': [{ kind: 'amount', name: 'auditedFen' }, maybeDocumentNo, attachments],
  'suspend-project': [reason],
  'resume-project': [reason],
  'cancel-project': [reason],
  // Of a project's venue: one that was there before is registered from its village.
  'register-venue': [
    { kind: 'given', name: 'origin', value: 'project' },
    { kind: 'other-villages', name: 'sharedWith' },
    { kind: 'rooms', name: 'rooms' },
    { kind: 'choice', name: 'homes', of: 'home', several: true },
    { kind: 'choice', name: 'condition', of: 'condition' },
    attachments,
  ],
  'correct-registration': [
    { kind: 'line', name: 'name', longest: 60, optional: true },
    { kind: 'area', name: 'areaDm2', optional: true },
    reason,
    maybeDocumentNo,
  ],
  'assess-venue-condition': [
    { kind: 'choice', name: 'condition', of: 'condition' },
    maybeDocumentNo,
    attachments,
  ],
  'assess-six-haves': [{ kind: 'six-haves', name: 'items' }, attachments],
  'assign-responsibility': [
    { kind: 'choice', name: 'duty', of: 'duty' },
    { kind: 'pick', name: 'personId', from: 'persons' },
  ],
  'commission-venue': [],
  'designate-venue': [
    { kind: 'choice', name: 'kind', of: 'designation' },
    { kind: 'choice', name: 'level', of: 'honourLevel' },
    { kind: 'choice', name: 'change', of: 'honourChange' },
    { kind: 'day', name: 'until', optional: true },
    { kind: 'whole', name: 'score', least: 0, most: 100, optional: true },
    documentNo,
  ],
  'retire-venue': [reason],
} as const satisfies Readonly<Record<string, readonly StepField[]>>;

/** A command that is a step of a project or venue, with a form made of its fields. */
export type StepCommand = keyof typeof stepForms;

export function isStep(command: string): command is StepCommand {
  return Object.hasOwn(stepForms, command);
}

/** Steps that a village's clerk takes too, and which name the village therefore. */
export const stepsOfVillages: ReadonlySet<StepCommand> = new Set([
  'assess-needs',
  'hold-villager-discussion',
  'record-decision',
  'report-progress',
  'rectify-defect',
  'complete-environment-work',
]);

/** Where each step is offered on a project's page, in the order of a venue's life. */
export const stepGroups = {
  preparation: [
    'assess-needs',
    'plan-venue',
    'start-project',
    'select-site',
    'submit-design',
    'review-design',
    'hold-villager-discussion',
    'finalise-design',
    'record-decision',
    'adjust-budget',
  ],
  money: ['allocate-funds', 'receive-funds', 'disburse-funds', 'reverse-funds'],
  construction: [
    'start-construction',
    'report-progress',
    'vary-contract',
    'inspect-acceptance',
    'rectify-defect',
    'complete-venue',
    'complete-environment-work',
    'settle-project',
  ],
  venue: [
    'register-venue',
    'assess-venue-condition',
    'assess-six-haves',
    'assign-responsibility',
    'commission-venue',
    'designate-venue',
    'correct-registration',
    'retire-venue',
  ],
  state: ['suspend-project', 'resume-project', 'cancel-project'],
} as const satisfies Readonly<Record<string, readonly (StepCommand | 'allocate-funds' | 'plan-venue')[]>>;

export type StepGroup = keyof typeof stepGroups;
