import { once } from 'node:events';
import { connect } from 'node:net';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { PASSWORD, startApi, type TestApi } from '../../libs/testing/api.ts';
import { QINGHE } from '../../libs/testing/counties.ts';

const TOWN = '990101100';

describe('a shutdown', () => {
  let api: TestApi;
  beforeEach(async () => {
    api = await startApi([QINGHE]);
    await (await api.clerk(TOWN)).get('/api/v1/me');
  });

  it('does not wait for a connection on which nothing was asked', async () => {
    const { hostname, port } = new URL(api.url);
    const ahead = connect(Number(port), hostname);
    await once(api.app.getHttpServer(), 'connection');
    ahead.resume();
    const left = once(ahead, 'close');
    await api.close();
    await left;
  });

  it('does not wait for the next request on a connection that was used', async () => {
    await api.close();
    await expect(fetch(api.url)).rejects.toThrow();
  });

  it('answers what is at hand', async () => {
    const arrived = once(api.app.getHttpServer(), 'request');
    const answer = api.anonymous.post('/api/v1/sign-in', { username: `town-${TOWN}`, password: PASSWORD });
    await arrived;
    await api.close();
    expect((await answer).status).toBe(200);
    expect(api.errors).toEqual([]);
  });
});
