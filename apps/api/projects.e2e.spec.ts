import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { townCommands } from '../../libs/features/commands.ts';
import { routeName } from '../../libs/features/shared/command.ts';
import { defaultStandard } from '../../libs/features/shared/standard.ts';
import { namedId } from '../../libs/features/shared/streams.ts';
import { businessDate } from '../../libs/platform/business-date.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { BAISHUI, QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands, NEIGHBOUR, VENUE_ID, VILLAGE } from '../../libs/testing/example-commands.ts';

const TOWN = '990101100';
const PROJECTS = `/api/v1/towns/${TOWN}/projects`;
/** A venue of the village that was there before. */
const OLD = namedId('example/old-venue');

let api: TestApi;
let clerk: ApiClient;
let planned: number;
beforeAll(async () => {
  api = await startApi([QINGHE, BAISHUI], { workerLater: true });
  clerk = await api.clerk(TOWN);
  const village = exampleCommands['register-village'];
  await clerk.record(TOWN, 'register-village', village);
  await clerk.record(TOWN, 'register-village', { ...village, code: NEIGHBOUR.code, name: NEIGHBOUR.name });
  planned = await clerk.record(TOWN, 'plan-venue', exampleCommands['plan-venue']);
  await clerk.record(TOWN, 'register-venue', {
    ...exampleCommands['register-venue'],
    occurredOn: '2024-02-01',
    venueId: OLD,
    villageId: NEIGHBOUR.id,
    sharedWith: [VILLAGE.id],
    name: '柳树湾村老活动室',
    areaDm2: 8_000,
    origin: 'existing',
    condition: 'D',
  });
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

interface Step {
  command: string;
  title: string;
  permitted: boolean;
  allowed: boolean;
  blockers: { code: string; title: string; titleEn: string }[];
}
async function steps(venueId: string, client = clerk): Promise<Step[]> {
  const { status, body } = await client.get(`${PROJECTS}/${venueId}/next`);
  expect(status).toBe(200);
  return body.data.commands as Step[];
}
const step = async (venueId: string, command: string, client = clerk) =>
  (await steps(venueId, client)).find((one) => one.command === command)!;
const codes = ({ blockers }: Step) => blockers.map(({ code }) => code);

describe('a project', () => {
  it('stands where its events leave it, with village and standard', async () => {
    const { status, body } = await clerk.get(`${PROJECTS}/${VENUE_ID}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: {
        venueId: VENUE_ID,
        village: { villageId: VILLAGE.id, name: VILLAGE.name },
        project: {
          stage: 'planned',
          villageId: VILLAGE.id,
          plan: { venueName: '青石沟村党群服务中心', budgetFen: 60_000_000, plannedOn: '2024-01-10' },
          money: { allocations: {} },
        },
        venue: { registered: null },
        standard: { version: 0, minAreaDm2: defaultStandard.minAreaDm2 },
      },
      asOf: businessDate(new Date()),
      lag: { [TOWN]: 0 },
    });
    expect(body.positions[TOWN]).toBeGreaterThanOrEqual(planned);
    expect(body.data.project).not.toHaveProperty('facts');
  });

  it('is not there before the day of its plan, or before it was recorded', async () => {
    const at = (query: string) => clerk.get(`${PROJECTS}/${VENUE_ID}?${query}`);
    const [event] = (await clerk.get(`/api/v1/towns/${TOWN}/events?after=${planned - 1}&limit=1`)).body.data;
    expect((await at('asOf=2024-01-09')).status).toBe(404);
    const then = await at('asOf=2024-01-10');
    expect([then.status, then.body.asOf]).toEqual([200, '2024-01-10']);
    const recorded = await at(`recordedBy=${encodeURIComponent(event.recordedAt as string)}`);
    expect(recorded.body.positions).toEqual({ [TOWN]: planned });
    expect((await at('recordedBy=2020-01-01T00:00:00Z')).status).toBe(404);
    expect((await at('asOf=2099-01-01')).body.code).toBe('date.in-future');
    expect((await at('until=2024-01-10')).status).toBe(422);
  });
});

describe('a venue that was there before', () => {
  it('stands where its events leave it; no project built it', async () => {
    const { body } = await clerk.get(`${PROJECTS}/${OLD}`);
    expect(body.data).toMatchObject({
      village: { villageId: NEIGHBOUR.id, name: NEIGHBOUR.name },
      project: { stage: 'unplanned', villageId: null, plan: null },
      venue: { registered: { origin: 'existing', areaDm2: 8_000 }, condition: { grade: 'D' } },
      standard: { version: 0 },
    });
  });
});

describe('what is next', () => {
  it('lists every command about projects and venues, with its title', async () => {
    const about = townCommands.filter(({ emits }) =>
      emits.some(({ streamType }) => streamType === 'project' || streamType === 'venue'),
    );
    expect((await steps(VENUE_ID)).map(({ command, title }) => [command, title])).toEqual(
      about.map(({ name, summary }) => [routeName(name), summary]),
    );
  });

  it('says why not, in both languages, what the command itself is refused with', async () => {
    const { allowed, blockers } = await step(VENUE_ID, 'register-venue');
    expect(allowed).toBe(false);
    expect(blockers).toEqual([
      {
        code: 'venue.not-completed',
        title: expect.stringMatching(/\p{Script=Han}/u),
        titleEn: expect.stringMatching(/^[\x20-\x7e]+$/),
      },
    ]);
    const refused = await clerk.command(TOWN, 'register-venue', exampleCommands['register-venue']);
    expect(refused.body).toMatchObject({
      status: 422,
      code: 'venue.not-completed',
      errors: [{ pointer: '/venueId', message: blockers[0]!.title }],
    });
  });

  it('leads a venue into use, one step after another', async () => {
    expect(codes(await step(OLD, 'commission-venue'))).toEqual([
      'venue.condition-d',
      'venue.six-haves-not-assessed',
      'venue.no-one-for-use',
      'venue.no-one-for-maintenance',
      'venue.no-one-for-safety',
    ]);
    const about = { occurredOn: '2024-06-01', venueId: OLD };
    await clerk.record(TOWN, 'assess-venue-condition', { ...about, condition: 'B' });
    await clerk.record(TOWN, 'assess-six-haves', { ...exampleCommands['assess-six-haves'], ...about });
    const { body } = await clerk.post(`/api/v1/towns/${TOWN}/persons`, { name: '王建国' });
    for (const duty of ['use', 'maintenance', 'safety']) {
      expect(codes(await step(OLD, 'commission-venue'))[0]).toBe(`venue.no-one-for-${duty}`);
      await clerk.record(TOWN, 'assign-responsibility', { ...about, duty, personId: body.personId });
    }
    expect(await step(OLD, 'commission-venue')).toMatchObject({
      allowed: true,
      permitted: true,
      blockers: [],
    });
    await clerk.record(TOWN, 'commission-venue', about);
    expect(codes(await step(OLD, 'commission-venue'))).toEqual(['venue.already-commissioned']);
  });

  it('flags what the caller may not do', async () => {
    const analyst = await api.analyst(QINGHE.code);
    expect((await steps(VENUE_ID, analyst)).filter(({ permitted }) => permitted)).toEqual([]);
    const villager = await api.someone('village-clerk', TOWN, VILLAGE.id);
    expect(await step(VENUE_ID, 'plan-venue', villager)).toHaveProperty('permitted', false);
    expect(await step(VENUE_ID, 'plan-venue')).toHaveProperty('permitted', true);
  });

  it('names nobody for a duty whom the town does not have', async () => {
    const answer = await clerk.command(TOWN, 'assign-responsibility', {
      occurredOn: '2024-06-01',
      venueId: OLD,
      duty: 'use',
      personId: namedId('nobody'),
    });
    expect(answer.body).toMatchObject({ code: 'person.unknown', errors: [{ pointer: '/personId' }] });
  });
});

describe('whoever has no such project', () => {
  it.each(['', '/next'])('meets none%s', async (more) => {
    const strangers = [
      [clerk, `${PROJECTS}/${namedId('nothing')}`],
      [clerk, `${PROJECTS}/no-id`],
      [await api.clerk('990101101'), `/api/v1/towns/990101101/projects/${VENUE_ID}`],
      [await api.clerk('990101101'), `${PROJECTS}/${VENUE_ID}`],
      [await api.clerk('990102100'), `${PROJECTS}/${VENUE_ID}`],
      [await api.someone('village-clerk', TOWN, NEIGHBOUR.id), `${PROJECTS}/${VENUE_ID}`],
    ] as const;
    for (const [client, path] of strangers) {
      const { status, body } = await client.get(`${path}${more}`);
      expect([path, status, body.code]).toEqual([path, 404, 'not-found']);
    }
  });

  it('nor whoever may see no venue', async () => {
    const auditor = await api.someone('auditor', QINGHE.code);
    expect((await auditor.get(`${PROJECTS}/${VENUE_ID}`)).status).toBe(403);
    expect((await auditor.get(`${PROJECTS}/${VENUE_ID}/next`)).status).toBe(403);
  });
});
