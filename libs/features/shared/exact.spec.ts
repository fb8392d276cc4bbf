import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  compare,
  DECIMAL,
  difference,
  exact,
  magnitude,
  placesOf,
  productOf,
  rounded,
  shortest,
  sumOf,
} from './exact.ts';

describe('a decimal as typed', () => {
  it.each(['0', '88', '40,800', '1,234,567.89', '0.1', '-3.50', '999999999999999999'])(
    'may be %j',
    (text) => {
      expect(text).toMatch(DECIMAL);
    },
  );

  it.each(['', ' 1', '1.', '.5', '1e3', '1,23', '12,34,567', '０', '+1', '1%', '--1', '1.123456789'])(
    'is not %j',
    (text) => {
      expect(text).not.toMatch(DECIMAL);
    },
  );

  it('keeps its places', () => {
    expect(['88', '88.0', '1,234.56'].map(placesOf)).toEqual([0, 1, 2]);
  });
});

describe('arithmetic with typed decimals', () => {
  it('adds a tenth and two tenths to three tenths', () => {
    expect(compare(sumOf([exact('0.1'), exact('0.2')]), exact('0.3'))).toBe(0);
  });

  it('multiplies 56 rooms of 600 to 33,600', () => {
    expect(shortest(productOf([exact('56'), exact('600')]))).toBe('33600');
  });

  it('subtracts below zero', () => {
    const less = difference(exact('140'), exact('141.5'));
    expect([shortest(less), shortest(magnitude(less)), rounded(less, 0)]).toEqual(['-1.5', '1.5', '-2']);
  });

  it('is that of whole hundredths', () => {
    const hundredths = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
    const typed = (value: number) => {
      const digits = String(Math.abs(value)).padStart(3, '0');
      return exact(`${value < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`);
    };
    fc.assert(
      fc.property(hundredths, hundredths, (a, b) => {
        expect(compare(sumOf([typed(a), typed(b)]), typed(a + b))).toBe(0);
        expect(compare(difference(typed(a), typed(b)), typed(a - b))).toBe(0);
        expect(Math.sign(compare(typed(a), typed(b)))).toBe(Math.sign(a - b));
        expect(compare(exact(shortest(typed(a))), typed(a))).toBe(0);
      }),
    );
  });
});
