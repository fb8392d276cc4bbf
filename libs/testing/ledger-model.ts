import type { RecordedEvent } from '../event-store/index.ts';
import type { ConstructionEvents } from '../features/construction/construction.events.ts';
import type { CorrectionEvents } from '../features/corrections/correction.events.ts';
import type { FundsEvents } from '../features/funds/funds.events.ts';
import type { PreparationEvents } from '../features/preparation/preparation.events.ts';
import { eventIn } from '../features/shared/event.ts';
import type { VenueEvents } from '../features/venues/venue.events.ts';

type Events = FundsEvents &
  CorrectionEvents &
  VenueEvents &
  Pick<PreparationEvents, 'BudgetAdjusted'> &
  Pick<ConstructionEvents, 'ConstructionStarted' | 'ContractVaried' | 'ProjectSettled'>;

/** An allocation, receipt or payment, and what was taken back of it. Fen. */
export interface LedgerRow {
  readonly of: 'allocation' | 'receipt' | 'payment';
  readonly id: string;
  readonly eventId: string;
  readonly allocationId: string;
  readonly kind: string;
  readonly on: string;
  /** As corrected. */
  amountFen: number;
  backFen: number;
  /** The parts of `backFen`, each with its day. */
  readonly backs: readonly { readonly on: string; readonly amountFen: number }[];
}

/** A command about money, as far as the ledger looks at it. */
export interface MoneyBody {
  readonly occurredOn: string;
  readonly amountFen?: number;
  readonly allocationId?: string;
  readonly receiptId?: string;
  readonly paymentId?: string;
  readonly reversalId?: string;
  readonly of?: LedgerRow['of'];
  readonly factId?: string;
  readonly eventId?: string;
  readonly field?: string;
  readonly old?: unknown;
  readonly new?: unknown;
}

/**
 * One project's money as an accountant would keep it on paper: a row a fact, added up anew at each question. It shares nothing
 * with the state that deciders know, and says by itself which movements it would enter.
 */
export class LedgerModel {
  readonly rows: LedgerRow[] = [];
  private readonly reversals = new Set<string>();
  plannedOn = '';
  budgetFen = 0;
  contractFen = 0;
  variationsFen = 0;
  contractEventId: string | null = null;
  status: 'planned' | 'suspended' | 'cancelled' | 'completed' | 'settled' = 'planned';
  auditedFen: number | null = null;

  /** Enters what has happened. */
  enter(recorded: RecordedEvent): void {
    const event = eventIn<Events>(recorded);
    const { occurredOn: on } = event;
    const row = (
      of: LedgerRow['of'],
      id: string,
      data: { allocationId: string; kind: string; amountFen: number },
    ) => {
      const { allocationId, kind, amountFen } = data;
      this.rows.push({
        of,
        id,
        eventId: recorded.id,
        allocationId,
        kind,
        on,
        amountFen,
        backFen: 0,
        backs: [],
      });
    };
    switch (event.type) {
      case 'VenuePlanned':
        this.plannedOn = on;
        this.budgetFen = event.data.budgetFen;
        break;
      case 'BudgetAdjusted':
        this.budgetFen = event.data.budgetFen;
        break;
      case 'FundsAllocated':
        row('allocation', event.data.allocationId, event.data);
        break;
      case 'FundsReceived':
        row('receipt', event.data.receiptId, event.data);
        break;
      case 'FundsDisbursed':
        row('payment', event.data.paymentId, event.data);
        break;
      case 'FundsReversed': {
        const { of, factId, amountFen, reversalId } = event.data;
        Object.assign(this.row(of, factId)!, takenBack(this.row(of, factId)!, { on, amountFen }));
        this.reversals.add(reversalId);
        break;
      }
      case 'ConstructionStarted':
        this.contractFen = event.data.contractFen;
        this.contractEventId = recorded.id;
        break;
      case 'ContractVaried':
        this.variationsFen += event.data.amountFen;
        break;
      case 'VenueCompleted':
        this.status = 'completed';
        break;
      case 'ProjectSettled':
        this.status = 'settled';
        this.auditedFen = event.data.auditedFen;
        break;
      case 'ProjectStatusChanged':
        this.status = event.data.status === 'resumed' ? 'planned' : event.data.status;
        break;
      case 'FactCorrected':
        this.correct(event.data);
        break;
      default:
        // Most of a project's facts are not about money.
        event satisfies never;
    }
  }

  /** What breaks a rule in the ledger as it stands; empty when all is well. */
  faults(): readonly string[] {
    const days = this.rows.flatMap(({ on, backs }) => [on, ...backs.map((back) => back.on)]);
    const accounts = [...this.allocationIds(), undefined].flatMap((id) =>
      [...new Set(days)].map((day) => ({ id: `${id ?? 'project'} on ${day}`, ...this.totals(id, day) })),
    );
    const disordered = accounts.filter(
      ({ allocated, received, paid }) => paid < 0 || paid > received || received > allocated,
    );
    const negative = this.rows.filter(({ amountFen, backFen }) => backFen > amountFen);
    const contract = this.contractFen + this.variationsFen;
    return [
      ...disordered.map(({ id }) => `rule 1: ${id}`),
      ...negative.map(({ id }) => `more taken back than there was: ${id}`),
      ...(contract * 10 > this.budgetFen * 11 ? ['rule 3'] : []),
      ...(this.auditedFen !== null && this.auditedFen > contract ? ['rule 9: contract'] : []),
      ...(this.auditedFen !== null && this.totals().paid > this.auditedFen ? ['rule 9: payments'] : []),
    ];
  }

  /** Whether a command about money is to be entered; undefined of others. */
  allows(command: string, body: MoneyBody, today: string): boolean | undefined {
    const inTime = body.occurredOn <= today && body.occurredOn >= this.plannedOn;
    const isOver = this.status === 'cancelled' || this.status === 'settled';
    switch (command) {
      case 'allocate-funds':
        return inTime && !isOver && this.status !== 'suspended' && !this.row('allocation', body.allocationId);
      case 'receive-funds':
        return inTime && !isOver && this.mayReceive(body);
      case 'disburse-funds':
        return inTime && !isOver && this.status !== 'suspended' && this.mayPay(body);
      case 'reverse-funds':
        return inTime && this.mayTakeBack(body);
      case 'correct-fact':
        return body.eventId === this.contractEventId ? undefined : inTime && this.mayCorrect(body);
      default:
        return undefined;
    }
  }

  /** Net sums of one allocation, or of the project, by what is dated on a day or earlier. Fen. */
  totals(allocationId?: string, day = '9999-12-31'): { allocated: number; received: number; paid: number } {
    const by = (entries: readonly { on: string; amountFen: number }[]) =>
      entries.reduce((sum, { on, amountFen }) => sum + (on <= day ? amountFen : 0), 0);
    const net = (of: LedgerRow['of']) =>
      this.rows
        .filter((row) => row.of === of && (allocationId === undefined || row.allocationId === allocationId))
        .reduce((sum, row) => sum + by([row]) - by(row.backs), 0);
    return { allocated: net('allocation'), received: net('receipt'), paid: net('payment') };
  }

  allocationIds(): readonly string[] {
    return this.rows.flatMap(({ of, id }) => (of === 'allocation' ? [id] : []));
  }

  private row(of: LedgerRow['of'] | undefined, id: string | undefined): LedgerRow | undefined {
    return this.rows.find((row) => row.of === of && row.id === id);
  }

  private mayReceive({ occurredOn, allocationId, receiptId, amountFen = 0 }: MoneyBody): boolean {
    const allocation = this.row('allocation', allocationId);
    if (!allocation || occurredOn < allocation.on || this.row('receipt', receiptId)) return false;
    return this.standsWithAnother({ ...allocation, of: 'receipt', on: occurredOn, amountFen });
  }

  private mayPay({ occurredOn, allocationId, paymentId, amountFen = 0 }: MoneyBody): boolean {
    const allocation = this.row('allocation', allocationId);
    if (allocation?.kind !== 'cash' || this.row('payment', paymentId)) return false;
    const hasArrived = this.rows.some(
      (row) =>
        row.of === 'receipt' &&
        row.allocationId === allocationId &&
        row.amountFen > row.backFen &&
        row.on <= occurredOn,
    );
    return hasArrived && this.standsWithAnother({ ...allocation, of: 'payment', on: occurredOn, amountFen });
  }

  private mayTakeBack({ occurredOn, of, factId, reversalId, amountFen = 0 }: MoneyBody): boolean {
    const row = this.row(of, factId);
    if (!row || occurredOn < row.on || this.reversals.has(reversalId ?? '')) return false;
    return this.standsWith(row, takenBack(row, { on: occurredOn, amountFen }));
  }

  private mayCorrect({ occurredOn, eventId, field, old, new: value }: MoneyBody): boolean {
    const row = this.rows.find((one) => one.eventId === eventId);
    if (!row || field !== 'amountFen' || occurredOn < row.on) return false;
    if (old !== row.amountFen || value === row.amountFen || !isAmount(value)) return false;
    return this.standsWith(row, { amountFen: value });
  }

  /** Whether the ledger would be without fault with another row. */
  private standsWithAnother(row: LedgerRow): boolean {
    this.rows.push({ ...row, id: '', backFen: 0, backs: [] });
    const isSound = this.faults().length === 0;
    this.rows.pop();
    return isSound;
  }

  /** Whether the ledger would be without fault with a row changed. */
  private standsWith(row: LedgerRow, change: Partial<LedgerRow>): boolean {
    const before = { ...row };
    Object.assign(row, change);
    const isSound = this.faults().length === 0;
    Object.assign(row, before);
    return isSound;
  }

  private correct({ eventId, field, new: value }: CorrectionEvents['FactCorrected']): void {
    const row = this.rows.find((one) => one.eventId === eventId);
    if (row && field === 'amountFen') row.amountFen = Number(value);
    if (eventId === this.contractEventId && field === 'contractFen') this.contractFen = Number(value);
  }
}

/** What else a row says once some of it is taken back. */
function takenBack(
  { backFen, backs }: LedgerRow,
  back: LedgerRow['backs'][number],
): Pick<LedgerRow, 'backFen' | 'backs'> {
  return { backFen: backFen + back.amountFen, backs: [...backs, back] };
}

function isAmount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100_000_000_000;
}
