import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SecondFactors } from './second-factor.ts';

const factors = new SecondFactors(Buffer.alloc(32, 7));
const owner = { tenantId: 3, accountId: '3f0c1d6e-7f43-4d0e-9c9b-0d6f2f1a7e21' };
const NOW = Date.UTC(2026, 2, 2, 8, 30, 15);

/** RFC 4226 and RFC 6238, written down once more. */
function codeAt(base32: string, milliseconds: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...base32].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(milliseconds / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = digest[19]! & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const { secret, uri, sealed } = factors.propose(owner, '王芳');
const step = Math.floor(NOW / 30_000);

describe('a code', () => {
  it('of this half minute, of the one before and of the next is good', () => {
    expect(factors.stepOf(codeAt(secret, NOW), sealed, owner, NOW)).toBe(step);
    expect(factors.stepOf(codeAt(secret, NOW - 30_000), sealed, owner, NOW)).toBe(step - 1);
    expect(factors.stepOf(codeAt(secret, NOW + 30_000), sealed, owner, NOW)).toBe(step + 1);
  });

  it('of a minute ago, or in a minute, is not', () => {
    expect(factors.stepOf(codeAt(secret, NOW - 60_000), sealed, owner, NOW)).toBeNull();
    expect(factors.stepOf(codeAt(secret, NOW + 60_000), sealed, owner, NOW)).toBeNull();
  });

  it.each(['', '12345', '1234567', 'abcdef'])('is not %j', (code) => {
    expect(factors.stepOf(code, sealed, owner, NOW)).toBeNull();
  });

  it('of another secret is not', () => {
    const other = factors.propose(owner, '王芳');
    expect(factors.stepOf(codeAt(other.secret, NOW), sealed, owner, NOW)).toBeNull();
  });
});

describe('a secret', () => {
  it('has 160 bits, and an address that apps read from a picture', () => {
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const { protocol, host, pathname, searchParams } = new URL(uri);
    expect([protocol, host, decodeURIComponent(pathname)]).toEqual(['otpauth:', 'totp', '/Zhendi:王芳']);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      issuer: 'Zhendi',
      secret,
      digits: '6',
      period: '30',
    });
  });

  it('is stored so that neither the database nor another account has it', () => {
    expect(sealed.toString('latin1')).not.toContain(secret.slice(0, 8));
    const neighbour = { ...owner, tenantId: 4 };
    const colleague = { ...owner, accountId: '3f0c1d6e-7f43-4d0e-9c9b-0d6f2f1a7e22' };
    for (const other of [neighbour, colleague])
      expect(() => factors.stepOf(codeAt(secret, NOW), sealed, other, NOW)).toThrow();
    const elsewhere = new SecondFactors(Buffer.alloc(32, 8));
    expect(() => elsewhere.stepOf(codeAt(secret, NOW), sealed, owner, NOW)).toThrow();
  });

  it('that was altered is not opened', () => {
    const altered = Buffer.from(sealed);
    altered[20]! ^= 1;
    expect(() => factors.stepOf(codeAt(secret, NOW), altered, owner, NOW)).toThrow();
  });

  it('needs a key of 32 bytes', () => {
    expect(() => new SecondFactors(Buffer.alloc(31))).toThrow('32 bytes');
  });
});
