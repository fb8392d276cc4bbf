import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projections } from '../../libs/features/read-models.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { until } from '../../libs/testing/until.ts';
import { exampleCommands } from '../../libs/testing/example-commands.ts';

const TOWN = '990101100';

let api: TestApi;
let clerk: ApiClient;
beforeAll(async () => {
  api = await startApi([QINGHE], { workerLater: true });
  clerk = await api.clerk(TOWN);
  await clerk.record(TOWN, 'register-village', exampleCommands['register-village']);
  await clerk.record(TOWN, 'plan-venue', exampleCommands['plan-venue']);
});
afterAll(() => api.close());

describe('while no worker runs', () => {
  it('commands are recorded and read back from the events', async () => {
    expect((await clerk.get(`/api/v1/towns/${TOWN}/events`)).body.data).toHaveLength(2);
  });

  it('a view says how far it is behind', async () => {
    const { data, positions, lag } = (await clerk.townView(TOWN, 'town-summary')).body;
    expect([positions, lag]).toEqual([{ [TOWN]: 0 }, { [TOWN]: 2 }]);
    expect(data.villages.total).toBe(0);
    const county = (await (await api.analyst('990101')).countyOverview('990101')).body;
    expect([county.positions, county.lag]).toEqual([
      { [TOWN]: 0, '990101101': 0 },
      { [TOWN]: 2, '990101101': 0 },
    ]);
  });

  it('the metrics say how many events, how old, and how many doorbells wait', async () => {
    const { body } = await api.operator.get('/metrics');
    for (const { name } of projections) {
      expect(body).toContain(`\nzhendi_projection_lag_events{projection="${name}"} 2\n`);
      const age = new RegExp(
        `\nzhendi_projection_oldest_unprojected_seconds{projection="${name}"} (\\S+)\n`,
      ).exec(body);
      expect(Number(age?.[1])).toBeGreaterThan(0);
    }
    // Each command rang, the second one a moment later.
    const rings = async () => (await api.operator.get('/metrics')).body as unknown as string;
    await until(async () => (await rings()).includes('\nzhendi_doorbell_queue_depth 2\n'));
  });

  it('a view that is asked for a position gives up after a while and says when to come back', async () => {
    const answer = await clerk.townView(TOWN, 'town-summary', { atLeast: 2 });
    expect([answer.status, answer.body.code]).toEqual([503, 'view.not-there-yet']);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });
});

describe('once a worker runs', () => {
  it('whoever waits for the position gets it', async () => {
    const waiting = clerk.townView(TOWN, 'town-summary', { atLeast: 2 });
    api.startWorker();
    const { status, body } = await waiting;
    expect([status, body.positions, body.lag]).toEqual([200, { [TOWN]: 2 }, { [TOWN]: 0 }]);
    expect(body.data.villages).toEqual({ total: 1, planned: 1, covered: 0, coveragePct: '0.0' });
  });
});
