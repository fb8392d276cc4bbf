import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

const EVERY_MS = 50;

/**
 * At shutdown, closes each connection as soon as nothing is asked on it. By itself the server closes those that are
 * idle at that moment, and would wait a minute for two more kinds: those whose last request is still being answered,
 * and those that a browser opened ahead and never used.
 */
export function closeConnectionsAtShutdown(fastify: FastifyInstance): void {
  const { server } = fastify;
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  fastify.addHook('preClose', () => {
    const timer = setInterval(() => {
      server.closeIdleConnections();
      for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
    }, EVERY_MS);
    server.once('close', () => clearInterval(timer));
    return Promise.resolve();
  });
}
