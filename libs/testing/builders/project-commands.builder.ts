import fc from 'fast-check';
import { namedId } from '../../features/shared/streams.ts';
import { exampleCommands, VENUE_ID } from '../example-commands.ts';
import type { LedgerModel, LedgerRow } from '../ledger-model.ts';
import { settlement, wayToCompletion, type ProjectStep } from '../way-to-completion.ts';

const ACTIONS = {
  advance: 12,
  allocate: 4,
  receive: 8,
  pay: 8,
  reverse: 8,
  correct: 8,
  'correct-contract': 1,
  vary: 3,
  budget: 1,
  inspect: 1,
  rectify: 2,
  progress: 1,
  environment: 1,
  suspend: 1,
  resume: 3,
  cancel: 0.1,
} as const;
type Action = keyof typeof ACTIONS;

/** Something that somebody might send about a project, sound or not. */
export interface Attempt {
  readonly action: Action;
  /** Picks one among what there is. */
  readonly which: number;
  readonly amountFen: number;
  readonly kind: 'cash' | 'in-kind' | 'labour';
  /** Days since the last attempt. */
  readonly days: number;
  /** Days by which its date is off. */
  readonly off: number;
  /** Whether it names something that is not there. */
  readonly astray: boolean;
}

const MILLION = 1_000_000;

/** Random attempts. Amounts are few, so that sums meet their limits to the fen. */
const tries: fc.Arbitrary<readonly Attempt[]> = fc.array(
  fc.record({
    action: fc.oneof(
      ...Object.entries(ACTIONS).map(([action, weight]) => ({
        weight: weight * 10,
        arbitrary: fc.constant(action as Action),
      })),
    ),
    which: fc.nat({ max: 99 }),
    amountFen: fc.constantFrom(1, MILLION, 2 * MILLION, 3 * MILLION, 10 * MILLION, 30 * MILLION),
    kind: fc.constantFrom('cash', 'cash', 'cash', 'in-kind', 'labour'),
    days: fc.constantFrom(0, 0, 1, 2),
    off: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, -1, -3, -30, 1),
    astray: fc.constantFrom(false, false, false, false, false, false, false, true),
  }),
  { minLength: 30, maxLength: 80 },
);

const PLAN = exampleCommands['plan-venue'];
const COMPLETION = { ...exampleCommands['complete-venue'], occurredOn: '2024-12-31' };
const AUDITED_FEN = 5 * MILLION;

const next: Attempt = {
  action: 'advance',
  which: 0,
  amountFen: MILLION,
  kind: 'cash',
  days: 1,
  off: 0,
  astray: false,
};

/** Some way to settlement without a fault, and from there on random attempts: so that every stage sees all of them. */
export const attempts: fc.Arbitrary<readonly Attempt[]> = fc
  .tuple(fc.nat({ max: 22 }), tries)
  .map(([begin, rest]) => [...Array.from({ length: begin }, () => next), ...rest]);

/** Turns attempts into commands: some go on where the project stands, the others are about what the ledger knows. */
export class ProjectCommands {
  private readonly way: readonly ProjectStep[] = [
    ...wayToCompletion(PLAN, COMPLETION),
    settlement({ ...PLAN, budgetFen: AUDITED_FEN }, COMPLETION.occurredOn),
  ];
  private gone = 0;
  private drawn = 0;

  constructor(private readonly ledger: LedgerModel) {}

  /** The command of an attempt on a day. */
  draft(attempt: Attempt, occurredOn: string): ProjectStep {
    const { command, body } = this.drafted(attempt);
    return { command, body: { ...body, occurredOn, venueId: VENUE_ID } };
  }

  /** What was drafted by `advance` was carried out: the next one comes after it. */
  accepted({ action }: Attempt): void {
    if (action === 'advance') this.gone += 1;
  }

  private drafted(attempt: Attempt): { readonly command: string; readonly body: object } {
    const { action, which, amountFen } = attempt;
    switch (action) {
      case 'advance':
        return this.way[Math.min(this.gone, this.way.length - 1)]!;
      case 'allocate':
        return this.allocation(attempt);
      case 'receive':
        return this.movement('receive-funds', { receiptId: this.id(attempt, 'receipt') }, attempt);
      case 'pay': {
        const ids = { paymentId: this.id(attempt, 'payment') };
        return this.movement(
          'disburse-funds',
          { ...ids, payee: '青石建筑公司', milestone: 'progress' },
          attempt,
        );
      }
      case 'reverse':
        return this.reversal(attempt);
      case 'correct':
        return this.correction(attempt);
      case 'correct-contract': {
        const { contractEventId, contractFen } = this.ledger;
        const change = {
          field: 'contractFen',
          old: contractFen,
          new: contractFen + amountFen,
          reason: '笔误',
        };
        return { command: 'correct-fact', body: { eventId: contractEventId ?? namedId('none'), ...change } };
      }
      case 'vary': {
        const change = {
          amountFen: which % 2 === 0 ? amountFen : -amountFen,
          reason: '变更',
          documentNo: '变1号',
        };
        return { command: 'vary-contract', body: { variationId: this.newId(), ...change } };
      }
      case 'budget': {
        const vote = { eligible: 30, present: 30, votesFor: 30, reason: '调价', documentNo: '议1号' };
        return { command: 'adjust-budget', body: { budgetFen: PLAN.budgetFen + amountFen, ...vote } };
      }
      case 'inspect': {
        const defects = [{ defectId: this.newId(), description: '渗水', blocking: which % 2 === 0 }];
        return { command: 'inspect-acceptance', body: { acceptors: 5, passed: which % 3 > 0, defects } };
      }
      case 'rectify':
        return { command: 'rectify-defect', body: { defectId: namedId(`drawn/${which}`), note: '已整改' } };
      case 'progress':
        return { command: 'report-progress', body: { percent: which } };
      case 'environment': {
        const works = { workId: this.newId(), kind: 'greening', quantity: 1 + which, unit: 'tree' };
        return { command: 'complete-environment-work', body: works };
      }
      case 'suspend':
      case 'resume':
      case 'cancel':
        return { command: `${action}-project`, body: { reason: '县里要求' } };
      default:
        return action satisfies never;
    }
  }

  private allocation(attempt: Attempt) {
    const { amountFen, kind } = attempt;
    const body = {
      allocationId: this.id(attempt, 'allocation'),
      tier: 'town',
      source: '镇级财政',
      amountFen,
      kind,
      ...(kind === 'labour' && { labourDays: 10 }),
      documentNo: '财1号',
    };
    return { command: 'allocate-funds', body };
  }

  private movement(command: string, rest: object, { which, amountFen, astray }: Attempt) {
    // Of the first two only, so that one allocation sees several receipts and payments.
    const known = this.ledger.allocationIds().slice(0, 2);
    const allocationId = astray ? undefined : known[which % Math.max(1, known.length)];
    const body = { ...rest, allocationId: allocationId ?? namedId('none'), amountFen, voucherNo: '凭1号' };
    return { command, body };
  }

  private reversal(attempt: Attempt) {
    const { which, amountFen, astray } = attempt;
    const row = this.picked(which);
    const body = {
      reversalId: this.newId(),
      of: row?.of ?? 'receipt',
      factId: !row || astray ? namedId('none') : row.id,
      amountFen,
      reason: '冲回',
    };
    return { command: 'reverse-funds', body };
  }

  private correction({ which, amountFen, astray }: Attempt) {
    // Those that something was taken back of have more to go wrong.
    const reversed = this.ledger.rows.filter(({ backFen }) => backFen > 0);
    const row =
      (which % 2 === 0 ? reversed[which % Math.max(1, reversed.length)] : undefined) ?? this.picked(which);
    const body = {
      eventId: row?.eventId ?? namedId('none'),
      field: 'amountFen',
      old: (row?.amountFen ?? 0) + (astray ? 1 : 0),
      new: amountFen,
      reason: '笔误',
    };
    return { command: 'correct-fact', body };
  }

  private picked(which: number): LedgerRow | undefined {
    const { rows } = this.ledger;
    return rows[which % Math.max(1, rows.length)];
  }

  /** A new id, or one that was used before. */
  private id({ which, astray }: Attempt, of: LedgerRow['of']): string {
    const used = this.ledger.rows.filter((row) => row.of === of);
    return (astray ? used[which % Math.max(1, used.length)]?.id : undefined) ?? this.newId();
  }

  private newId(): string {
    return namedId(`drawn/${(this.drawn += 1)}`);
  }
}
