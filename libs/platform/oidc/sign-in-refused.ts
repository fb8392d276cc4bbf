/** Why nobody was signed in through the issuer; the sign-in page says each in words. */
export type RefusalCode =
  /** The issuer cannot be reached, or says itself that it cannot answer. */
  | 'sign-in.issuer-unavailable'
  /** The issuer answered with an error. */
  | 'sign-in.issuer-refused'
  /** Whoever was to sign in there did not want to, or may not use this program. */
  | 'sign-in.cancelled'
  /** The browser does not bring what it was given when it left, or brings what belongs to another attempt. */
  | 'sign-in.attempt-lost'
  /** What the issuer said of them is not proven. */
  | 'sign-in.token-invalid'
  /** The issuer knows them, but no rule lets them in. */
  | 'sign-in.no-role'
  /** Their account was disabled here. */
  | 'sign-in.account-disabled';

/** A sign-in through the issuer that came to nothing. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
  /** @param reason for the operators' log: no token, no code, nobody's name. */
  constructor(
    readonly code: RefusalCode,
    readonly reason: string,
  ) {
    super(`${code}: ${reason}`);
  }
}
