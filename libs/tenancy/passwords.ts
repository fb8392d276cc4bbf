import { hash, verify } from '@node-rs/argon2';

// Of nobody: what a password is compared with where there is no account, so that it takes as long.
let decoy: Promise<string> | undefined;

/**
 * The form in which a password is measured, stored and compared: NFKC, so that it is the same one from a keyboard that
 * writes accents in two characters, and from a Chinese one that was left in full width.
 */
export function normalizedPassword(password: string): string {
  return password.normalize('NFKC');
}

/**
 * The stored form of a password: argon2id with its salt and parameters. The library's defaults (19 MiB, 2 passes) are
 * the first choice of OWASP's password storage sheet.
 */
export function hashPassword(password: string): Promise<string> {
  return hash(normalizedPassword(password));
}

/** Whether it is the password that was stored. Without a stored one it is not, after as long a time. */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  decoy ??= hash('no account has this password');
  const matches = await verify(stored ?? (await decoy), normalizedPassword(password));
  return matches && stored !== undefined;
}
