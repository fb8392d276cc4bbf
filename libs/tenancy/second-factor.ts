import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

const ISSUER = 'Zhendi';
const SECRET_BYTES = 20;
const STEP_SECONDS = 30;
// A clock may be off by so many steps, and a code is typed in while it changes.
const WINDOW = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Whose a secret is: it cannot be opened for anybody else. */
export interface SecretOwner {
  readonly tenantId: number;
  readonly accountId: string;
}

/** Time-based one-time codes (RFC 6238: SHA-1, six digits, 30 seconds) and the keeping of their secrets (AES-256-GCM). */
export class SecondFactors {
  /** @param key 32 bytes that are not in the database. */
  constructor(private readonly key: Uint8Array) {
    if (key.length !== 32) throw new RangeError('the key of the second factors needs 32 bytes');
  }

  /** A new secret: as text for an app that makes the codes, as a URI for its QR code, and as it is stored. */
  propose(owner: SecretOwner, username: string): { secret: string; uri: string; sealed: Buffer } {
    const secret = new Secret({ size: SECRET_BYTES });
    return {
      secret: secret.base32,
      uri: generator(secret, username).toString(),
      sealed: this.seal(Buffer.from(secret.bytes), owner),
    };
  }

  /**
   * The time step that a code is of, or null when it is not good at this moment. Whether it was used before, the
   * database knows.
   *
   * @throws when the secret was sealed with another key, or for somebody else.
   */
  stepOf(code: string, sealed: Buffer, owner: SecretOwner, now = Date.now()): number | null {
    const secret = new Secret({ buffer: Uint8Array.from(this.open(sealed, owner)).buffer });
    const offset = generator(secret, '').validate({ token: code, timestamp: now, window: WINDOW });
    return offset === null ? null : Math.floor(now / 1000 / STEP_SECONDS) + offset;
  }

  private seal(secret: Buffer, owner: SecretOwner): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(nameOf(owner));
    return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  }

  private open(sealed: Buffer, owner: SecretOwner): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, NONCE_BYTES))
      .setAAD(nameOf(owner))
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  }
}

function generator(secret: Secret, username: string): TOTP {
  return new TOTP({ issuer: ISSUER, label: username, secret, period: STEP_SECONDS });
}

function nameOf({ tenantId, accountId }: SecretOwner): Buffer {
  return Buffer.from(`zhendi/second-factor/${tenantId}/${accountId}`);
}
