import { errors } from 'jose';
import * as client from 'openid-client';
import { SignInRefused, type RefusalCode } from './sign-in-refused.ts';

// Errors of the libraries carry what they looked at, and with it claims and codes: only these words of theirs are kept.
const MOST_REASON = 300;

const UNAVAILABLE = new Set(['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON']);

/**
 * What went wrong at the issuer or with its answer, in one of our words.
 *
 * @throws the error itself when it is none of theirs.
 */
export function refusalOf(error: unknown): SignInRefused {
  if (error instanceof SignInRefused) return error;
  if (error instanceof client.AuthorizationResponseError) {
    return refused(codeOfAnswer(error.error), `${error.error}: ${error.error_description ?? ''}`);
  }
  if (error instanceof client.ResponseBodyError) {
    const code = error.status >= 500 ? 'sign-in.issuer-unavailable' : 'sign-in.issuer-refused';
    return refused(code, `${error.status} ${error.error}: ${error.error_description ?? ''}`);
  }
  if (isUnanswered(error)) return refused('sign-in.issuer-unavailable', causeOf(error));
  if (error instanceof client.ClientError || error instanceof errors.JOSEError) {
    return refused('sign-in.token-invalid', `${error.code ?? error.name}: ${causeOf(error)}`);
  }
  throw error;
}

function refused(code: RefusalCode, reason: string): SignInRefused {
  return new SignInRefused(code, reason.slice(0, MOST_REASON));
}

function codeOfAnswer(answer: string): RefusalCode {
  switch (answer) {
    case 'access_denied':
      return 'sign-in.cancelled';
    case 'temporarily_unavailable':
    case 'server_error':
      return 'sign-in.issuer-unavailable';
    default:
      return 'sign-in.issuer-refused';
  }
}

function isUnanswered(error: unknown): error is Error {
  if (error instanceof errors.JWKSTimeout) return true;
  // What jose says when the keys' address answers something else than keys.
  if (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC') return true;
  if (error instanceof client.ClientError && UNAVAILABLE.has(error.code ?? '')) return true;
  const { name, message, cause } = Object(error) as Partial<Error>;
  // What fetch says when there is no connection, and the library about what fetch says.
  return (name === 'TypeError' && message === 'fetch failed') || (cause !== undefined && isUnanswered(cause));
}

function causeOf({ message, cause }: Error): string {
  const { message: because } = Object(cause) as Partial<Error>;
  return because === undefined ? message : `${message}: ${because}`;
}
