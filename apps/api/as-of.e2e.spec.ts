import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { businessDate } from '../../libs/platform/business-date.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { A1, tellTheStory, TOWN_A, TOWN_B, V1, V3 } from '../../libs/testing/two-towns-story.ts';

let api: TestApi;
let clerk: ApiClient;
let analyst: ApiClient;
beforeAll(async () => {
  api = await startApi([QINGHE]);
  clerk = await api.clerk(TOWN_A);
  analyst = await api.analyst('990101');
  await tellTheStory(api);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

const view = async (name: string, query: Record<string, string>) =>
  (await clerk.townView(TOWN_A, name, query)).body;
const overview = (query: Record<string, string>) =>
  analyst.get(
    `/api/v1/counties/990101/views/county-overview?${new URLSearchParams(Object.entries(query)).toString()}`,
  );
/** When the town's event with this position was recorded. */
async function recordedAt(position: number): Promise<string> {
  const { body } = await clerk.get(`/api/v1/towns/${TOWN_A}/events?after=${position - 1}&limit=1`);
  return body.data[0].recordedAt;
}

describe('a view as of a day', () => {
  it('counts what is dated on it, and nothing of the day after', async () => {
    const { data } = await view('town-summary', { asOf: '2023-03-20' });
    expect(data.villages).toEqual({ total: 3, planned: 1, covered: 0, coveragePct: '0.0' });
    expect(data.venues).toMatchObject({ planned: 2, cancelled: 0, completed: 0 });
    expect(data.funds).toMatchObject({ amountFen: 50_000_000, wan: '50.00', averageWan: '25.00' });
    expect(data.trainings).toEqual({ count: 0, people: 0, hours: 0 });
    const dayBefore = await view('town-summary', { asOf: '2023-03-19' });
    expect(dayBefore.data.funds.amountFen).toBe(30_000_000);
  });

  it('does not know yet that a project was to be cancelled', async () => {
    const { data } = await view('town-summary', { asOf: '2023-07-31' });
    expect(data.venues).toMatchObject({ planned: 3, cancelled: 0 });
    expect(data.funds.amountFen).toBe(54_500_000);
    const [v3] = (await view('venue-cards', { asOf: '2023-07-31', venueId: V3 })).data;
    expect(v3.stage).toBe('planned');
  });

  it('goes by the date of a fact, not by when it was recorded', async () => {
    // The training of 2024-01-10 was recorded before that of 2023-11-01.
    const { data } = await view('village-cards', { asOf: '2023-12-31', villageId: A1.id });
    expect(data).toMatchObject([{ trainings: 1, people: 46, lastTrainingOn: '2023-11-01' }]);
    const later = await view('village-cards', { asOf: '2024-01-10', villageId: A1.id });
    expect(later.data).toMatchObject([{ trainings: 2, people: 49, lastTrainingOn: '2024-01-10' }]);
  });

  it('says what it rests on: the day, every event looked at, and no lag', async () => {
    const { data: _, ...rest } = await view('town-summary', { asOf: '2023-03-20' });
    expect(rest).toEqual({ asOf: '2023-03-20', positions: { [TOWN_A]: 19 }, lag: { [TOWN_A]: 0 } });
  });

  it('is empty before anything happened', async () => {
    const { data } = await view('town-summary', { asOf: '2023-01-04' });
    expect(data.villages).toEqual({ total: 0, planned: 0, covered: 0, coveragePct: '—' });
    expect(data.months).toEqual([]);
    expect((await view('village-cards', { asOf: '2023-01-04' })).data).toEqual([]);
    expect((await view('venue-cards', { asOf: '2023-01-04' })).data).toEqual([]);
  });

  it('is today’s view when the day is today', async () => {
    const today = businessDate(new Date());
    for (const name of ['town-summary', 'village-cards', 'venue-cards']) {
      expect((await view(name, { asOf: today })).data).toEqual((await view(name, {})).data);
    }
    expect((await overview({ asOf: today })).body.data).toEqual((await overview({})).body.data);
  });

  it('adds the county’s towns up', async () => {
    const { body } = await overview({ asOf: '2023-12-31' });
    // Town B: its venue is planned, its money and its completion are of 2024.
    expect(body.data.venues).toMatchObject({ planned: 3, cancelled: 1, completed: 1 });
    expect(body.data.funds.amountFen).toBe(54_500_000);
    expect(body.data.towns.map((t: { code: string; completed: number }) => [t.code, t.completed])).toEqual([
      [TOWN_A, 1],
      [TOWN_B, 0],
    ]);
    expect([body.asOf, body.positions]).toEqual(['2023-12-31', { [TOWN_A]: 19, [TOWN_B]: 8 }]);
  });
});

describe('a view as it was recorded by a moment', () => {
  it('knows what was recorded until then, whatever its date', async () => {
    const moment = await recordedAt(17);
    const { data, ...rest } = await view('town-summary', { recordedBy: moment });
    expect(data.trainings).toEqual({ count: 1, people: 3, hours: 0.5 });
    expect(rest).toEqual({
      asOf: businessDate(new Date(moment)),
      recordedBy: moment,
      positions: { [TOWN_A]: 17 },
      lag: { [TOWN_A]: 0 },
    });
  });

  it('tells a microsecond before from the moment itself', async () => {
    const moment = await recordedAt(17);
    const before = `${moment.slice(0, -7)}${String(Number(moment.slice(-7, -1)) - 1).padStart(6, '0')}Z`;
    // A fraction of exactly .000000 would carry over: one run in a million.
    expect((await view('town-summary', { recordedBy: before })).positions).toEqual({ [TOWN_A]: 16 });
  });

  it('takes the moment with any offset', async () => {
    const moment = await recordedAt(17);
    const inShanghai = new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 19);
    const recordedBy = `${inShanghai}.${moment.slice(-7, -1)}+08:00`;
    expect(await view('town-summary', { recordedBy })).toMatchObject({
      recordedBy: moment,
      positions: { [TOWN_A]: 17 },
    });
  });

  it('joins with a day: recorded by the moment and dated by the day', async () => {
    const { data, asOf, positions } = await view('town-summary', {
      asOf: '2023-12-31',
      recordedBy: await recordedAt(17),
    });
    expect(data.trainings.count).toBe(0);
    expect(data.venues.completed).toBe(1);
    expect([asOf, positions]).toEqual(['2023-12-31', { [TOWN_A]: 17 }]);
    const [v1] = (await view('venue-cards', { venueId: V1, recordedBy: await recordedAt(15) })).data;
    expect([v1.stage, v1.amountFen]).toEqual(['planned', 52_500_000]);
  });
});

describe('a date that cannot be', () => {
  const tomorrow = businessDate(new Date(Date.now() + 86_400_000));
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  it.each([
    ['asOf', tomorrow],
    ['asOf', '2023-02-29'],
    ['asOf', '2023-2-1'],
    ['asOf', 'yesterday'],
    ['asOf', '0000-01-01'],
    ['asOf', ''],
    ['recordedBy', inAnHour],
    ['recordedBy', '2023-03-20'],
    ['recordedBy', '2023-03-20T09:00:00'],
    ['recordedBy', '2023-02-29T09:00:00Z'],
    ['recordedBy', '2023-03-20T25:00:00Z'],
    ['recordedBy', '0000-01-01T00:00:00Z'],
    ['recordedBy', '2023-03-20T09:00:00.1234567Z'],
  ])('?%s=%s is refused by every view', async (parameter, value) => {
    const answers = [
      await overview({ [parameter]: value }),
      ...(await Promise.all(
        ['town-summary', 'village-cards', 'venue-cards'].map((name) =>
          clerk.townView(TOWN_A, name, { [parameter]: value }),
        ),
      )),
    ];
    for (const { status, body } of answers)
      expect([status, body.errors[0].pointer]).toEqual([422, `?${parameter}`]);
  });

  it('is not one that is far away, with any offset there is', async () => {
    for (const recordedBy of ['1950-01-01T00:00:00-23:59', '2023-03-20T09:00:00.1+23:59']) {
      const answer = await clerk.townView(TOWN_A, 'town-summary', { recordedBy });
      expect([answer.status, answer.body.positions]).toEqual([200, { [TOWN_A]: 0 }]);
    }
  });
});
