import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { BAISHUI, QINGHE } from '../../libs/testing/counties.ts';
import { A1, A2, tellTheStory, TOWN_A, TOWN_B, V1, V3 } from '../../libs/testing/two-towns-story.ts';

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

const ask = (row: string, query = '', who = clerk) =>
  who.get(`/api/v1/towns/${TOWN_A}/views/${row}/events?${query}`);
const origins = async (row: string, query = '') => (await ask(row, query)).body;
const positions = async (row: string, query = ''): Promise<number[]> =>
  (await origins(row, query)).data.map((event: { position: number }) => event.position);

describe('a column of a row', () => {
  it('opens to the event that changed it, with the value before and after', async () => {
    const { data, next } = await origins(`venue-cards/${V1}`, 'column=townFen');
    expect(next).toBeNull();
    expect(data).toMatchObject([
      {
        position: 8,
        type: 'FundsAllocated',
        occurredOn: '2023-03-20',
        villageName: '青石沟村',
        venueName: '青石沟村新址',
        data: { amountFen: 20_000_000, documentNo: '青财〔2023〕1号' },
        metadata: { role: 'town-clerk' },
        changes: { townFen: { before: 0, after: 20_000_000 } },
      },
    ]);
    expect(Object.keys(data[0].changes)).toEqual(['townFen']);
  });

  it('does not open to an event that left it as it was', async () => {
    // The training of 2023-11-01 was recorded after that of 2024-01-10: the last one stays the last one.
    expect((await origins(`village-cards/${A1.id}`, 'column=lastTrainingOn')).data).toMatchObject([
      { position: 17, changes: { lastTrainingOn: { before: null, after: '2024-01-10' } } },
    ]);
    expect(await positions(`village-cards/${A1.id}`, 'column=trainings')).toEqual([17, 18]);
  });

  it('opens to what took from it as well', async () => {
    const { data } = await origins('town-summary/town', 'column=planned');
    expect(
      data.map(({ position, changes }: { position: number; changes: { planned: object } }) => [
        position,
        changes.planned,
      ]),
    ).toEqual([
      [4, { before: 0, after: 1 }],
      [5, { before: 1, after: 2 }],
      [6, { before: 2, after: 3 }],
      [12, { before: 3, after: 2 }],
    ]);
  });

  it('opens together with others', async () => {
    const { data } = await origins(`venue-cards/${V1}`, 'column=higherFen,townFen,villageFen');
    expect(
      data.map(({ position, changes }: { position: number; changes: object }) => [position, changes]),
    ).toEqual([
      [7, { higherFen: { before: 0, after: 30_000_000 } }],
      [8, { townFen: { before: 0, after: 20_000_000 } }],
      [9, { villageFen: { before: 0, after: 2_500_000 } }],
    ]);
  });

  it('that does not exist is refused with the names of those that do', async () => {
    const { status, body } = await ask('town-summary/town', 'column=wan');
    expect([status, body.errors[0].pointer]).toEqual([422, '?column']);
    for (const column of ['villages', 'planned', 'higherFen', 'halfHours'])
      expect(body.errors[0].message).toContain(`"${column}"`);
  });

  it.each(['planned,wan', 'planned,', ',', '', 'constructor'])('is none of "%s"', async (column) => {
    const { status, body } = await ask('town-summary/town', `column=${column}`);
    expect([status, body.errors[0].pointer]).toEqual([422, '?column']);
  });
});

describe('a row', () => {
  it('opens to every event that changed it, each with all that it changed', async () => {
    const { data } = await origins(`venue-cards/${V1}`);
    expect(data.map((event: { position: number }) => event.position)).toEqual([4, 7, 8, 9, 16]);
    expect(data[4].changes).toEqual({
      stage: { before: 'planned', after: 'completed' },
      builtAreaDm2: { before: null, after: 31_250 },
      finalCostFen: { before: null, after: 58_500_000 },
      grade: { before: null, after: 'high' },
      completedOn: { before: null, after: '2023-10-15' },
    });
  });

  it('is the same for its county, and under an id in capitals', async () => {
    const analyst = await api.analyst('990101');
    const { body } = await ask(`venue-cards/${V3.toUpperCase()}`, '', analyst);
    expect(body.data.map((event: { position: number }) => event.position)).toEqual([6, 11, 12]);
  });

  it('opens page by page', async () => {
    const first = await origins('town-summary/town', 'column=planned&limit=2');
    expect([first.data.length, first.next]).toEqual([2, 5]);
    expect(await positions('town-summary/town', 'column=planned&limit=2&after=5')).toEqual([6, 12]);
    expect((await origins('town-summary/town', 'column=planned&limit=2&after=5')).next).toBeNull();
  });

  it('opens as of a day', async () => {
    expect(await positions(`venue-cards/${V1}`, 'asOf=2023-03-19')).toEqual([4, 7]);
  });

  it.each([
    'venue-cards/0190f5fe-7c00-7000-8000-0000000000ff',
    'venue-cards/V1',
    'town-summary/990101100',
    `village-cards/${V1}`,
    'county-overview/town',
    'constructor/town',
  ])('is not found at %s', async (row) => {
    const { status, body } = await ask(row);
    expect([status, body.code]).toEqual([404, 'not-found']);
  });

  it('does not exist before its first event', async () => {
    expect((await ask(`venue-cards/${V1}`, 'asOf=2023-02-09')).status).toBe(404);
  });

  it('is opened by its own town and county only', async () => {
    for (const other of [await api.clerk(TOWN_B), await api.analyst('990102')])
      expect((await ask(`village-cards/${A2.id}`, '', other)).status).toBe(404);
    expect((await ask(`village-cards/${A2.id}`, '', api.anonymous)).status).toBe(401);
  });
});
