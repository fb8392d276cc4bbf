import { describe, expect, it } from '@jest/globals';
import { maskPhone, PHONE } from './phone.ts';

describe('a phone number', () => {
  it.each(['13812341234', '19900000000', '01012345678', '02887654321', '08163265432', '081632654321'])(
    'is %s',
    (phone) => expect(phone).toMatch(PHONE),
  );

  it.each([
    '12812341234',
    '1381234123',
    '138123412345',
    '+8613812341234',
    '138-1234-1234',
    '１３８１２３４１２３４',
    '3265432',
    '0101234567',
    '010123456789',
    '02012345',
    '0816326543',
    '13812341234\n',
    '',
  ])('is not %j', (phone) => expect(phone).not.toMatch(PHONE));
});

describe('a masked phone number', () => {
  it.each([
    ['13812341234', '138****1234'],
    ['01012345678', '010-****678'],
    ['02887654321', '028-****321'],
    ['08163265432', '0816-****432'],
    ['081632654321', '0816-****321'],
  ])('shows of %s no more than %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));
});
