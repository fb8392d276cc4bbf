import { describe, expect, it } from '@jest/globals';
import { changedTargets, targetRows, typedTarget } from './target-rows.ts';

const [north, south] = [
  { code: '990101100', name: '城关镇' },
  { code: '990101101', name: '柳林镇' },
];
const set = { townCode: north.code, year: 2024, venues: 6, amountFen: 50_000_050, campaign: '提升年' };
const rows = targetRows([north, south], [set, { ...set, year: 2023, venues: 1 }], [], 2024);
const when = { occurredOn: '2024-01-05', year: 2024 };

describe('targets that are typed into the table', () => {
  it('stand in it as they were set, in yuan', () => {
    expect(rows.map(({ target }) => typedTarget(target))).toEqual([
      { venues: '6', amount: '500000.50', campaign: '提升年' },
      {},
    ]);
  });

  it('are sent for those towns only whose target is another', () => {
    const same = { [north.code]: typedTarget(set), [south.code]: {} };
    expect(changedTargets(rows, same, when)).toEqual([]);
    expect(changedTargets(rows, { ...same, [south.code]: { venues: '0' } }, when)).toEqual([
      { ...when, townCode: south.code, venues: 0 },
    ]);
  });

  it('lose what was emptied', () => {
    const typed = { [north.code]: { venues: '6', amount: ' ', campaign: null } };
    expect(changedTargets(rows, typed, when)).toEqual([{ ...when, townCode: north.code, venues: 6 }]);
  });
});
