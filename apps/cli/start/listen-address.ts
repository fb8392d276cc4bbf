import { once } from 'node:events';
import { createServer } from 'node:net';
import { OperatorError } from '../operator-error.ts';

const EVERYWHERE = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '[::1]'],
]);

/** The address under which a browser on this machine finds a server that listens on `host`. */
export function pageAddress(host: string, port: number): string {
  const name = EVERYWHERE.get(host) ?? (host.includes(':') ? `[${host}]` : host);
  return `http://${name}:${port}`;
}

/**
 * Makes sure that the API will be able to listen, before anything else is started.
 * @throws {OperatorError} that names the port or host and the remedy.
 */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    await once(server.listen(port, host), 'listening');
  } catch (error) {
    throw cannotListen(host, port, (error as NodeJS.ErrnoException).code) ?? error;
  }
  server.close();
  await once(server, 'close');
}

/** What the system's refusal to listen means for who started it; null for any other error. */
export function cannotListen(host: string, port: number, code: string | undefined): OperatorError | null {
  switch (code) {
    case 'EADDRINUSE':
      return new OperatorError(`port ${port} is taken; choose another one: PORT=${port + 1} npm start`);
    case 'EACCES':
      return new OperatorError(
        `port ${port} is reserved for root; choose one above 1023: PORT=3000 npm start`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new OperatorError(
        `this machine has no address ${host}; choose one that it has: HOST=127.0.0.1 npm start`,
      );
    default:
      return null;
  }
}
