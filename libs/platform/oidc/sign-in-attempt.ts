import { hkdfSync } from 'node:crypto';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { z } from 'zod';

/** How long somebody may take at the issuer, in seconds. */
export const ATTEMPT_SECONDS = 600;

const secrets = z.object({ state: z.string(), nonce: z.string(), codeVerifier: z.string() });

/** What a browser takes along to the issuer and has to bring back: one sign-in, begun by this browser. */
export type SignInAttempt = z.infer<typeof secrets>;

/**
 * Keeps attempts where they belong, in the browser that began them, encrypted: any API process can go on with one, and
 * none has to remember it.
 */
export class SignInAttempts {
  private readonly key: Uint8Array;

  /** @param secret that of the access tokens, from which a key of its own is derived. */
  constructor(secret: Uint8Array) {
    this.key = new Uint8Array(hkdfSync('sha256', secret, '', 'zhendi sign-in attempt', 32));
  }

  seal(attempt: SignInAttempt): Promise<string> {
    return new EncryptJWT({ ...attempt })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setExpirationTime(`${ATTEMPT_SECONDS} seconds`)
      .encrypt(this.key);
  }

  /** Null for what is not ours, was altered, or is too old. */
  async open(sealed: string): Promise<SignInAttempt | null> {
    try {
      const { payload } = await jwtDecrypt(sealed, this.key, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        requiredClaims: ['exp'],
      });
      return secrets.parse(payload);
    } catch {
      return null;
    }
  }
}
