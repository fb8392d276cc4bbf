import type { ServerResponse } from 'node:http';

/**
 * Writes to a response that stays open, and cuts off who does not read: what waits for him would fill the memory.
 *
 * @param unreadBytes that may wait for him, beyond what the system keeps of a connection.
 */
export function writeToReader(response: ServerResponse, text: string, unreadBytes: number): void {
  response.write(text);
  if (response.writableLength > unreadBytes) response.destroy();
}
