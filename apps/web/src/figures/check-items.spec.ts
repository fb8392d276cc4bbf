import { describe, expect, it } from '@jest/globals';
import { checkItemOf, isNumber, typedNumbers } from './check-items.ts';

describe('what somebody typed', () => {
  it('is several numbers, however they are joined', () => {
    expect(typedNumbers('88+52')).toEqual(['88', '52']);
    expect(typedNumbers('８８＋５２')).toEqual(['88', '52']);
    expect(typedNumbers('1,234.50、 6；７')).toEqual(['1,234.50', '6', '7']);
    expect(typedNumbers('56 × 600')).toEqual(['56', '600']);
  });

  it('keeps commas, so that what is no number is not taken for one', () => {
    expect(typedNumbers('88，52')).toEqual(['88,52']);
    expect(isNumber('88,52')).toBe(false);
    expect(isNumber('40,800')).toBe(true);
    expect(isNumber('4.2.1')).toBe(false);
  });

  it('is sent by its kind, with nothing that another kind left behind', () => {
    expect(checkItemOf({ kind: 'total', parts: '88+52', total: '141', value: '7' })).toEqual({
      kind: 'total',
      parts: ['88', '52'],
      total: '141',
      unit: 'count',
    });
    expect(checkItemOf({ kind: 'rate', numerator: '185', denominator: '186', stated: '100％' })).toEqual({
      kind: 'rate',
      numerator: '185',
      denominator: '186',
      stated: '100',
    });
    expect(checkItemOf({ kind: 'count', names: '甲\n 乙 \n\n丙', stated: '３' })).toEqual({
      kind: 'count',
      names: ['甲', '乙', '丙'],
      stated: 3,
    });
  });

  it('names a figure, and a part of it where one was chosen', () => {
    const whole = { kind: 'figure', figure: 'funds.raised', value: '64。50', unit: 'wan' } as const;
    expect(checkItemOf({ ...whole, part: '' })).toEqual({ ...whole, value: '64.50' });
    expect(checkItemOf({ ...whole, part: '{"tier":"town"}' })).toEqual({
      ...whole,
      value: '64.50',
      part: { tier: 'town' },
    });
  });
});
