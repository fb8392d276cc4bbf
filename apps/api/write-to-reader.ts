import type { ServerResponse } from 'node:http';

/**
 * Writes to a response that stays open, and cuts off who does not read: what waits for him would fill the memory.
 *
 * @param unreadBytes that may wait for him, beyond what the system keeps of a connection.
 */
export function writeToReader(response: ServerResponse, text: string, unreadBytes: number): void {
  // To write behind the end would be an error that nobody catches.
  if (response.writableEnded) return;
  response.write(text);
  if (response.writableLength > unreadBytes) response.destroy();
}
