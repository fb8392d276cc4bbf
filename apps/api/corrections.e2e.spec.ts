import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { namedId } from '../../libs/features/shared/streams.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands, VENUE_ID, VILLAGE } from '../../libs/testing/example-commands.ts';
import { LIGHT_STANDARD, publishLightStandard } from '../../libs/testing/light-standard.ts';
import { settlement, wayToCompletion } from '../../libs/testing/way-to-completion.ts';

const TOWN = '990101100';
const COUNTY = `/api/v1/counties/${QINGHE.code}`;
const WHOLE = 'from=2024-01-01&to=2024-12-31';

let api: TestApi;
let clerk: ApiClient;
let analyst: ApiClient;
let position: number;

const facts = {
  allocationId: namedId('corrections/allocation'),
  receiptId: namedId('corrections/receipt'),
};

/** Corrects a field of the project's latest event of a type. */
async function correct(type: string, field: string, old: number, value: number): Promise<void> {
  const events = await clerk.get(`/api/v1/towns/${TOWN}/events?venueId=${VENUE_ID}&type=${type}&order=desc`);
  const eventId = events.body.data[0].id as string;
  const slip = { occurredOn: '2024-07-01', venueId: VENUE_ID, eventId, field, old, new: value };
  position = await clerk.record(TOWN, 'correct-fact', {
    ...slip,
    reason: '小数点错位',
    documentNo: '青审〔2024〕2号',
  });
  await clerk.townView(TOWN, 'venue-cards', { atLeast: position });
}

beforeAll(async () => {
  api = await startApi([QINGHE]);
  await publishLightStandard(api, QINGHE.code);
  [clerk, analyst] = [await api.clerk(TOWN), await api.analyst(QINGHE.code)];
  await clerk.record(TOWN, 'register-village', exampleCommands['register-village']);
  const plan = exampleCommands['plan-venue'];
  await clerk.record(TOWN, 'plan-venue', plan);
  const allocation = { ...exampleCommands['allocate-funds'], allocationId: facts.allocationId };
  await clerk.record(TOWN, 'allocate-funds', { ...allocation, amountFen: 60_000_000 });
  const receipt = { ...exampleCommands['receive-funds'], ...facts };
  await clerk.record(TOWN, 'receive-funds', { ...receipt, amountFen: 60_000_000 });
  const completion = { occurredOn: '2024-05-20', builtAreaDm2: 312_500, finalCostFen: 58_500_000 };
  const way = wayToCompletion(plan, { ...completion, grade: 'standard' }, { standard: LIGHT_STANDARD });
  for (const { command, body } of way) await clerk.record(TOWN, command, body);
  await clerk.record(TOWN, 'register-venue', exampleCommands['register-venue']);
  await clerk.record(TOWN, 'assess-six-haves', exampleCommands['assess-six-haves']);
  const { command, body } = settlement(plan, '2024-06-10');
  position = await clerk.record(TOWN, command, { ...body, auditedFen: 50_000_000 });
  await clerk.townView(TOWN, 'venue-cards', { atLeast: position });
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

const figures = async (period = WHOLE) => {
  const { body } = await analyst.get(`${COUNTY}/figures?${period}`);
  const all = body.data.figures as { name: string; exact: string }[];
  return Object.fromEntries(all.map(({ name, exact }) => [name, exact]));
};
const project = async (query = '') =>
  (await clerk.get(`/api/v1/towns/${TOWN}/projects/${VENUE_ID}${query}`)).body.data;
const only = async (view: string) => (await clerk.townView(TOWN, view, { atLeast: position })).body.data[0];

describe('an area that was mistyped', () => {
  it('is the corrected one everywhere, and as of the day before still what was believed then', async () => {
    await correct('VenueCompleted', 'builtAreaDm2', 312_500, 31_250);

    const { project: built, venue } = await project();
    expect(built.work.completion.builtAreaDm2).toBe(31_250);
    expect(venue.registered.areaDm2).toBe(31_250);
    expect(await only('venue-cards')).toMatchObject({ builtAreaDm2: 31_250, areaDm2: 31_250 });
    expect(await only('village-cards')).toHaveProperty('builtAreaDm2', 31_250);
    const board = await clerk.townView(TOWN, 'project-board', { atLeast: position });
    expect(board.body.data.projects[0]).toHaveProperty('builtAreaDm2', 31_250);
    const overview = (await analyst.countyOverview(QINGHE.code)).body.data;
    expect(overview.venues.builtAreaDm2).toBe(31_250);
    expect(await figures()).toMatchObject({ 'area.built': '31250', 'area.average': '31250/1' });

    const before = await project('?asOf=2024-06-30');
    expect(before.project.work.completion.builtAreaDm2).toBe(312_500);
    expect(before.venue.registered.areaDm2).toBe(312_500);
  });

  it('is told with both values by the history, and by what made the figure', async () => {
    const { body } = await clerk.get(`/api/v1/towns/${TOWN}/events?venueId=${VENUE_ID}&type=VenueCompleted`);
    expect(body.data[0].data.builtAreaDm2).toBe(312_500);
    const origins = await analyst.get(`${COUNTY}/figures/area.built/events?${WHOLE}`);
    const made = (origins.body.data as { type: string; change: number }[]).map(({ type, change }) => [
      type,
      change,
    ]);
    expect(made.toSorted()).toEqual([
      ['FactCorrected', -281_250],
      ['VenueCompleted', 312_500],
    ]);
  });
});

describe('a period that was over before the correction', () => {
  const UNTIL_JUNE = 'from=2024-01-01&to=2024-06-30';
  const shown = ['area.built', 'area.belowStandard', 'coverage.withVenue', 'coverage.compliant'];
  const of = async (period: string) => {
    const all = await figures(period);
    return shown.map((name) => all[name]);
  };

  it('shows the corrected value in its sums and in what stood at its end, and as of its end what was believed', async () => {
    // The standard asks for 20,000 dm².
    await correct('VenueCompleted', 'builtAreaDm2', 31_250, 19_999);
    expect(await of(UNTIL_JUNE)).toEqual(['19999', '1', '1', '0']);
    expect(await of(`${UNTIL_JUNE}&asOf=2024-06-30`)).toEqual(['312500', '0', '1', '1']);
    // Both corrections are dated the 1st of July.
    expect(await of(`${UNTIL_JUNE}&asOf=2024-07-01`)).toEqual(['19999', '1', '1', '0']);
  });

  it('opens to the events that made it, the correction among them', async () => {
    const opened = async (query: string) => {
      const { body } = await analyst.get(`${COUNTY}/figures/coverage.compliant/events?${query}`);
      const changes = body.data as { type: string; change: number }[];
      return [body.value, changes.map(({ type, change }) => `${type} ${change}`).toSorted()];
    };
    expect(await opened(UNTIL_JUNE)).toEqual([0, ['FactCorrected -1', 'SixHavesAssessed 1']]);
    expect(await opened(`${UNTIL_JUNE}&asOf=2024-06-30`)).toEqual([1, ['SixHavesAssessed 1']]);
  });
});

describe('what is to be returned', () => {
  const toReturn = async () => {
    const ledger = await clerk.townView(TOWN, 'fund-ledger', { atLeast: position });
    return [(await figures())['settled.toReturn'], ledger.body.data.projects[0].toReturnFen];
  };

  it('follows corrections of what was audited and of what arrived; the settlement says what it was that day', async () => {
    // 600,000 yuan arrived, 500,000 were audited.
    expect(await toReturn()).toEqual(['10000000', 10_000_000]);
    await correct('ProjectSettled', 'auditedFen', 50_000_000, 52_000_000);
    expect(await toReturn()).toEqual(['8000000', 8_000_000]);
    await correct('FundsReceived', 'amountFen', 60_000_000, 51_000_000);
    expect(await toReturn()).toEqual(['0', 0]);
    const { body } = await clerk.get(`/api/v1/towns/${TOWN}/events?venueId=${VENUE_ID}&type=ProjectSettled`);
    expect(body.data[0].data).toMatchObject({ auditedFen: 50_000_000, toReturnFen: 10_000_000 });
  });
});

describe('a venue that was registered with a slip', () => {
  it('bears the corrected name and area, and as of the day before what was believed then', async () => {
    const venueId = namedId('corrections/old-venue');
    await clerk.record(TOWN, 'register-venue', {
      ...exampleCommands['register-venue'],
      ...{ venueId, villageId: VILLAGE.id, origin: 'existing', name: '老活动室', areaDm2: 800 },
    });
    const slip = { occurredOn: '2024-07-01', venueId, areaDm2: 8_000, reason: '漏录一位' };
    position = await clerk.record(TOWN, 'correct-registration', slip);

    const card = async (query = {}) => {
      const { body } = await clerk.townView(TOWN, 'venue-cards', { atLeast: position, ...query });
      return (body.data as { venueId: string }[]).find((row) => row.venueId === venueId);
    };
    expect(await card()).toMatchObject({ name: '老活动室', areaDm2: 8_000 });
    expect(await card({ asOf: '2024-06-30' })).toMatchObject({ areaDm2: 800 });
    const { body } = await clerk.get(
      `/api/v1/towns/${TOWN}/views/venue-cards/${venueId}/events?column=areaDm2`,
    );
    expect(body.data.map(({ type }: { type: string }) => type).toSorted()).toEqual([
      'RegistrationCorrected',
      'VenueRegistered',
    ]);
  });
});
