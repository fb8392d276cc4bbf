import { decisionStep, defaultStandard } from '../features/shared/standard.ts';
import type { Project } from '../features/shared/project-state.ts';
import { contractTotalFen } from '../features/shared/project-work.ts';
import { namedId } from '../features/shared/streams.ts';
import { buildType } from '../features/shared/values.ts';
import type { Venue } from '../features/shared/venue-state.ts';
import { exampleCommands, type CommandRoute } from './example-commands.ts';

/** Where a project and its venue stand, as far as a body may name something of it. */
export interface Standing {
  readonly venueId: string;
  readonly villageId: string;
  readonly project: Project;
  readonly venue: Venue;
  /** The day of whatever is done next. */
  readonly on: string;
}

type Body = Readonly<Record<string, unknown>>;

const ALL_FOR = { eligible: 30, present: 30, votesFor: 30 };
const NONE_FOR = { ...ALL_FOR, votesFor: 0 };
const DUTIES = ['use', 'maintenance', 'safety'];
const ITEMS = defaultStandard.sixHaves.map(({ key }) => key);

/** What else than the example may be sent, by route; beside these, the example itself. */
const OTHERS: Readonly<Record<string, (standing: Standing) => readonly Body[]>> = {
  'assess-needs': ({ villageId }) => [{ villageId }],
  'plan-venue': ({ villageId, on }) =>
    buildType.options.map((type) => ({
      villageId,
      buildType: type,
      year: Number(on.slice(0, 4)),
      targetOn: on,
    })),
  'review-design': () => ['passed', 'returned'].map((outcome) => ({ outcome, ...LEFT_OUT })),
  'hold-villager-discussion': ({ villageId }) =>
    [ALL_FOR, NONE_FOR].map((vote) => ({ ...vote, villageId, ...LEFT_OUT })),
  'record-decision': ({ villageId }) =>
    decisionStep.options.flatMap((step) => [ALL_FOR, NONE_FOR].map((vote) => ({ ...vote, villageId, step }))),
  'adjust-budget': ({ project }) =>
    [1_000_000, -1, 1].map((byFen) => ({ ...ALL_FOR, budgetFen: (project.plan?.budgetFen ?? 0) + byFen })),
  'allocate-funds': ({ project }) =>
    ['cash', 'in-kind'].map((kind) => ({
      kind,
      allocationId: undefined,
      amountFen: project.plan?.budgetFen ?? 1,
    })),
  'receive-funds': ({ project }) =>
    Object.entries(project.money.allocations).flatMap(([allocationId, { allocatedFen, receivedFen }]) =>
      [allocatedFen - receivedFen, 1].map((amountFen) => ({ allocationId, amountFen, receiptId: undefined })),
    ),
  'disburse-funds': ({ project }) =>
    Object.entries(project.money.allocations).flatMap(([allocationId, { receivedFen, disbursedFen }]) =>
      [receivedFen - disbursedFen, 1].map((amountFen) => ({ allocationId, amountFen, paymentId: undefined })),
    ),
  'reverse-funds': ({ project: { money } }) =>
    (
      [
        ['payment', money.payments],
        ['receipt', money.receipts],
        ['allocation', money.allocations],
      ] as const
    ).flatMap(([of, all]) =>
      Object.keys(all).map((factId) => ({ of, factId, amountFen: 1, reversalId: undefined })),
    ),
  'start-construction': ({ project, on }) =>
    [project.plan?.budgetFen ?? 1, 1].map((contractFen) => ({ contractFen, plannedEndOn: on })),
  'report-progress': ({ villageId }) => [100, 40].map((percent) => ({ percent, villageId })),
  'vary-contract': () => [1, -1].map((amountFen) => ({ amountFen, variationId: undefined })),
  'inspect-acceptance': () => [
    { acceptors: 5, passed: true, defects: [{ description: '屋面渗水', blocking: true }] },
    { acceptors: 5, passed: true, defects: [] },
    { acceptors: 1, passed: false, defects: [{ description: '缺扶手', blocking: false }] },
  ],
  'rectify-defect': ({ project, villageId }) =>
    Object.keys(project.work.defects).map((defectId) => ({ defectId, villageId })),
  'complete-environment-work': ({ villageId }) => [{ workId: undefined, villageId }],
  'settle-project': ({ project }) => [{ auditedFen: Math.max(1, contractTotalFen(project.work)) }],
  'register-venue': ({ villageId }) => [
    { villageId, origin: 'existing', name: '老活动室', areaDm2: 8_000 },
    { origin: 'project' },
  ],
  'correct-registration': () => ['甲', '乙'].map((name) => ({ name })),
  'assess-venue-condition': () => ['B', 'D'].map((condition) => ({ condition })),
  'assess-six-haves': () => [0, 1].map((met) => ({ items: ITEMS.map((key, i) => ({ key, met: i >= met })) })),
  'assign-responsibility': () =>
    ['one', 'other'].flatMap((person) => DUTIES.map((duty) => ({ duty, personId: namedId(person) }))),
  'designate-venue': () =>
    ['granted', 'lowered', 'revoked'].flatMap((change) =>
      ['town', 'county'].map((level) => ({
        change,
        level,
        until: change === 'revoked' ? undefined : '2099-12-31',
      })),
    ),
  'correct-fact': ({ project }) =>
    Object.entries(project.facts).flatMap(([eventId, { values }]) =>
      Object.entries(values).flatMap(([field, old]) =>
        [1, -1].map((by) => ({ eventId, field, old, new: typeof old === 'number' ? old + by : `${old}更` })),
      ),
    ),
};

// The decider knows which round and version it is.
const LEFT_OUT = { round: undefined, designVersion: undefined };

/** Bodies of a command about a venue, of which one fits wherever the command is allowed. */
export function candidateBodies(route: string, standing: Standing): readonly Body[] {
  const { venueId, on: occurredOn } = standing;
  const example: Body = exampleCommands[route as CommandRoute];
  const about = { occurredOn, venueId };
  return [...(OTHERS[route]?.(standing) ?? []), {}].map(
    (other) =>
      // What is undefined is left out of what is sent.
      JSON.parse(JSON.stringify({ ...example, ...other, ...about })) as Body,
  );
}
