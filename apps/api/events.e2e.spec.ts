import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { BAISHUI, QINGHE } from '../../libs/testing/counties.ts';
import {
  A1,
  A2,
  storyOfTownA,
  tellTheStory,
  TOWN_A,
  TOWN_B,
  V1,
} from '../../libs/testing/two-towns-story.ts';

const EVENTS = `/api/v1/towns/${TOWN_A}/events`;
const UUID = expect.stringMatching(/^[0-9a-f-]{36}$/);
const MICROSECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

let api: TestApi;
let clerk: ApiClient;
beforeAll(async () => {
  api = await startApi([QINGHE, BAISHUI]);
  clerk = await api.clerk(TOWN_A);
  await tellTheStory(api);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

const page = async (query: string) => (await clerk.get(`${EVENTS}?${query}`)).body;
const positions = async (query: string): Promise<number[]> =>
  (await page(query)).data.map((event: { position: number }) => event.position);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('the events of a town', () => {
  it('tell a fact with its stream, its day, its author and its hash', async () => {
    const { data, next } = await page('after=6&limit=1');
    const me = (await clerk.get('/api/v1/me')).body;
    expect({ data, next }).toEqual({
      data: [
        {
          position: 7,
          id: UUID,
          type: 'FundsAllocated',
          schemaVersion: 1,
          stream: { type: 'project', id: V1, version: 2 },
          occurredOn: '2023-03-05',
          recordedAt: expect.stringMatching(MICROSECONDS),
          data: {
            allocationId: UUID,
            venueId: V1,
            villageId: A1.id,
            tier: 'higher',
            source: '省级财政',
            amountFen: 30_000_000,
            kind: 'cash',
            documentNo: '青财〔2023〕1号',
          },
          metadata: {
            actor: me.subject,
            role: 'town-clerk',
            source: 'http',
            commandId: UUID,
            correlationId: UUID,
          },
          hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ],
      next: 7,
    });
  });

  it('are those of a day and earlier, whenever they were entered', async () => {
    expect(await positions('asOf=2023-03-05')).toEqual([1, 2, 3, 4, 5, 7]);
    expect(await positions('asOf=2023-12-31&order=desc&limit=2')).toEqual([18, 16]);
    const tomorrow = await clerk.get(`${EVENTS}?asOf=2099-01-01`);
    expect([tomorrow.status, tomorrow.body.errors[0].pointer]).toEqual([422, '?asOf']);
  });

  it('are all there, in the order in which they were entered', async () => {
    const { data, next } = await page('');
    expect(data.map((event: { occurredOn: string }) => event.occurredOn)).toEqual(
      storyOfTownA.map(({ body }) => body.occurredOn),
    );
    expect(data.map((event: { position: number }) => event.position)).toEqual(range(1, 19));
    expect(next).toBeNull();
  });

  it('are read page by page, upwards', async () => {
    const pages = [await page('limit=7'), await page('limit=7&after=7'), await page('limit=7&after=14')];
    expect(pages.map(({ data }) => data.length)).toEqual([7, 7, 5]);
    expect(pages.map(({ next }) => next)).toEqual([7, 14, null]);
    expect(pages.flatMap(({ data }) => data.map((event: { position: number }) => event.position))).toEqual(
      range(1, 19),
    );
  });

  it('are read page by page, downwards', async () => {
    expect(await positions('order=desc&limit=3')).toEqual([19, 18, 17]);
    expect((await page('order=desc&limit=3')).next).toBe(17);
    expect(await positions('order=desc&limit=3&after=17')).toEqual([16, 15, 14]);
    expect(await positions('order=desc&after=3')).toEqual([2, 1]);
    expect((await page('order=desc&after=3')).next).toBeNull();
    expect(await positions('order=desc&after=1')).toEqual([]);
  });

  it('end behind the last one', async () => {
    expect(await page('after=19')).toEqual({ data: [], next: null });
    expect(await page('after=9007199254740991')).toEqual({ data: [], next: null });
  });

  it('are those of a village: itself, its projects, their money, its trainings', async () => {
    expect(await positions(`villageId=${A2.id}`)).toEqual([2, 6, 11, 12]);
    expect(await positions(`villageId=${A1.id}&order=desc&limit=3`)).toEqual([18, 17, 16]);
    expect(await positions(`villageId=${A1.id}&after=7`)).toEqual([8, 9, 10, 13, 14, 15, 16, 17, 18]);
  });

  it('are those of a venue, trainings held in it among them', async () => {
    expect(await positions(`venueId=${V1}`)).toEqual([4, 7, 8, 9, 13, 14, 15, 16, 17, 18]);
    expect(await positions(`venueId=${V1.toUpperCase()}&villageId=${A1.id}&limit=2`)).toEqual([4, 7]);
    expect(await positions(`venueId=${V1}&villageId=${A2.id}`)).toEqual([]);
  });

  it('are those of a type, or of several', async () => {
    expect(await positions('type=VenuePlanned')).toEqual([4, 5, 6]);
    expect(await positions('type=ProjectStatusChanged&type=VenueCompleted')).toEqual([12, 16]);
    expect(await positions('type=FundsAllocated&after=7&limit=2')).toEqual([8, 9]);
    expect(await positions('type=FundsAllocated&order=desc&limit=2')).toEqual([11, 10]);
    expect(await positions(`type=FundsAllocated&villageId=${A2.id}`)).toEqual([11]);
    expect(await page('type=VenueCompleted&after=16')).toEqual({ data: [], next: null });
  });

  it('are refused for a type that there is not, and the refusal names those that there are', async () => {
    const { status, body } = await clerk.get(`${EVENTS}?type=VenuePlanned&type=VenueBurnt`);
    expect([status, body.code]).toEqual([422, 'validation']);
    expect(body.errors).toEqual([
      { pointer: '?type.1', code: 'invalid_value', message: expect.stringContaining('TrainingHeld') },
    ]);
    expect((await clerk.get(`${EVENTS}?type=`)).status).toBe(422);
  });

  it('are read by the county and by nobody else', async () => {
    const analyst = await api.analyst('990101');
    expect((await analyst.get(EVENTS)).body.data).toHaveLength(19);
    const others = [await api.clerk(TOWN_B), await api.clerk('990102100'), await api.analyst('990102')];
    for (const other of others) expect((await other.get(EVENTS)).status).toBe(404);
  });
});

describe('the same events as CloudEvents', () => {
  const CLOUD_EVENTS = 'application/cloudevents-batch+json';

  it('are a batch of version 1.0', async () => {
    const answer = await clerk.get(`${EVENTS}?after=6&limit=1`, {
      accept: `text/plain;q=0.1, ${CLOUD_EVENTS}`,
    });
    const [event] = (await page('after=6&limit=1')).data;
    expect(answer.headers.get('content-type')).toBe(`${CLOUD_EVENTS}; charset=utf-8`);
    expect(answer.body).toEqual([
      {
        specversion: '1.0',
        id: event.id,
        source: `/api/v1/towns/${TOWN_A}`,
        type: 'zhendi.FundsAllocated',
        subject: `project/${V1}`,
        time: event.recordedAt,
        datacontenttype: 'application/json',
        data: event.data,
        position: 7,
        streamversion: 2,
        schemaversion: 1,
        occurredon: '2023-03-05',
        hash: event.hash,
        correlationid: event.metadata.correlationId,
      },
    ]);
  });

  it('have attribute names of lower-case letters and digits only, as the standard asks', async () => {
    const answer = await clerk.get(EVENTS, { accept: CLOUD_EVENTS });
    expect(answer.body).toHaveLength(19);
    const names = answer.body.flatMap((event: object) => Object.keys(event));
    expect(names.every((name: string) => /^[a-z0-9]{1,20}$/.test(name))).toBe(true);
  });

  it('are as AsyncAPI describes the messages of their types', async () => {
    const { status, body: document } = await api.anonymous.get('/api/asyncapi.json');
    expect(status).toBe(200);
    const validator = new Ajv({ strict: false, validateFormats: false }).addSchema(document, 'feed');
    const accepts = (type: string) =>
      validator.compile({ $ref: `feed#/components/messages/${type.replace('zhendi.', '')}/payload` });
    const { body } = await clerk.get(EVENTS, { accept: CLOUD_EVENTS });
    const refused = body.filter((event: { type: string }) => !accepts(event.type)(event));
    expect(refused).toEqual([]);
    const [registered, , , planned] = body;
    for (const wrong of [
      { ...planned, type: 'zhendi.VenueCompleted' },
      { ...planned, data: registered.data },
      { ...planned, data: { ...planned.data, budgetFen: 0.5 } },
      { ...planned, subject: registered.subject },
      { ...planned, tenantid: 1 },
    ]) {
      expect([wrong, accepts('VenuePlanned')(wrong)]).toEqual([wrong, false]);
    }
  });

  it('are an empty batch where there are none', async () => {
    expect((await clerk.get(`${EVENTS}?after=19`, { accept: CLOUD_EVENTS })).body).toEqual([]);
  });
});
