import { describe, expect, it } from '@jest/globals';
import { SignInAttempts } from './sign-in-attempt.ts';

const attempts = new SignInAttempts(Buffer.alloc(32, 1));
const attempt = { state: 'a-state', nonce: 'a-nonce', codeVerifier: 'a-verifier' };

describe('an attempt to sign in', () => {
  it('comes back as it left, to any process with the same secret', async () => {
    const sealed = await attempts.seal(attempt);
    expect(await new SignInAttempts(Buffer.alloc(32, 1)).open(sealed)).toMatchObject(attempt);
  });

  it('shows none of it to whoever has the browser', async () => {
    const sealed = await attempts.seal(attempt);
    const texts = sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect(texts.join()).not.toMatch(/a-state|a-nonce|a-verifier/);
  });

  it('of another secret is none', async () => {
    const sealed = await new SignInAttempts(Buffer.alloc(32, 2)).seal(attempt);
    expect(await attempts.open(sealed)).toBeNull();
  });

  it('that was altered anywhere is none', async () => {
    const parts = (await attempts.seal(attempt)).split('.');
    for (const [index, part] of parts.entries()) {
      const bytes = Buffer.from(part, 'base64url');
      if (bytes.length === 0) continue;
      bytes[0]! ^= 1;
      const altered = parts.with(index, bytes.toString('base64url')).join('.');
      expect(await attempts.open(altered)).toBeNull();
    }
  });

  it.each(['', 'a', 'a.b.c.d.e', 'x'.repeat(5000)])('is not %j', async (sealed) => {
    expect(await attempts.open(sealed)).toBeNull();
  });
});
