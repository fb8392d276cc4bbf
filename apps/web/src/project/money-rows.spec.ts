import { describe, expect, it } from '@jest/globals';
import type { ProjectAllocation, ProjectState } from '../api/project-types.ts';
import { finalAccount, moneyRows } from './money-rows.ts';

const allocation = (change: Partial<ProjectAllocation>): ProjectAllocation => ({
  tier: 'higher',
  source: '省级财政',
  kind: 'cash',
  on: '2024-02-01',
  allocatedFen: 30_000_000,
  receivedFen: 20_000_000,
  disbursedFen: 5_000_000,
  ...change,
});
const money = {
  allocations: {
    a: allocation({}),
    b: allocation({ receivedFen: 1_000_000 }),
    c: allocation({ tier: 'village', kind: 'labour', receivedFen: 2_000_000, disbursedFen: 0 }),
  },
  receipts: {},
  payments: {},
};
const plan = { fundingPlan: { higherFen: 60_000_000, townFen: 0, villageFen: 30_000_000 } };
const work = (settlement: ProjectState['work']['settlement']) =>
  ({
    contract: { on: '2024-03-20', contractor: '甲', contractFen: 58_000_000, plannedEndOn: '2024-10-31' },
    variations: { one: 500_000, other: -200_000 },
    settlement,
  }) as unknown as ProjectState['work'];

describe('the money of a project', () => {
  it('is summed by tier and step', () => {
    const { tiers, total } = moneyRows({ plan: plan as ProjectState['plan'], money });
    expect(tiers).toEqual([
      { plannedFen: 60_000_000, allocatedFen: 60_000_000, receivedFen: 21_000_000, disbursedFen: 10_000_000 },
      { plannedFen: 0, allocatedFen: 0, receivedFen: 0, disbursedFen: 0 },
      { plannedFen: 30_000_000, allocatedFen: 30_000_000, receivedFen: 2_000_000, disbursedFen: 0 },
    ]);
    expect(total.receivedFen).toBe(23_000_000);
  });

  it('is to be returned as far as cash arrived above what was audited', () => {
    const settled = (auditedFen: number) =>
      finalAccount({ work: work({ on: '2024-06-10', auditedFen }), money });
    expect(settled(20_000_000)).toEqual({
      contractFen: 58_000_000,
      variationsFen: 300_000,
      auditedFen: 20_000_000,
      toReturnFen: 1_000_000,
    });
    expect(settled(22_000_000)).toHaveProperty('toReturnFen', 0);
    expect(finalAccount({ work: work(null), money })).toHaveProperty('toReturnFen', null);
  });
});
