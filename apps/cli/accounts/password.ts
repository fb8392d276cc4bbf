import { text } from 'node:stream/consumers';
import { PASSWORD_FAULTS, passwordFault } from '../../../libs/tenancy/index.ts';
import { OperatorError } from '../operator-error.ts';

/** The password on a stream, without the line end after it. */
export async function readPassword(stream: NodeJS.ReadableStream): Promise<string> {
  return (await text(stream)).replace(/\r?\n$/, '');
}

/** @throws {OperatorError} with what is wrong with a password that somebody chose for an account. */
export function requirePassword(password: string, username: string): void {
  const fault = passwordFault(password, username);
  if (fault) throw new OperatorError(`this is no password for ${username}: ${PASSWORD_FAULTS[fault].en}`);
}
