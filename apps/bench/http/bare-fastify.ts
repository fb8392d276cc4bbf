import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import pg from 'pg';

// The limit of a command over HTTP: a route that takes the same request and makes one row of it, in one statement and one
// round trip. Nobody is asked who he is, nothing is checked, nothing is read before.
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
const app = Fastify();

app.post('/api/v1/towns/:townCode/commands/:command', async (request, reply) => {
  const id = request.headers['idempotency-key'];
  await pool.query('insert into fact (id, data) values ($1, $2)', [id, JSON.stringify(request.body)]);
  return reply.status(201).send({ id });
});

process.on('SIGTERM', () => {
  void app
    .close()
    .then(() => pool.end())
    .then(() => process.exit(0));
});
await app.listen({ port: 0, host: '127.0.0.1' });
process.send!({ ready: true, port: (app.server.address() as AddressInfo).port });
