import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { prefersEnglish, problemBody, PROBLEM_JSON, unreadable } from '../../libs/platform/problem.ts';
import { ALWAYS } from './security-headers.ts';

/** Answers an address that the router cannot read: percent signs that mean nothing, parameters of great length. */
export function refuseUnrouted(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const problem = unreadable(error.statusCode ?? 400);
  const english = prefersEnglish(request.headers['accept-language']);
  void reply
    .status(problem.status)
    .headers(ALWAYS)
    .header('content-type', PROBLEM_JSON)
    .send(problemBody(problem, english));
}

const STATUS_OF_ERROR: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

/** Answers what is not HTTP, or more of it than is read. There is no request yet, so its language is not known. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy(error);
  const problem = unreadable(STATUS_OF_ERROR[error.code ?? ''] ?? 400);
  const body = Buffer.from(JSON.stringify(problemBody(problem, false)));
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    `Content-Type: ${PROBLEM_JSON}`,
    `Content-Length: ${body.length}`,
    'Connection: close',
    ...Object.entries(ALWAYS).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.end(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]), () => socket.destroy());
}
