import { projectHandedOver } from '../../features/commissioning/commissioning.events.ts';
import * as construction from '../../features/construction/construction.events.ts';
import { factCorrected } from '../../features/corrections/correction.events.ts';
import * as funds from '../../features/funds/funds.events.ts';
import * as preparation from '../../features/preparation/preparation.events.ts';
import { happened, type DataOf, type DecidedEvent, type EventType } from '../../features/shared/event.ts';
import { projectStream } from '../../features/shared/streams.ts';
import type { BuildType, Tier } from '../../features/shared/values.ts';
import { projectStatusChanged, venueCompleted } from '../../features/venues/venue.events.ts';

/** What a step of a town's life brings with it. */
export interface Chance {
  readonly which: number;
  readonly occurredOn: string;
  readonly tier: Tier;
  readonly source: string;
  readonly kind: 'cash' | 'in-kind';
  readonly amountFen: number;
  readonly areaDm2: number;
  readonly people: number;
}

const ENVIRONMENT = [
  { kind: 'hardening', unit: 'm2' },
  { kind: 'greening', unit: 'tree' },
  { kind: 'lighting', unit: 'piece' },
  { kind: 'beautifying', unit: 'm' },
] as const;

/** A fact of money that may be taken back or corrected. */
interface Booked {
  readonly eventId: string;
  readonly of: 'allocation' | 'receipt' | 'payment';
  readonly factId: string;
  readonly account: {
    readonly allocationId: string;
    readonly tier: Tier;
    readonly source: string;
    readonly kind: 'cash' | 'in-kind';
  };
  readonly on: string;
  /** As corrected. */
  amountFen: number;
  leftFen: number;
}

const TYPES = { allocation: 'FundsAllocated', receipt: 'FundsReceived', payment: 'FundsDisbursed' } as const;

/** Records a fact of the town and tells the event's id. */
export type Recorder = { readonly newId: () => string; readonly record: (fact: DecidedEvent) => string };

/** One project of a town's life. It keeps what its facts must fit to, and none of the rules that only deciders need. */
export class ProjectLife {
  open = true;
  private readonly booked: Booked[] = [];
  private readonly defects: string[] = [];
  private steps = 0;
  lastOn: string;
  private suspended = false;
  private isSettled = false;
  private completion: { readonly eventId: string; readonly on: string; areaDm2: number } | null = null;

  constructor(
    readonly plan: {
      readonly venueId: string;
      readonly villageId: string;
      readonly buildType: BuildType;
      readonly targetOn: string;
      readonly plannedOn: string;
      readonly budgetFen: number;
    },
    private readonly town: Recorder,
  ) {
    this.lastOn = plan.plannedOn;
  }

  get isComplete(): boolean {
    return this.completion !== null;
  }

  allocate(chance: Chance): void {
    const { tier, source, kind, amountFen } = chance;
    const allocationId = this.town.newId();
    this.book('allocation', allocationId, { allocationId, tier, source, kind }, amountFen, chance);
  }

  /** Receives a part of what was allocated, or pays a part of what was received: each at most what is left. */
  move(of: 'receipt' | 'payment', chance: Chance): void {
    const before = of === 'receipt' ? 'allocation' : 'receipt';
    const from = this.pick(before, chance);
    if (!from || (of === 'payment' && from.account.kind !== 'cash')) return;
    const amountFen = Math.min(chance.amountFen, from.leftFen);
    from.leftFen -= amountFen;
    this.book(of, this.town.newId(), from.account, amountFen, chance);
  }

  reverse(chance: Chance): void {
    const fact = this.pick(undefined, chance);
    if (!fact) return;
    const amountFen = Math.min(chance.amountFen, fact.leftFen);
    fact.leftFen -= amountFen;
    this.happen(
      happened(funds.fundsReversed, this.stream, later(chance.occurredOn, fact.on), {
        reversalId: this.town.newId(),
        ...this.ids,
        ...fact.account,
        of: fact.of,
        factId: fact.factId,
        amountFen,
        reason: '重复登记',
      }),
    );
  }

  /** Corrects an amount of money upwards, or the area that was built. */
  correct(chance: Chance): void {
    const fact = this.pick(undefined, chance);
    if (this.completion && chance.which % 3 === 0) return this.correctArea(chance, this.completion);
    if (!fact) return;
    const raised = fact.amountFen + 1 + (chance.amountFen % 1_000);
    this.happen(
      happened(factCorrected, this.stream, later(chance.occurredOn, fact.on), {
        ...this.ids,
        eventId: fact.eventId,
        eventType: TYPES[fact.of],
        field: 'amountFen',
        old: fact.amountFen,
        new: raised,
        reason: '金额录错',
        fact: { occurredOn: fact.on, factId: fact.factId, ...fact.account },
      }),
    );
    fact.leftFen += raised - fact.amountFen;
    fact.amountFen = raised;
  }

  /** The next step on the way to completion. */
  advance(chance: Chance): void {
    const steps = [
      () => this.step(preparation.projectStarted, chance, { documentNo: '镇发〔2022〕2号' }),
      () =>
        this.step(preparation.siteSelected, chance, { lat: 32.5, lng: 105.4, documentNo: '国土〔2022〕3号' }),
      () => this.step(preparation.designSubmitted, chance, { designVersion: 1, ...this.design(chance) }),
      () => this.step(preparation.designReviewed, chance, { ...FIRST, level: 'town', outcome: 'passed' }),
      () => this.step(preparation.villagerDiscussionHeld, chance, { round: 1, ...CARRIED }),
      () =>
        this.step(preparation.decisionRecorded, chance, {
          step: 'branch-proposal',
          ...CARRIED,
          documentNo: '村发〔2022〕1号',
        }),
      () => this.step(preparation.designFinalised, chance, { designVersion: 1, ...this.design(chance) }),
      () =>
        this.step(construction.constructionStarted, chance, {
          contractor: '青河建筑有限公司',
          contractFen: this.plan.budgetFen,
          plannedEndOn: this.plan.targetOn,
        }),
      () => this.step(construction.progressReported, chance, { percent: chance.people % 101 }),
      () => this.inspect(chance),
    ];
    const last = this.defects.pop();
    if (last) this.step(construction.defectRectified, chance, { defectId: last, note: '已整改' });
    else steps[this.steps++ % steps.length]!();
  }

  /** Rests, or goes on after a rest. */
  rest(chance: Chance): void {
    this.suspended = !this.suspended;
    this.status(chance, this.suspended ? 'suspended' : 'resumed');
  }

  cancel(chance: Chance): void {
    this.open = false;
    this.status(chance, 'cancelled');
  }

  complete(chance: Chance): void {
    const on = later(chance.occurredOn, this.lastOn);
    this.open = false;
    const eventId = this.step(venueCompleted, chance, {
      buildType: this.plan.buildType,
      builtAreaDm2: chance.areaDm2,
      finalCostFen: chance.amountFen,
      grade: 'standard',
    });
    this.completion = { eventId, on, areaDm2: chance.areaDm2 };
    const work = ENVIRONMENT[chance.which % ENVIRONMENT.length]!;
    const size = { workId: this.town.newId(), quantity: chance.people };
    this.step(construction.environmentWorkCompleted, chance, { ...size, ...work });
  }

  /** Its venue is in use from this day on. */
  handOver(on: string): void {
    this.happen(happened(projectHandedOver, this.stream, on, this.ids));
  }

  /** Settles the account of a complete project, once. */
  settle(chance: Chance): void {
    if (!this.completion || this.isSettled) return;
    this.isSettled = true;
    this.step(construction.projectSettled, chance, { auditedFen: chance.amountFen, toReturnFen: 0 });
  }

  private correctArea(chance: Chance, completion: NonNullable<typeof this.completion>): void {
    const areaDm2 = completion.areaDm2 + 1;
    this.happen(
      happened(factCorrected, this.stream, later(chance.occurredOn, completion.on), {
        ...this.ids,
        eventId: completion.eventId,
        eventType: 'VenueCompleted',
        field: 'builtAreaDm2',
        old: completion.areaDm2,
        new: areaDm2,
        reason: '面积录错',
        fact: { occurredOn: completion.on, buildType: this.plan.buildType },
      }),
    );
    completion.areaDm2 = areaDm2;
  }

  private inspect(chance: Chance): void {
    const defects = Array.from({ length: chance.people % 3 }, (_, i) => ({
      defectId: this.town.newId(),
      description: '墙面开裂',
      blocking: i === 0,
    }));
    this.step(construction.acceptanceInspected, chance, {
      acceptors: 3,
      passed: defects.length === 0,
      defects,
    });
    this.defects.push(...defects.map(({ defectId }) => defectId));
  }

  private status(chance: Chance, status: 'suspended' | 'resumed' | 'cancelled'): void {
    const { buildType, targetOn } = this.plan;
    this.step(projectStatusChanged, chance, { buildType, targetOn, status, reason: '合并建设' });
  }

  private design({ areaDm2, amountFen }: Chance) {
    return { areaDm2, estimateFen: amountFen };
  }

  private book(
    of: Booked['of'],
    factId: string,
    account: Booked['account'],
    amountFen: number,
    { occurredOn }: Chance,
  ): void {
    const on = later(occurredOn, this.plan.plannedOn);
    const common = { ...this.ids, ...account, amountFen };
    const fact =
      of === 'allocation'
        ? happened(funds.fundsAllocated, this.stream, on, { ...common, documentNo: '镇发〔2022〕1号' })
        : of === 'receipt'
          ? happened(funds.fundsReceived, this.stream, on, { ...common, receiptId: factId, voucherNo: '1号' })
          : happened(funds.fundsDisbursed, this.stream, on, {
              ...common,
              paymentId: factId,
              payee: '青河建筑有限公司',
              milestone: 'progress',
              voucherNo: '2号',
            });
    const eventId = this.happen(fact);
    this.booked.push({ eventId, of, factId, account, on, amountFen, leftFen: amountFen });
  }

  private pick(of: Booked['of'] | undefined, { which }: Chance): Booked | undefined {
    const some = this.booked.filter((fact) => (of === undefined || fact.of === of) && fact.leftFen > 0);
    return some[which % some.length];
  }

  private get ids() {
    const { venueId, villageId } = this.plan;
    return { venueId, villageId };
  }

  private get stream() {
    return projectStream(this.plan.venueId);
  }

  /** A fact that comes after all earlier steps. @returns the event's id. */
  private step<Event extends EventType<'project'>>(
    event: Event,
    { occurredOn }: Chance,
    data: Omit<DataOf<Event>, 'venueId' | 'villageId'>,
  ): string {
    this.lastOn = later(occurredOn, this.lastOn);
    return this.happen(
      happened<EventType<'project'>>(event, this.stream, this.lastOn, { ...this.ids, ...data }),
    );
  }

  private happen(fact: DecidedEvent): string {
    return this.town.record(fact);
  }
}

const FIRST = { round: 1, designVersion: 1 };
const CARRIED = { eligible: 40, present: 30, votesFor: 25, carried: true };

/** A project's facts are not dated before its plan (rule 19). */
export function later(one: string, other: string): string {
  return one > other ? one : other;
}
