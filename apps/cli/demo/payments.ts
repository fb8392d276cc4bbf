import { disburseFunds } from '../../../libs/features/funds/movement.decider.ts';
import { namedId } from '../../../libs/features/shared/streams.ts';
import { addDays, daysBetween } from './calendar.ts';
import type { Dice } from './dice.ts';
import { fact, type Fact } from './fact.ts';
import type { FundedAllocation } from './funding.ts';

/** What is paid, and by when. */
export interface PaidProject {
  readonly venueId: string;
  readonly startsOn: string;
  readonly completedOn: string;
  readonly settledOn: string;
  readonly contractFen: number;
  readonly allocations: readonly FundedAllocation[];
}

/** By which milestone which part of the contract is paid; what is held back is the warranty's. */
const MILESTONES = [
  { milestone: 'advance', share: 0.25 },
  { milestone: 'progress', share: 0.55 },
  { milestone: 'completion', share: 0.85 },
  { milestone: 'warranty', share: 0.95 },
] as const;

/** The payments of a project: at each milestone as much as is due and as has arrived. */
export function paymentFacts(project: PaidProject, dice: Dice): Fact[] {
  const { venueId, startsOn, completedOn, settledOn, contractFen, allocations } = project;
  const days = [
    addDays(startsOn, dice.int(5, 15)),
    addDays(startsOn, Math.round(daysBetween(startsOn, completedOn) * dice.real(0.45, 0.65)) + 16),
    addDays(completedOn, dice.int(6, 30)),
    addDays(settledOn, -dice.int(5, 20)),
  ];
  const paid = new Map<string, number>();
  const payee = dice.pick(['青禾县宏远建筑工程有限公司', '禾丰建设工程有限公司', '青禾县水务建安队']);
  return MILESTONES.flatMap(({ milestone, share }, i) => {
    const occurredOn = days[i]!;
    let dueFen = Math.floor(contractFen * share) - [...paid.values()].reduce((a, b) => a + b, 0);
    return allocations
      .filter(({ kind }) => kind === 'cash')
      .flatMap(({ allocationId, receipts }) => {
        const arrivedFen = receipts
          .filter((receipt) => receipt.occurredOn < occurredOn)
          .reduce((sum, receipt) => sum + receipt.amountFen, 0);
        const amountFen = Math.min(dueFen, arrivedFen - (paid.get(allocationId) ?? 0));
        if (amountFen <= 0) return [];
        dueFen -= amountFen;
        paid.set(allocationId, (paid.get(allocationId) ?? 0) + amountFen);
        const paymentId = namedId(`demo/payment/${allocationId}/${i}`);
        const voucherNo = `付款凭证${occurredOn.slice(0, 7)}-${dice.int(1, 300)}`;
        return [
          fact(disburseFunds, {
            ...{ occurredOn, venueId, paymentId, allocationId, payee, amountFen, milestone, voucherNo },
          }),
        ];
      });
  });
}
