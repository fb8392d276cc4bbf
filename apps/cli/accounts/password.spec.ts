import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { newPassword } from '../../../libs/tenancy/index.ts';
import { readPassword, requirePassword } from './password.ts';

describe('a password', () => {
  it('is random, and has no characters that look alike', () => {
    expect(newPassword()).toMatch(/^[a-hjkmnp-z2-9]{16}$/);
    expect(newPassword()).not.toBe(newPassword());
  });

  it('is read from a stream without the line end after it', async () => {
    expect(await readPassword(Readable.from(['pass ', 'word 密码\r\n']))).toBe('pass word 密码');
  });

  it.each([
    ['short', 'At least 10 characters'],
    ['one line\nand another', 'No line breaks'],
    ['x1'.repeat(101), 'At most 200 characters'],
    ['qwertyuiop', 'among the first that others would try'],
    ['li.wei.li.wei', 'among the first that others would try'],
  ])('is refused when it is %j', (password, message) => {
    expect(() => requirePassword(password, 'li.wei')).toThrow(message);
  });
});
