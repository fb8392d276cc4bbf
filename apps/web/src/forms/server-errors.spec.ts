import { describe, expect, it } from '@jest/globals';
import { placeErrors } from './server-errors.ts';

const pointers = { '/amountFen': 'amount', '/fundingPlan/townFen': 'planTown' };

describe('the server’s messages', () => {
  it('stand at the fields they are about', () => {
    const errors = [
      { pointer: '/amountFen', code: 'too_small', message: '必须大于 0' },
      { pointer: '/fundingPlan/townFen', code: 'too_big', message: '太大' },
    ];
    expect(placeErrors(errors, pointers)).toEqual({
      fields: [
        { name: 'amount', errors: ['必须大于 0'] },
        { name: 'planTown', errors: ['太大'] },
      ],
      others: [],
    });
  });

  it('are kept for the form as a whole when no field is theirs', () => {
    const errors = [{ pointer: '/fundingPlan', code: 'x', message: '筹资计划大于预算' }];
    expect(placeErrors(errors, pointers)).toEqual({ fields: [], others: ['筹资计划大于预算'] });
  });

  it('about a part of a field stand at that field, several together', () => {
    const errors = [
      { pointer: '/amountFen/0', code: 'a', message: '甲' },
      { pointer: '/amountFen', code: 'b', message: '乙' },
    ];
    expect(placeErrors(errors, pointers).fields).toEqual([{ name: 'amount', errors: ['甲', '乙'] }]);
  });
});
