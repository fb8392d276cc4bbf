import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projections } from '../../libs/features/read-models.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands } from '../../libs/testing/example-commands.ts';
import { query } from '../../libs/testing/test-database.ts';

const TOWN = '990101100';

let api: TestApi;
beforeAll(async () => {
  api = await startApi([QINGHE]);
});
afterAll(() => api.close());

describe('metrics', () => {
  it('tell the latency of appends, the lag of each read model and the depth of the queue', async () => {
    const clerk = await api.clerk(TOWN);
    const position = await clerk.record(TOWN, 'register-village', exampleCommands['register-village']);
    await clerk.townView(TOWN, 'town-summary', { atLeast: position });
    const { status, headers, body } = await api.anonymous.get('/metrics');
    expect([status, headers.get('content-type')]).toEqual([
      200,
      expect.stringMatching(/^text\/plain; version=0\.0\.4/),
    ]);
    expect(body).toContain('\nzhendi_append_seconds_count 1\n');
    expect(body).toMatch(/\nzhendi_append_seconds_bucket{le="2.5"} 1\n/);
    for (const { name } of projections) {
      expect(body).toContain(`\nzhendi_projection_lag_events{projection="${name}"} 0\n`);
      expect(body).toMatch(
        new RegExp(`\nzhendi_projection_oldest_unprojected_seconds{projection="${name}"} 0\n`),
      );
    }
    expect(body).toMatch(/\nzhendi_doorbell_queue_depth \d+\n/);
    expect(body).toMatch(/\nprocess_cpu_user_seconds_total /);
    expect(body).not.toContain(TOWN);
  });
});

describe('health', () => {
  it('is good while the database answers', async () => {
    expect(await api.anonymous.get('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
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
    expect((await api.anonymous.get('/readyz')).status).toBe(200);
    expect((await clerk.townView(TOWN, 'town-summary')).status).toBe(200);
    const body = { ...exampleCommands['register-village'], code: `${TOWN}299` };
    const position = await clerk.record(TOWN, 'register-village', body);
    const answer = await clerk.townView(TOWN, 'town-summary', { atLeast: position });
    expect(answer.body.data.villages.total).toBe(2);
  });
});
