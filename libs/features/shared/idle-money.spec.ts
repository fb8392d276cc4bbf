import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { idleBeyond, idleLots, sumOf, type CashFlow } from './idle-money.ts';

const came = (occurredOn: string, amountFen: number, allocationId = 'a'): CashFlow => ({
  allocationId,
  step: 'receipt',
  occurredOn,
  amountFen,
});
const paid = (amountFen: number, allocationId = 'a'): CashFlow => ({
  allocationId,
  step: 'payment',
  occurredOn: null,
  amountFen,
});
const own = (receivedCashFen: number, disbursedFen: number) => ({
  receivedCashFen,
  disbursedFen,
  cameOn: null,
});

describe('idle money', () => {
  it('is what came in and was not paid out, of each allocation the latest', () => {
    const flows = [came('2024-03-01', 100), came('2024-02-01', 50), paid(70)];
    expect(idleLots(flows, own(150, 70))).toEqual([{ since: '2024-03-01', amountFen: 80 }]);
  });

  it('is none where all was paid out', () => {
    expect(idleLots([came('2024-03-01', 100), paid(100)], own(100, 100))).toEqual([]);
  });

  it('of one allocation is not paid out with that of another', () => {
    const flows = [came('2024-02-01', 50, 'a'), came('2024-03-01', 100, 'b'), paid(100, 'b')];
    expect(idleLots(flows, own(150, 100))).toEqual([{ since: '2024-02-01', amountFen: 50 }]);
  });

  it('that came along from another town has lain here since that day', () => {
    const cash = { receivedCashFen: 130, disbursedFen: 0, cameOn: '2024-01-15' };
    expect(idleLots([came('2024-03-01', 100)], cash)).toEqual([
      { since: '2024-01-15', amountFen: 30 },
      { since: '2024-03-01', amountFen: 100 },
    ]);
  });

  it('that came along may be paid out or taken back here', () => {
    const cash = { receivedCashFen: 60, disbursedFen: 20, cameOn: '2024-01-15' };
    expect(idleLots([paid(20), came('2024-02-01', -40)], cash)).toEqual([
      { since: '2024-01-15', amountFen: 40 },
    ]);
  });

  it('is too long there from the day after the last that is allowed', () => {
    const lots = [{ since: '2024-03-01', amountFen: 5 }];
    expect(idleBeyond(lots, '2024-05-30', 90)).toEqual([]);
    expect(idleBeyond(lots, '2024-05-31', 90)).toEqual(lots);
  });

  it('is always what came in less what went out', () => {
    const allocation = fc.record({
      receipts: fc.array(fc.tuple(fc.integer({ min: 1, max: 28 }), fc.nat({ max: 1_000 })), { minLength: 1 }),
      share: fc.nat({ max: 100 }),
    });
    fc.assert(
      fc.property(fc.array(allocation), (allocations) => {
        const flows = allocations.flatMap(({ receipts, share }, i) => {
          const id = String(i);
          const all = receipts.map(([day, fen]) => came(`2024-03-${String(day).padStart(2, '0')}`, fen, id));
          return [...all, paid(Math.floor((sumOf(all) * share) / 100), id)];
        });
        const [received, disbursed] = ['receipt', 'payment'].map((step) =>
          sumOf(flows.filter((flow) => flow.step === step)),
        ) as [number, number];
        expect(sumOf(idleLots(flows, own(received, disbursed)))).toBe(received - disbursed);
      }),
    );
  });
});
