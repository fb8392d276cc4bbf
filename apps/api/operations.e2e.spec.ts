import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projections } from '../../libs/features/read-models.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { ApiClient } from '../../libs/testing/api-client.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands } from '../../libs/testing/example-commands.ts';
import { query } from '../../libs/testing/test-database.ts';
import { until } from '../../libs/testing/until.ts';

const TOWN = '990101100';

let api: TestApi;
beforeAll(async () => {
  api = await startApi([QINGHE]);
});
afterAll(() => api.close());

describe('metrics', () => {
  it('are shown to nobody without their token', async () => {
    const clerk = await api.clerk(TOWN);
    for (const client of [api.anonymous, clerk, new ApiClient(api.url, 'a'.repeat(64))]) {
      const { status, body } = await client.get('/metrics');
      expect([status, body.code]).toEqual([401, 'metrics.token-needed']);
    }
  });

  it('tell the latency of appends, the lag of each read model and the depth of the queue', async () => {
    const clerk = await api.clerk(TOWN);
    const position = await clerk.record(TOWN, 'register-village', exampleCommands['register-village']);
    await clerk.townView(TOWN, 'town-summary', { atLeast: position });
    const { status, headers, body } = await api.operator.get('/metrics');
    expect([status, headers.get('content-type')]).toEqual([
      200,
      expect.stringMatching(/^text\/plain; version=0\.0\.4/),
    ]);
    expect(body).toContain('\nzhendi_append_seconds_count 1\n');
    expect(body).toMatch(/\nzhendi_append_seconds_bucket{le="2.5"} 1\n/);
    for (const { name } of projections) {
      expect(body).toContain(`\nzhendi_projection_parked{projection="${name}"} 0\n`);
      expect(body).toContain(`\nzhendi_projection_lag_events{projection="${name}"} 0\n`);
      expect(body).toMatch(
        new RegExp(`\nzhendi_projection_oldest_unprojected_seconds{projection="${name}"} 0\n`),
      );
    }
    expect(body).toMatch(/\nzhendi_worker_seconds_since_seen [\d.e-]+\n/);
    expect(body).toMatch(/\nzhendi_doorbell_queue_depth \d+\n/);
    expect(body).toMatch(/\nprocess_cpu_user_seconds_total /);
    expect(body).not.toContain(TOWN);
  });
});

describe('health', () => {
  const untilReady = () => until(async () => (await api.anonymous.get('/readyz')).status === 200);

  it('is good while the database answers and a worker looks for work', async () => {
    expect(await api.anonymous.get('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
    await untilReady();
    expect(await api.anonymous.get('/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } });
  });

  it('is alive and not ready without the database, says so everywhere, and recovers', async () => {
    const clerk = await api.clerk(TOWN);
    const name = new URL(api.database.ownerUrl).pathname.slice(1);
    const server = Object.assign(new URL(api.database.ownerUrl), { pathname: '/postgres' }).href;
    await query(server, `alter database ${name} allow_connections false`);
    await query(server, 'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);

    expect((await api.anonymous.get('/healthz')).status).toBe(200);
    const ready = await api.anonymous.get('/readyz');
    expect([ready.status, ready.body.code, ready.headers.get('retry-after')]).toEqual([
      503,
      'not-ready',
      '2',
    ]);

    await query(server, `alter database ${name} allow_connections true`);
    await untilReady();
    expect((await clerk.townView(TOWN, 'town-summary')).status).toBe(200);
    const body = { ...exampleCommands['register-village'], code: `${TOWN}299` };
    const position = await clerk.record(TOWN, 'register-village', body);
    const answer = await clerk.townView(TOWN, 'town-summary', { atLeast: position });
    expect(answer.body.data.villages.total).toBe(2);
  });

  it('is alive and not ready without a worker, says so, and is ready again with the next one', async () => {
    const ready = () => api.anonymous.get('/readyz', { 'accept-language': 'en' });
    const grow = (seconds: number) =>
      query(api.database.ownerUrl, `update zhendi.worker set seen_at = seen_at - $1 * interval '1 second'`, [
        seconds,
      ]);
    await untilReady();
    await api.stopWorker();
    // A restart of the worker is no reason to take traffic away from the API.
    expect((await ready()).status).toBe(200);
    await grow(16);
    expect(await ready()).toMatchObject({
      status: 503,
      body: {
        type: 'urn:zhendi:problem:not-ready.no-worker',
        title: 'No worker was seen lately: the views stay as they are',
      },
    });
    expect((await api.anonymous.get('/healthz')).status).toBe(200);
    const { body } = await api.operator.get('/metrics');
    expect(Number(/\nzhendi_worker_seconds_since_seen (\S+)\n/.exec(body as string)![1])).toBeGreaterThan(16);
    api.startWorker();
    await untilReady();
  });

  it('is not ready before any worker was seen', async () => {
    await api.stopWorker();
    await query(api.database.ownerUrl, 'delete from zhendi.worker');
    expect((await api.anonymous.get('/readyz')).body.code).toBe('not-ready.no-worker');
    expect((await api.operator.get('/metrics')).body).not.toMatch(/\nzhendi_worker_seconds_since_seen \S/);
    api.startWorker();
    await untilReady();
  });
});
