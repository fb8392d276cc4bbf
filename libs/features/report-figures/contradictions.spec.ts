import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exact, ratio } from '../shared/exact.ts';
import { checkItem } from './check-items.ts';
import { checkArithmetic, checkFigure, ROUNDED_PARTS } from './contradictions.ts';

const check = (item: object) =>
  checkArithmetic(checkItem.parse(item) as Parameters<typeof checkArithmetic>[0]);
const verdict = (item: object) => check(item).verdict;

describe('a stated total', () => {
  it('of 141 does not follow from 88 and 52', () => {
    expect(check({ kind: 'total', parts: ['88', '52'], total: '141' })).toEqual({
      verdict: 'does-not-add-up',
      stated: '141',
      computed: '140',
      difference: '1',
      sentence: {
        zh: '88 + 52 = 140，与填报的 141 不符，填报多 1',
        en: '88 + 52 = 140, not 141: stated 1 too much',
      },
      note: null,
    });
  });

  it('is not excused by rounding where money was typed without decimals', () => {
    expect(verdict({ kind: 'total', parts: ['88', '52'], total: '141', unit: 'wan' })).toBe(
      'does-not-add-up',
    );
  });

  it('that is exact agrees', () => {
    const item = {
      kind: 'total',
      parts: ['64.85', '73', '670.60', '4,342.79'],
      total: '5151.24',
      unit: 'wan',
    };
    expect(check(item)).toMatchObject({
      verdict: 'agrees',
      computed: '5151.24',
      difference: null,
      note: null,
    });
  });

  it('of shares may miss a hundred by what rounding loses, and says so', () => {
    const thirds = { kind: 'total', parts: ['33.3', '33.3', '33.3'], total: '100.0', unit: 'percent' };
    expect(check(thirds)).toMatchObject({ verdict: 'agrees', computed: '99.9', note: ROUNDED_PARTS });
  });

  it('is excused up to half of the last place for each number, and not beyond', () => {
    // Two parts and the total: 3 × 0.005 = 0.015.
    const total = (stated: string) =>
      verdict({ kind: 'total', parts: ['1.00', '2.00'], total: stated, unit: 'wan' });
    expect([total('3.01'), total('3.015'), total('3.016'), total('3.02'), total('2.98')]).toEqual([
      'agrees',
      'agrees',
      'does-not-add-up',
      'does-not-add-up',
      'does-not-add-up',
    ]);
  });

  it('of counts is never excused, however many there are', () => {
    const parts = Array<string>(500).fill('1');
    expect(verdict({ kind: 'total', parts, total: '500' })).toBe('agrees');
    expect(verdict({ kind: 'total', parts, total: '501' })).toBe('does-not-add-up');
  });

  it('agrees exactly if it is the sum', () => {
    const count = fc.integer({ min: 0, max: 1_000_000_000 });
    fc.assert(
      fc.property(
        fc.array(count, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: -3, max: 3 }),
        (parts, off) => {
          const sum = parts.reduce((a, b) => a + b, 0);
          const finding = check({ kind: 'total', parts, total: String(sum + off) });
          expect(finding.verdict).toBe(off === 0 ? 'agrees' : 'does-not-add-up');
          expect(finding.difference).toBe(off === 0 ? null : String(off));
        },
      ),
    );
  });
});

describe('a stated product', () => {
  it('of 40,800 does not follow from 56 times 600', () => {
    expect(check({ kind: 'product', factors: [56, 600], stated: '40,800' })).toMatchObject({
      verdict: 'does-not-add-up',
      computed: '33600',
      difference: '7200',
      sentence: { zh: '56 × 600 = 33600，与填报的 40,800 不符，填报多 7200' },
    });
  });

  it('may be told in another unit', () => {
    const item = { kind: 'product', factors: [100, 1500], productUnit: 'yuan', stated: '15.00', unit: 'wan' };
    expect(check(item)).toMatchObject({ verdict: 'agrees', computed: '15' });
    expect(verdict({ ...item, stated: '15.01' })).toBe('does-not-add-up');
  });

  it('may be rounded to the places of its unit', () => {
    const item = { kind: 'product', factors: ['3', '33.333'], unit: 'wan' };
    expect(verdict({ ...item, stated: '100.00' })).toBe('agrees');
    expect(verdict({ ...item, stated: '100.01' })).toBe('does-not-add-up');
    expect(verdict({ ...item, stated: '99.999' })).toBe('agrees');
    expect(verdict({ ...item, stated: '99.998' })).toBe('does-not-add-up');
  });
});

describe('a stated rate', () => {
  const rate = (numerator: number, denominator: number, stated: string) =>
    verdict({ kind: 'rate', numerator, denominator, stated });

  it('of 185 of 186 is not 100 %', () => {
    expect(check({ kind: 'rate', numerator: 185, denominator: 186, stated: '100' })).toMatchObject({
      verdict: 'does-not-add-up',
      computed: '99.5',
      sentence: { zh: expect.stringMatching(/^185 ÷ 186 = 99\.5%，与填报的 100 不符/) },
    });
    expect(rate(185, 186, '99.5')).toBe('agrees');
    expect(rate(186, 186, '100')).toBe('agrees');
  });

  it('is held to one place, and to more where more are typed', () => {
    // 12 of 29 is 41.379… %.
    expect(['41.4', '41', '41.38', '41.37', '41.3'].map((stated) => rate(12, 29, stated))).toEqual([
      'agrees',
      'does-not-add-up',
      'agrees',
      'does-not-add-up',
      'does-not-add-up',
    ]);
  });

  it('of nothing is a dash, whatever was typed', () => {
    for (const stated of ['0', '100'])
      expect(check({ kind: 'rate', numerator: 0, denominator: 0, stated })).toMatchObject({
        verdict: 'does-not-add-up',
        computed: '—',
        difference: null,
      });
  });
});

describe('a list of names', () => {
  const eight = ['东镇', '西镇', '南镇', '北镇', '上乡', '下乡', '前乡', '后乡'];

  it('of 8 is not one of 9', () => {
    expect(check({ kind: 'count', names: eight, stated: 9 })).toMatchObject({
      verdict: 'does-not-add-up',
      computed: '8',
      difference: '1',
      sentence: { zh: '名单有 8 个，与填报的 9 不符，填报多 1' },
      note: null,
    });
    expect(verdict({ kind: 'count', names: eight, stated: 8 })).toBe('agrees');
  });

  it('is counted by different names', () => {
    const finding = check({ kind: 'count', names: [...eight, '东镇'], stated: 9 });
    expect(finding).toMatchObject({ verdict: 'does-not-add-up', note: { zh: '另有 1 个名称重复' } });
  });
});

describe('a stated figure', () => {
  const raised = { title: { zh: '筹集资金', en: 'funds raised' }, unit: 'wan' } as const;

  it('agrees with the places that are shown', () => {
    // 165.004 万元.
    const ours = ratio(165_004, 1_000);
    expect(checkFigure(ours, raised, { value: '165' })).toMatchObject({
      verdict: 'agrees',
      computed: '165.00',
      note: { zh: '按显示位数四舍五入' },
    });
    expect(checkFigure(ours, raised, { value: '165.004' })).toMatchObject({ verdict: 'agrees', note: null });
  });

  it('differs by a hundredth', () => {
    expect(checkFigure(exact('165'), raised, { value: '165.01' })).toEqual({
      verdict: 'differs',
      stated: '165.01',
      computed: '165.00',
      difference: '0.01',
      sentence: {
        zh: '筹集资金按登记的事实应为 165.00万元，填报 165.01万元，填报多 0.01万元',
        en: 'funds raised is 165.00 10,000 yuan by what is recorded, not 165.01: stated 0.01 10,000 yuan too much',
      },
      note: null,
    });
  });

  it('may be typed in another unit', () => {
    expect(checkFigure(exact('165'), raised, { value: '1,650,000', unit: 'yuan' }).verdict).toBe('agrees');
    expect(checkFigure(exact('165'), raised, { value: '0.02', unit: 'yi' }).verdict).toBe('agrees');
    expect(checkFigure(exact('165'), raised, { value: '0.03', unit: 'yi' }).verdict).toBe('differs');
  });

  it('without anything to be divided by is a dash', () => {
    const rate = { title: { zh: '竣工率', en: 'completion' }, unit: 'percent' } as const;
    expect(checkFigure(null, rate, { value: '100' })).toMatchObject({ verdict: 'differs', computed: '—' });
  });
});
