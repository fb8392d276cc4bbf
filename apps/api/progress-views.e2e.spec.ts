import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defaultStandard } from '../../libs/features/shared/standard.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { BAISHUI, QINGHE } from '../../libs/testing/counties.ts';
import { LIGHT_STANDARD } from '../../libs/testing/light-standard.ts';
import {
  A1,
  A2,
  A3,
  B1,
  B2,
  tellTheStory,
  TOWN_A,
  TOWN_B,
  V1,
  V4,
} from '../../libs/testing/two-towns-story.ts';

let api: TestApi;
let analyst: ApiClient;
let reviewer: ApiClient;
beforeAll(async () => {
  api = await startApi([QINGHE, BAISHUI]);
  analyst = await api.analyst('990101');
  reviewer = await api.someone('county-reviewer', '990101');
  await tellTheStory(api);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

const COUNTY = '/api/v1/counties/990101';
const town = (code: string) => `/api/v1/towns/${code}`;
const view = async (name: string, query: Record<string, string> = {}, place = COUNTY, who = analyst) =>
  (await who.get(`${place}/views/${name}?${new URLSearchParams(query).toString()}`)).body;

describe('coverage', () => {
  it('is told by three definitions, for the county and each town', async () => {
    const { data } = await view('coverage');
    expect(data.total).toEqual({
      villages: 5,
      withVenue: 2,
      compliant: 0,
      inUse: 0,
      shared: 0,
      withVenuePct: '40.0',
      compliantPct: '0.0',
      inUsePct: '0.0',
    });
    const lines = data.towns.map(({ code, villages, withVenue }: Record<string, unknown>) => [
      code,
      villages,
      withVenue,
    ]);
    expect(lines).toEqual([
      [TOWN_A, 3, 1],
      [TOWN_B, 2, 1],
    ]);
  });

  it('names every village that is not covered, and why', async () => {
    const { data } = await view('coverage');
    const why = data.uncovered.map(({ villageId, reason, venueId }: Record<string, unknown>) => [
      villageId,
      reason,
      venueId,
    ]);
    expect(why).toEqual([
      [A1.id, 'not-compliant', V1],
      [A2.id, 'none-planned', null],
      [A3.id, 'none-planned', null],
      [B1.id, 'not-compliant', V4],
      [B2.id, 'none-planned', null],
    ]);
    expect(data.uncovered[0].lacks.sixHaves).toHaveLength(6);
    expect(data.uncovered[3].lacks.area).toBe(true);
  });

  it('is that of a day, with its villages of that day', async () => {
    const { data } = await view('coverage', { asOf: '2023-09-30' });
    expect(data.total).toMatchObject({ villages: 5, withVenue: 0 });
    expect(data.uncovered[0]).toMatchObject({ reason: 'in-work', venueId: V1 });
    expect((await view('coverage', { asOf: '2023-01-04' })).data.total).toMatchObject({
      villages: 0,
      withVenuePct: '—',
    });
  });

  it('is shown to a town of itself', async () => {
    const { data } = await view('coverage', {}, town(TOWN_B), await api.clerk(TOWN_B));
    expect(data.total).toMatchObject({ villages: 2, withVenue: 1, withVenuePct: '50.0' });
    expect(data.towns).toHaveLength(1);
  });
});

describe('the matrix of the six haves', () => {
  it('has a line for each venue, and says of each item who has it', async () => {
    const { data } = await view('six-haves');
    expect(data.venues.map(({ venueId }: { venueId: string }) => venueId)).toEqual([V1, V4]);
    expect(data.venues[0]).toMatchObject({
      villageName: '青石沟村',
      townName: '城关镇',
      assessedOn: null,
      met: { rooms: null },
    });
    expect(data.items).toHaveLength(6);
    expect(data.items[0]).toEqual({ key: 'rooms', name: '有科室', met: 0, of: 2, ratePct: '0.0' });
    expect(data.all).toEqual({ met: 0, of: 2, ratePct: '0.0' });
    const none = { met: 0, of: 1, ratePct: '0.0' };
    expect(data.towns).toMatchObject([
      { code: TOWN_A, items: { rooms: none }, all: none },
      { code: TOWN_B, items: { rooms: none }, all: none },
    ]);
  });
});

describe('the progress of a year', () => {
  it('shows what was due and complete by month, and what each town did', async () => {
    const { data } = await view('annual-progress', { year: '2023' });
    // V1 due in November and complete in October, V4 due in December and complete the year after.
    expect(data).toMatchObject({
      year: 2023,
      due: 2,
      completed: 1,
      completionPct: '50.0',
      countyTarget: null,
    });
    expect(data.months[9]).toEqual({
      month: '2023-10',
      due: 0,
      completed: 1,
      dueCumulative: 0,
      completedCumulative: 1,
    });
    expect(data.forecast).toMatchObject({ completed: 1, daysOver: 365, days: 365 });
    expect(data.towns).toMatchObject([
      { code: TOWN_A, due: 1, completed: 1 },
      { code: TOWN_B, due: 1, completed: 0 },
    ]);
  });

  it('carries over what was due before', async () => {
    const { data } = await view('annual-progress', { year: '2024' });
    expect(data).toMatchObject({ carriedOver: 1, due: 1, completed: 1 });
  });

  it('is held against the targets of the county and of the town', async () => {
    await reviewer.recordOfCounty('990101', 'set-town-target', {
      occurredOn: '2023-01-10',
      townCode: TOWN_A,
      year: 2023,
      venues: 4,
    });
    const clerk = await api.clerk(TOWN_A);
    const { personId } = (await clerk.post(`${town(TOWN_A)}/persons`, { name: '王建国' })).body;
    await clerk.record(TOWN_A, 'adopt-programme', {
      occurredOn: '2023-01-09',
      firstYear: 2023,
      lastYear: 2025,
      villages: [A1.id, A2.id],
      leadGroup: [personId],
      eligible: 9,
      present: 8,
      votesFor: 8,
      documentNo: '镇党发〔2023〕1号',
    });
    const position = await clerk.record(TOWN_A, 'set-annual-target', {
      occurredOn: '2023-01-10',
      year: 2023,
      buildType: 'new',
      venues: 3,
    });
    const own = await view(
      'annual-progress',
      { year: '2023', atLeast: String(position) },
      town(TOWN_A),
      clerk,
    );
    expect(own.data).toMatchObject({ countyTarget: 4, ownTarget: 3, targetPct: '25.0', completed: 1 });

    const { data } = await view('targets');
    expect(data.targets).toMatchObject([
      {
        townCode: TOWN_A,
        year: 2023,
        venues: 4,
        ownVenues: 3,
        planned: 2,
        completed: 1,
        completedPct: '25.0',
      },
    ]);
    const programme = await view('programme', {}, town(TOWN_A), clerk);
    expect(programme.data).toMatchObject({
      programme: {
        adoptedOn: '2023-01-09',
        firstYear: 2023,
        leadGroup: [personId],
        villages: [
          { villageId: A1.id, planned: 2, completed: 1 },
          { villageId: A2.id, planned: 0, completed: 0 },
        ],
      },
      countyTargets: [{ year: 2023, venues: 4, completed: 1 }],
      decisions: [],
    });
    expect(programme.data.targets[0]).toMatchObject({
      year: 2023,
      buildType: 'new',
      target: 3,
      planned: 1,
      completed: 1,
      completedPct: '33.3',
    });
  });
});

describe('the scoreboard', () => {
  it('shows counts beside rates, and places towns of like size', async () => {
    const { data } = await view('scoreboard', { from: '2023-01-01' });
    expect(data.method.zh).toContain('按村数分组');
    const rate = (of: string) =>
      data.towns.map(({ code, rates }: { code: string; rates: Record<string, Record<string, unknown>> }) => [
        code,
        rates[of]!.count,
        rates[of]!.of,
        rates[of]!.ratePct,
        rates[of]!.place,
      ]);
    expect(rate('coverage.withVenueRate')).toEqual([
      [TOWN_A, 1, 3, '33.3', 2],
      [TOWN_B, 1, 2, '50.0', 1],
    ]);
    expect(rate('venues.onTimeRate')).toEqual([
      [TOWN_A, 1, 1, '100.0', 1],
      [TOWN_B, 0, 1, '0.0', 2],
    ]);
  });
});

describe('what the county has laid down', () => {
  it('is shown to the county and to its towns, with the version in force', async () => {
    for (const [place, who] of [
      [COUNTY, analyst],
      [town(TOWN_B), await api.clerk(TOWN_B)],
    ] as const) {
      const { data } = await view('policy', {}, place, who);
      expect(data.standardInForce).toBe(1);
      expect(data.standards.map(({ version }: { version: number }) => version)).toEqual([0, 1]);
    }
    expect((await view('policy', { asOf: '2019-12-31' })).data.standardInForce).toBe(0);
  });

  it('says to the county, and not to a town, when and by whom it was laid down', async () => {
    const { records } = (await view('policy')).data;
    const standard = records.at(-1);
    expect(standard).toMatchObject({
      type: 'StandardPublished',
      occurredOn: '2020-01-01',
      recordedBy: { actor: expect.stringMatching(/^[0-9a-f-]{36}$/), role: 'county-reviewer' },
      data: { version: 1, from: '2020-01-01', documentNo: '青组发〔2020〕1号' },
    });
    expect(Object.keys(standard.data)).toHaveLength(3);
    const positions = records.map(({ position }: { position: number }) => position);
    expect(positions).toEqual(positions.toSorted((a: number, b: number) => b - a));
    expect((await view('policy', { asOf: '2019-12-31' })).data.records).toEqual([]);
    const { data } = await view('policy', {}, town(TOWN_B), await api.clerk(TOWN_B));
    expect(data).not.toHaveProperty('records');
  });

  it('is no other county’s, and of other towns’ targets nothing', async () => {
    expect((await view('policy', {}, town(TOWN_A), await api.clerk(TOWN_A))).data.targets).toHaveLength(1);
    expect((await view('policy', {}, town(TOWN_B), await api.clerk(TOWN_B))).data.targets).toEqual([]);
    const other = await api.analyst('990102');
    expect((await other.get('/api/v1/counties/990102/views/policy')).body.data).toMatchObject({
      standardInForce: 0,
      targets: [],
    });
  });
});

describe('the preview of a standard', () => {
  const preview = async (change: object) =>
    analyst.post(`${COUNTY}/policy/preview`, { ...LIGHT_STANDARD, ...change });

  it('tells which projects would be above its ceiling or below its area', async () => {
    // V2 is open: 600,000 yuan for 300 m².
    const { data } = (await preview({ unitCostCeilingFen: 199_999, minAreaDm2: 30_001 })).body;
    expect(data.comparedWith).toBe(1);
    expect([data.aboveCeiling.count, data.belowArea.count]).toEqual([1, 1]);
    expect(data.aboveCeiling.items[0]).toMatchObject({ townCode: TOWN_A, villageName: '青石沟村' });
    const border = (await preview({ unitCostCeilingFen: 200_000, minAreaDm2: 30_000 })).body.data;
    expect([border.aboveCeiling.count, border.belowArea.count]).toEqual([0, 0]);
  });

  it('keeps nothing', async () => {
    await preview({ minAreaDm2: 1 });
    expect((await view('policy')).data.standards).toHaveLength(2);
  });

  it('is refused for what is no standard, and to towns', async () => {
    const { status, body } = await preview({ minAreaDm2: 0 });
    expect([status, body.errors[0].pointer]).toEqual([422, '/minAreaDm2']);
    const { version: _, from: __, ...content } = defaultStandard;
    const clerk = await api.clerk(TOWN_A);
    expect((await clerk.post(`${COUNTY}/policy/preview`, content)).status).toBe(403);
  });
});
