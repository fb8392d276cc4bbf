import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { averageWan, percent, roundedRatio, wan } from './rounding.ts';

describe('万元 with two places', () => {
  it('rounds half a hundredth up: 5,000 fen are 0.005 万元', () => {
    expect(wan(5_000)).toBe('0.01');
  });

  it('leaves out what is below half a hundredth', () => {
    expect(wan(4_999)).toBe('0.00');
  });

  it('does not fall for the binary form of 1.005', () => {
    expect(wan(1_005_000)).toBe('1.01');
    expect(wan(1_004_999)).toBe('1.00');
  });

  it('carries into the whole part', () => {
    expect(wan(994_999)).toBe('0.99');
    expect(wan(995_000)).toBe('1.00');
    expect(wan(9_999_995_000)).toBe('10000.00');
  });

  it('shows whole amounts with two zeros', () => {
    expect(wan(0)).toBe('0.00');
    expect(wan(165_000_000)).toBe('165.00');
    expect(wan(13_794_000_000)).toBe('13794.00');
  });

  it('is exact for the largest sum that a number holds', () => {
    expect(wan(Number.MAX_SAFE_INTEGER)).toBe('9007199254.74');
  });
});

describe('percent with one place', () => {
  it('shows a dash where there is nothing to divide by', () => {
    expect(percent(0, 0)).toBe('—');
    expect(percent(3, 0)).toBe('—');
  });

  it('shows 0.0 for none of some', () => {
    expect(percent(0, 7)).toBe('0.0');
  });

  it('never calls 185 of 186 all of them', () => {
    expect(percent(185, 186)).toBe('99.5');
    expect(percent(186, 186)).toBe('100.0');
  });

  it('rounds half up: 1 of 2,000 is 0.05 %', () => {
    expect(percent(1, 2_000)).toBe('0.1');
    expect(percent(1, 2_001)).toBe('0.0');
    expect(percent(1_999, 2_000)).toBe('100.0');
    expect(percent(19_989, 20_000)).toBe('99.9');
  });

  it('goes beyond a hundred where the facts do', () => {
    expect(percent(141, 140)).toBe('100.7');
  });

  it('stays exact where a hundredfold sum is beyond the exact integers of a number', () => {
    // 1,001 of 2,000 parts is 50.05 % exactly; one fen less is below the border. As a number, the hundredfold of the
    // part, 450,810,322,662,599,900, would lose 28 and fall below the border too.
    const part = 1_001 * 4_503_599_626_999;
    const whole = 2_000 * 4_503_599_626_999;
    expect(percent(part, whole)).toBe('50.1');
    expect(percent(part - 1, whole)).toBe('50.0');
  });
});

describe('an average in 万元', () => {
  it('shows a dash where there is nothing to average over', () => {
    expect(averageWan(5_000_000, 0)).toBe('—');
  });

  it('divides before it rounds', () => {
    // 13,794.00 / 544 = 25.3566…; 9,631.91 / 264 = 36.4845…
    expect(averageWan(13_794_000_000, 544)).toBe('25.36');
    expect(averageWan(9_631_910_000, 264)).toBe('36.48');
  });

  it('rounds half up', () => {
    // 0.01 万元 over two is 0.005.
    expect(averageWan(10_000, 2)).toBe('0.01');
    expect(averageWan(9_999, 2)).toBe('0.00');
  });
});

describe('a rounded ratio', () => {
  it('of what was taken back is that of its magnitude, with a sign', () => {
    expect(wan(-1_005_000)).toBe('-1.01');
    expect(wan(-165_000_000)).toBe('-165.00');
  });

  it('is never minus zero', () => {
    expect(wan(-4_999)).toBe('0.00');
    expect(wan(-5_000)).toBe('-0.01');
  });

  it('without places is a whole number', () => {
    expect(roundedRatio(5, 2, 0)).toBe('3');
    expect(roundedRatio(9_999, 2_000, 0)).toBe('5');
    expect(roundedRatio(1, 3, 0)).toBe('0');
  });

  it('is the nearest decimal, and the upper one of two equally near', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000_000_000 });
    const divisor = fc.integer({ min: 1, max: 1_000_000_000 });
    fc.assert(
      fc.property(amount, divisor, fc.integer({ min: 1, max: 4 }), (numerator, denominator, places) => {
        const text = roundedRatio(numerator, denominator, places);
        expect(text).toMatch(new RegExp(`^(0|[1-9]\\d*)\\.\\d{${places}}$`));
        // -1/2 < exact·scale − rounded·scale ≤ … with the half going up: 2·n·scale ∈ [(2r−1)·d, (2r+1)·d)
        const rounded = BigInt(text.replace('.', ''));
        const exact = 2n * BigInt(numerator) * 10n ** BigInt(places);
        expect(exact >= (2n * rounded - 1n) * BigInt(denominator)).toBe(true);
        expect(exact < (2n * rounded + 1n) * BigInt(denominator)).toBe(true);
      }),
    );
  });
});
