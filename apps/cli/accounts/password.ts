import { text } from 'node:stream/consumers';
import { OperatorError } from '../operator-error.ts';

const SHORTEST = 8;
const LONGEST = 200;

/**
 * The password on a stream, without the line end after it.
 *
 * @throws {OperatorError} when it is too short, too long, or more than one line.
 */
export async function readPassword(stream: NodeJS.ReadableStream): Promise<string> {
  const password = (await text(stream)).replace(/\r?\n$/, '');
  if (password.length < SHORTEST || password.length > LONGEST || /\p{Cc}/u.test(password)) {
    throw new OperatorError(`the password must be one line of ${SHORTEST} to ${LONGEST} characters`);
  }
  return password;
}
