import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { newPassword } from '../../../libs/tenancy/index.ts';
import { readPassword } from './password.ts';

describe('a password', () => {
  it('is random, and has no characters that look alike', () => {
    expect(newPassword()).toMatch(/^[a-hjkmnp-z2-9]{16}$/);
    expect(newPassword()).not.toBe(newPassword());
  });

  it('is read from a stream without the line end after it', async () => {
    expect(await readPassword(Readable.from(['pass ', 'word 密码\r\n']))).toBe('pass word 密码');
  });

  it.each(['', 'short', 'one line\nand another', 'x'.repeat(201)])(
    'is refused when it is %j',
    async (text) => {
      await expect(readPassword(Readable.from([text]))).rejects.toThrow('one line of 8 to 200 characters');
    },
  );
});
