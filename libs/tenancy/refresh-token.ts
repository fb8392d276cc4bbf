import { createHash, randomBytes } from 'node:crypto';
import { stringify } from 'uuid';

const FAMILY_BYTES = 16;
const SECRET_BYTES = 32;
// A tenant's number, then what all tokens of a session share and what is this one's own, in base64url.
const FORM = /^(\d{1,9})\.([\w-]{64})$/;

/**
 * A refresh token: what a browser shows to go on with its session. All tokens of a session have a part in common, which
 * the session's id is a digest of; so whoever shows a token of the session that is no longer good has had it, and is
 * not somebody who knows the session's id and makes one up.
 */
export class RefreshToken {
  private constructor(
    readonly tenantId: number,
    private readonly family: Buffer,
    private readonly secret: Buffer,
  ) {}

  /** The first token of a new session: 128 random bits for the session, 256 for the token. */
  static first(tenantId: number): RefreshToken {
    return new RefreshToken(tenantId, randomBytes(FAMILY_BYTES), randomBytes(SECRET_BYTES));
  }

  /** The token in a text, or null when it has not the form of one. */
  static parse(text: string): RefreshToken | null {
    const [, tenantId, encoded] = FORM.exec(text) ?? [];
    if (!tenantId || !encoded) return null;
    const bytes = Buffer.from(encoded, 'base64url');
    return new RefreshToken(Number(tenantId), bytes.subarray(0, FAMILY_BYTES), bytes.subarray(FAMILY_BYTES));
  }

  /** The id of its session, a UUID of version 8: 122 bits of a digest. */
  get sessionId(): string {
    const digest = sha256('session', this.family);
    digest[6] = (digest[6]! & 0x0f) | 0x80;
    digest[8] = (digest[8]! & 0x3f) | 0x80;
    return stringify(digest.subarray(0, 16));
  }

  /** What is stored of it. */
  get hash(): Buffer {
    return sha256('token', this.secret);
  }

  /** The text a browser keeps. */
  toString(): string {
    return `${this.tenantId}.${Buffer.concat([this.family, this.secret]).toString('base64url')}`;
  }

  /** Another token of the same session. */
  next(): RefreshToken {
    return new RefreshToken(this.tenantId, this.family, randomBytes(SECRET_BYTES));
  }

  /** The token that follows this one, in a form that only who has this one can open; nothing else is sealed with it. */
  seal(next: RefreshToken): Buffer {
    return this.pad(next.secret);
  }

  /** The token that followed this one. */
  open(sealed: Buffer): RefreshToken {
    return new RefreshToken(this.tenantId, this.family, this.pad(sealed));
  }

  /** A one-time pad: 256 bits that follow from a secret of 256 bits, which is sealed with once. */
  private pad(bytes: Buffer): Buffer {
    const pad = sha256('next', this.secret);
    return Buffer.from(bytes.map((byte, i) => byte ^ pad[i]!));
  }
}

/** For each purpose another digest. */
function sha256(purpose: 'session' | 'token' | 'next', bytes: Buffer): Buffer {
  return createHash('sha256').update(`zhendi/refresh-token/${purpose}/`).update(bytes).digest();
}
