import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { KEY_BYTES, type MasterKey } from './master-keys.ts';

const ALGORITHM = 'aes-256-gcm';
// Drawn at random: a data key encrypts a handful of texts, and a master key stays far below the 2^32 data keys at which
// two nonces might meet (the whole country has some 489,000 villages).
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What is known of a person. */
export interface PersonalData {
  readonly name: string;
  /** Digits; null when there is none. */
  readonly phone: string | null;
}

/** Whose row it is. What is encrypted for one person opens for no other, of this tenant or of another. */
export interface PersonIdentity {
  /** The tenant's public id, which it keeps wherever it moves. */
  readonly tenant: string;
  readonly personId: string;
}

/** A person as the side store keeps them. Each text: nonce, ciphertext, tag. */
export interface SealedPerson {
  /** Id of the master key that the person's own key is encrypted with. */
  readonly keyId: string;
  readonly wrappedKey: Buffer;
  readonly name: Buffer;
  /** An empty text when there is no phone number: that there is none cannot be forged either. */
  readonly phone: Buffer;
}

type Column = 'key' | 'name' | 'phone';

/** A row that was altered, was copied from elsewhere, or needs another master key. Says nothing of its content. */
export class UnreadablePerson extends Error {
  override readonly name = 'UnreadablePerson';
  constructor(personId: string) {
    super(`the data of person ${personId} cannot be opened`);
  }
}

/** Encrypts a person under a new key of their own. */
export function sealPerson(
  who: PersonIdentity,
  { name, phone }: PersonalData,
  master: MasterKey,
): SealedPerson {
  const dataKey = randomBytes(KEY_BYTES);
  return {
    keyId: master.id,
    wrappedKey: encrypt(master.key, bound(who, 'key'), dataKey),
    name: encrypt(dataKey, bound(who, 'name'), Buffer.from(name, 'utf8')),
    phone: encrypt(dataKey, bound(who, 'phone'), Buffer.from(phone ?? '', 'utf8')),
  };
}

/** @throws {UnreadablePerson} */
export function openPerson(who: PersonIdentity, sealed: SealedPerson, master: MasterKey): PersonalData {
  return opening(who, () => {
    const dataKey = decrypt(master.key, bound(who, 'key'), sealed.wrappedKey);
    const read = (column: 'name' | 'phone') =>
      decrypt(dataKey, bound(who, column), sealed[column]).toString('utf8');
    return { name: read('name'), phone: read('phone') || null };
  });
}

/** The person's own key, encrypted with another master key. @throws {UnreadablePerson} */
export function rewrapKey(who: PersonIdentity, wrappedKey: Buffer, from: MasterKey, to: MasterKey): Buffer {
  return opening(who, () =>
    encrypt(to.key, bound(who, 'key'), decrypt(from.key, bound(who, 'key'), wrappedKey)),
  );
}

/** What a ciphertext is bound to: it opens in this column of this person's row only. */
function bound({ tenant, personId }: PersonIdentity, column: Column): Buffer {
  return Buffer.from(`zhendi/person/1/${tenant}/${personId}/${column}`, 'utf8');
}

function encrypt(key: Uint8Array, associated: Buffer, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(associated);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Uint8Array, associated: Buffer, sealed: Buffer): Buffer {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(-TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(associated)
    .setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}

function opening<Result>({ personId }: PersonIdentity, work: () => Result): Result {
  try {
    return work();
  } catch {
    throw new UnreadablePerson(personId);
  }
}
