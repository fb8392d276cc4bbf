import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Principal } from './principal.ts';
import type { SystemHandle } from './tenant-database.ts';

/** Under what an attempt to sign in is counted. */
export interface AttemptKeys {
  /** The account, or the device that the account has signed in on before. */
  readonly person: Buffer;
  /** Null for a known device: what strangers do at the same address is not its fault. */
  readonly address: Buffer | null;
}

/**
 * The keys of an attempt. A name that is no account's has one as every other; names and addresses cannot be read in it.
 *
 * @param device the known device's id, or null for any other.
 */
export function attemptKeys(username: string, device: string | null, address: string | null): AttemptKeys {
  return {
    person: key(device === null ? ['account', username] : ['device', device, username]),
    address: device === null && address !== null ? key(['address', network(address)]) : null,
  };
}

/** What somebody who is signed in and shows the password again is counted under. */
export function ownAccountKeys({ tenantId, subject }: Pick<Principal, 'tenantId' | 'subject'>): AttemptKeys {
  return { person: key(['own-account', String(tenantId), subject]), address: null };
}

/** Begins an attempt. @returns the seconds to wait; 0 to go on. */
export async function beginAttempt(db: SystemHandle, { person, address }: AttemptKeys): Promise<number> {
  const { rows } = await db.query<{ seconds: number }>('select zhendi.begin_sign_in($1, $2) as seconds', [
    person,
    address,
  ]);
  return rows[0]!.seconds;
}

/** The attempt failed, as {@link beginAttempt} has counted it already, but for the address. */
export async function failAttempt(db: SystemHandle, { address }: AttemptKeys): Promise<void> {
  if (address) await db.query('select zhendi.fail_sign_in($1)', [address]);
}

/** The attempt succeeded, or was none: the password was right, and the code is still to come. */
export async function settleAttempt(
  db: SystemHandle,
  { person }: AttemptKeys,
  outcome: 'success' | 'none',
): Promise<void> {
  await db.query('select zhendi.settle_sign_in($1, $2)', [person, outcome === 'success']);
}

/** Whoever has an address of IPv6 has 2^64 of them. */
function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped || !isIPv6(address)) return mapped ?? address;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const groups = (part: string) => part.split(':').filter(Boolean);
  const left = groups(head);
  const right = groups(tail ?? '');
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}

function key(parts: readonly string[]): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(['zhendi/sign-in', ...parts]))
    .digest();
}
