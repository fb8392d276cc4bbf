import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { RefreshToken } from './refresh-token.ts';

const token = RefreshToken.first(42);

describe('a refresh token', () => {
  it('is a text that a cookie can hold, with 48 random bytes', () => {
    expect(token.toString()).toMatch(/^42\.[\w-]{64}$/);
    expect(RefreshToken.first(42).toString()).not.toBe(token.toString());
  });

  it('is the same one when it comes back', () => {
    const read = RefreshToken.parse(token.toString())!;
    expect([read.tenantId, read.sessionId, read.hash]).toEqual([42, token.sessionId, token.hash]);
    expect(read.toString()).toBe(token.toString());
  });

  it('is of the session that its first sixteen bytes are known to make', () => {
    const bytes = Buffer.from(token.toString().split('.')[1]!, 'base64url');
    const digest = (purpose: string, part: Buffer) =>
      createHash('sha256').update(`zhendi/refresh-token/${purpose}/`).update(part).digest('hex');
    const session = digest('session', bytes.subarray(0, 16));
    expect(token.sessionId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(token.sessionId.slice(0, 13).replace('-', '')).toBe(session.slice(0, 12));
    expect(token.sessionId.slice(24)).toBe(session.slice(20, 32));
    expect(token.hash.toString('hex')).toBe(digest('token', bytes.subarray(16)));
  });

  it('is followed by another one of the same session', () => {
    const next = token.next();
    expect(next.sessionId).toBe(token.sessionId);
    expect(next.hash).not.toEqual(token.hash);
  });

  it('opens what was sealed with it, and no other token does', () => {
    const next = token.next();
    const sealed = token.seal(next);
    expect(token.open(sealed).toString()).toBe(next.toString());
    expect(token.next().open(sealed).toString()).not.toBe(next.toString());
    // Neither the next token nor the pad's hash stands in what is stored.
    expect(sealed.includes(Buffer.from(next.toString().split('.')[1]!, 'base64url').subarray(16, 24))).toBe(
      false,
    );
  });

  it.each(['', '42', '42.', `42.${'x'.repeat(63)}`, `.${'x'.repeat(64)}`, `x.${'x'.repeat(64)}`, '1.2.3'])(
    'is not %j',
    (text) => {
      expect(RefreshToken.parse(text)).toBeNull();
    },
  );
});
