import { randomInt } from 'node:crypto';

// Without characters that look alike: it is read from a screen and typed. 16 of 31 characters are some 79 bits.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 16;

/** A random password, to be handed to somebody who changes it. */
export function newPassword(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
