import { describe, expect, it } from '@jest/globals';
import { parseHundredths, parseWhole, typedHundredths } from './amounts.ts';

describe('a typed amount', () => {
  it('becomes fen without passing through a float', () => {
    expect(parseHundredths('1.15')).toBe(115);
    expect(parseHundredths('4.35')).toBe(435);
    expect(parseHundredths('90071992547409.91')).toBe(9_007_199_254_740_991);
  });

  it('may leave out decimals', () => {
    expect(parseHundredths('1234')).toBe(123_400);
    expect(parseHundredths('1234.5')).toBe(123_450);
    expect(parseHundredths('1234.')).toBe(123_400);
  });

  it('may have separators, blanks and the full-width digits of a Chinese input method', () => {
    expect(parseHundredths(' 1,234,567.80 ')).toBe(123_456_780);
    expect(parseHundredths('１，２３４．５')).toBe(123_450);
    expect(parseHundredths('12。5')).toBe(1_250);
  });

  it('is refused when it has a third decimal, a sign, letters, nothing, or more than JSON can carry', () => {
    for (const typed of ['1.005', '-1', '1e5', '', '.', 'abc', '90071992547409.92']) {
      expect(parseHundredths(typed)).toBeUndefined();
    }
  });
});

describe('an amount that a form begins with', () => {
  it('is typed as it would be read again', () => {
    expect([0, 5, 50, 20_125, 100_000_000_000].map(typedHundredths)).toEqual([
      '0.00',
      '0.05',
      '0.50',
      '201.25',
      '1000000000.00',
    ]);
  });
});

describe('a typed count', () => {
  it('is a whole number', () => {
    expect(parseWhole('42')).toBe(42);
    expect(parseWhole('4.2')).toBeUndefined();
    expect(parseWhole('')).toBeUndefined();
  });
});
