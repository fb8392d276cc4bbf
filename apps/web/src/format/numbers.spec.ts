import { describe, expect, it } from '@jest/globals';
import { formatCount, formatFenAsWan, formatHundredths, formatPct, formatWan, pctValue } from './numbers.ts';

describe('formatting figures', () => {
  it('shows fen as 万元 with two decimals', () => {
    expect(formatFenAsWan(165_000_000)).toBe('165.00');
    expect(formatFenAsWan(137_940_000_000)).toBe('137,940.00');
  });

  it('rounds half a hundredth of 万元 up', () => {
    expect(formatFenAsWan(1_005_000)).toBe('1.01');
    expect(formatFenAsWan(1_004_999)).toBe('1.00');
  });

  it('shows the largest exact amount without losing a fen', () => {
    expect(formatHundredths(9_007_199_254_740_991)).toBe('90,071,992,547,409.91');
  });

  it('separates thousands in counts and in the 万元 of the server', () => {
    expect(formatCount(30512)).toBe('30,512');
    expect(formatWan('13794.00')).toBe('13,794.00');
  });

  it('shows dm² as m² with two decimals, so that a column lines up', () => {
    expect(formatHundredths(18000)).toBe('180.00');
    expect(formatHundredths(18050)).toBe('180.50');
    expect(formatHundredths(18055)).toBe('180.55');
  });

  it('shows a rate as the server computed it, and a dash where there is no denominator', () => {
    expect(formatPct('62.5')).toBe('62.5%');
    expect(formatPct('—')).toBe('—');
    expect(pctValue('62.5')).toBe(62.5);
    expect(pctValue('—')).toBeUndefined();
  });
});
