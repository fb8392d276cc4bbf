import { randomInt } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { OperatorError } from '../operator-error.ts';

// Without characters that look alike: it is read from a screen and typed. 16 of 30 characters are some 78 bits.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 16;
const SHORTEST = 8;
const LONGEST = 200;

/** A random password. */
export function newPassword(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/**
 * The password on a stream, without the line end after it.
 *
 * @throws {OperatorError} when it is too short, too long, or more than one line.
 */
export async function readPassword(stream: NodeJS.ReadableStream): Promise<string> {
  const password = (await text(stream)).replace(/\r?\n$/, '');
  if (password.length < SHORTEST || password.length > LONGEST || /\p{Cc}/u.test(password)) {
    throw new OperatorError(`the password must be one line of ${SHORTEST} to ${LONGEST} characters`);
  }
  return password;
}
