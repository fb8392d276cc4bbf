import { describe, expect, it } from '@jest/globals';
import { attemptKeys } from './sign-in-attempts.ts';

const addressKey = (address: string) => attemptKeys('王芳', null, address).address!.toString('hex');

describe('an attempt to sign in is counted', () => {
  it('by the account, whoever tries from wherever', () => {
    const [one, other] = [attemptKeys('王芳', null, '10.0.0.1'), attemptKeys('王芳', null, '10.0.0.2')];
    expect(one.person).toEqual(other.person);
    expect(attemptKeys('李伟', null, '10.0.0.1').person).not.toEqual(one.person);
  });

  it('on a known device by the device and the account, and not by the address', () => {
    const known = attemptKeys('王芳', 'device', '10.0.0.1');
    expect(known.address).toBeNull();
    expect(known.person).not.toEqual(attemptKeys('王芳', null, '10.0.0.1').person);
    expect(known.person).not.toEqual(attemptKeys('李伟', 'device', '10.0.0.1').person);
  });

  it.each([
    ['10.0.0.1', '::ffff:10.0.0.1'],
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff'],
    ['2001:db8::', '2001:0db8:0:0:1::'],
    ['fe80::1%eth0', 'fe80::2'],
    ['::1', '0:0:0:0:0:0:0:1'],
  ])('by one network for %s and %s', (one, other) => {
    expect(addressKey(one)).toBe(addressKey(other));
  });

  it.each([
    ['10.0.0.1', '10.0.0.2'],
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['::ffff:10.0.0.1', '::1'],
  ])('by two networks for %s and %s', (one, other) => {
    expect(addressKey(one)).not.toBe(addressKey(other));
  });

  it('under keys that name nobody', () => {
    const { person, address } = attemptKeys('王芳', null, '10.0.0.1');
    expect([person.length, address!.length]).toEqual([32, 32]);
    expect(Buffer.concat([person, address!]).toString('utf8')).not.toMatch(/王芳|10\.0/);
  });
});
