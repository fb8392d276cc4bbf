import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { BAISHUI, QINGHE } from '../../libs/testing/counties.ts';
import { openEventStream, type EventStream } from '../../libs/testing/event-stream.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi([QINGHE, BAISHUI]);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

async function live(county: string, on = api): Promise<EventStream> {
  const { token } = await on.analyst(county);
  return openEventStream(`${on.url}/api/v1/counties/${county}/live`, token!);
}

let last = 200;
/** Registers one more village in the town. @returns the position. */
async function enterFact(town: string, on = api): Promise<number> {
  const code = `${town}${(last += 1)}`;
  return (await on.clerk(town)).record(town, 'register-village', {
    occurredOn: '2024-01-02',
    code,
    name: '新村',
  });
}

/** The first message that tells of this position of the town, or a later one. */
async function heard(stream: EventStream, townCode: string, position: number) {
  for (;;) {
    const { event, data } = await stream.next();
    const message = JSON.parse(data) as { townCode: string; position: number };
    if (message.townCode === townCode && message.position >= position) return { event, message };
  }
}

describe('the live stream of a county', () => {
  it('is a stream of events that no proxy keeps', async () => {
    const stream = await live('990101');
    expect(stream.response.status).toBe(200);
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(stream.response.headers.get('cache-control')).toBe('no-store');
    stream.close();
    await stream.ended;
  });

  it('tells that a town changed, after a command, with the position that its views hold by then', async () => {
    const stream = await live('990101');
    const position = await enterFact('990101101');
    const { event, message } = await heard(stream, '990101101', position);
    expect({ event, message }).toEqual({ event: 'changed', message: { townCode: '990101101', position } });
    const analyst = await api.analyst('990101');
    const { positions, lag } = (await analyst.townView('990101101', 'town-summary')).body;
    expect([positions, lag]).toEqual([{ '990101101': position }, { '990101101': 0 }]);
    stream.close();
    await stream.ended;
  });

  it('tells each of several who listen', async () => {
    const streams = await Promise.all([live('990101'), live('990101'), live('990101')]);
    const position = await enterFact('990101100');
    const messages = await Promise.all(streams.map((stream) => heard(stream, '990101100', position)));
    expect(messages.map(({ message }) => message.position)).toEqual([position, position, position]);
    streams.forEach((stream) => stream.close());
    await Promise.all(streams.map(({ ended }) => ended));
  });

  it('tells nothing of another county', async () => {
    const [stream, foreign] = [await live('990101'), await live('990102')];
    const elsewhere = await enterFact('990102100');
    await heard(foreign, '990102100', elsewhere);
    // What the other county heard would have reached this stream before the town's own fact.
    const position = await enterFact('990101100');
    const { data } = await stream.next();
    expect(JSON.parse(data)).toEqual({ townCode: '990101100', position });
    stream.close();
    foreign.close();
    await Promise.all([stream.ended, foreign.ended]);
  });

  it('is left without a trace', async () => {
    const stream = await live('990101');
    stream.close();
    await stream.ended;
    const position = await enterFact('990101100');
    const clerk = await api.clerk('990101100');
    expect((await clerk.townView('990101100', 'town-summary', { atLeast: position })).status).toBe(200);
  });

  it('answers a request for its head and ends it', async () => {
    const answer = await (
      await api.analyst('990101')
    ).request('/api/v1/counties/990101/live', { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect((await (await api.analyst('990101')).get('/api/v1/me')).status).toBe(200);
  });

  it('ends when the API does, and does not hold it up', async () => {
    const other = await startApi([QINGHE]);
    const stream = await live('990101', other);
    await other.close();
    await stream.ended;
    await expect(stream.next()).rejects.toThrow('ended');
    expect(other.errors).toEqual([]);
  });
});
