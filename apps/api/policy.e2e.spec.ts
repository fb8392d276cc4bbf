import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { BAISHUI, eventCount, QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands, exampleCountyCommands, VILLAGE } from '../../libs/testing/example-commands.ts';

const COUNTY = QINGHE.code;
const [TOWN, NEIGHBOUR] = ['990101100', '990101101'] as const;

let api: TestApi;
let clerk: ApiClient;
let leader: ApiClient;
let villageClerk: ApiClient;
let reviewer: ApiClient;
beforeAll(async () => {
  api = await startApi([QINGHE, BAISHUI]);
  clerk = await api.clerk(TOWN);
  await clerk.record(TOWN, 'register-village', exampleCommands['register-village']);
  leader = await api.someone('town-leader', TOWN);
  villageClerk = await api.someone('village-clerk', TOWN, VILLAGE.id);
  reviewer = await api.someone('county-reviewer', COUNTY);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

/** Plans a venue and starts its project. @returns its id. */
async function begun(buildType: string): Promise<string> {
  const venueId = randomUUID();
  await clerk.record(TOWN, 'plan-venue', { ...exampleCommands['plan-venue'], venueId, buildType });
  await clerk.record(TOWN, 'start-project', { ...exampleCommands['start-project'], venueId });
  return venueId;
}
async function standardVersionOf(venueId: string): Promise<number> {
  const { body } = await clerk.get(`/api/v1/towns/${TOWN}/events?limit=500`);
  const events = body.data as { type: string; data: { venueId: string; standardVersion: number } }[];
  return events.find(({ type, data }) => type === 'VenuePlanned' && data.venueId === venueId)!.data
    .standardVersion;
}
/** Hands a design in and takes it through one round. */
async function throughOneRound(venueId: string): Promise<void> {
  const about = { venueId, round: undefined, designVersion: undefined };
  await clerk.record(TOWN, 'submit-design', { ...exampleCommands['submit-design'], venueId });
  await clerk.record(TOWN, 'review-design', { ...exampleCommands['review-design'], ...about });
  const discussion = { ...exampleCommands['hold-villager-discussion'], ...about };
  await villageClerk.record(TOWN, 'hold-villager-discussion', discussion);
}

describe('a standard of the county', () => {
  const standard = exampleCountyCommands['publish-standard'];
  const { repair } = standard.procedures;
  let before: string;
  let after: string;

  it('holds for what is planned after it was published, and for nothing that was planned before', async () => {
    before = await begun('repair');
    const procedures = { ...standard.procedures, repair: { ...repair, reviewRounds: 2 } };
    await reviewer.recordOfCounty(COUNTY, 'publish-standard', { ...standard, procedures });
    after = await begun('repair');
    expect([await standardVersionOf(before), await standardVersionOf(after)]).toEqual([0, 1]);
  });

  it('decides what each of them needs: one round by the shipped standard, two by the published one', async () => {
    const finalise = (venueId: string) =>
      clerk.command(TOWN, 'finalise-design', { ...exampleCommands['finalise-design'], venueId });
    await throughOneRound(before);
    await throughOneRound(after);
    expect((await finalise(before)).status).toBe(201);
    const refusal = await finalise(after);
    expect([refusal.status, refusal.body.code]).toEqual([422, 'design.review-missing']);
    expect(refusal.body.detail).toBe('还缺第2轮上审，请先登记上审结果，再组织村民议事');
  });

  it('is waived for one venue, and the design says by which waiver', async () => {
    const waiver = { ...exampleCountyCommands['grant-waiver'], venueId: after };
    await reviewer.recordOfCounty(COUNTY, 'grant-waiver', waiver);
    await clerk.record(TOWN, 'finalise-design', { ...exampleCommands['finalise-design'], venueId: after });
    const { body } = await clerk.get(`/api/v1/towns/${TOWN}/events?limit=500`);
    expect(body.data.at(-1)).toMatchObject({
      type: 'DesignFinalised',
      data: { waiverId: waiver.waiverId },
    });
  });

  it('is none of another county’s', async () => {
    const [town] = BAISHUI.towns;
    const stranger = await api.clerk(town!.code);
    const code = `${town!.code}201`;
    await stranger.record(town!.code, 'register-village', { occurredOn: '2024-01-02', code, name: '渡口村' });
    const { body } = await stranger.get(`/api/v1/towns/${town!.code}/events`);
    const { villageId } = body.data[0].data;
    const plan = { ...exampleCommands['plan-venue'], venueId: randomUUID(), villageId };
    await stranger.record(town!.code, 'plan-venue', plan);
    const feed = await stranger.get(`/api/v1/towns/${town!.code}/events`);
    expect(feed.body.data.at(-1).data.standardVersion).toBe(0);
  });
});

describe('a closed period', () => {
  let hours = 0;
  const training = (occurredOn: string) => ({
    ...exampleCommands['hold-training'],
    trainingId: undefined,
    venueId: undefined,
    startTime: `${String((hours += 1)).padStart(2, '0')}:30`,
    occurredOn,
  });
  const hold = (who: ApiClient, occurredOn: string) =>
    who.command(TOWN, 'hold-training', training(occurredOn));
  const closing = { occurredOn: '2024-06-10', change: 'closed', reason: '季度报表已上报' };

  it('of the town refuses its villages, says why and where to go, and lets the town itself record', async () => {
    await leader.record(TOWN, 'close-town-period', { ...closing, period: '2024-Q1' });
    const refusal = await hold(villageClerk, '2024-03-31');
    expect(refusal.body).toMatchObject({
      status: 422,
      code: 'period.closed-by-town',
      detail: '2024-Q1 已由本镇关账，不能再登记 2024-03-31 的事项，请核对日期，确需补登的请镇级人员登记',
      errors: [{ pointer: '/occurredOn' }],
    });
    expect((await hold(villageClerk, '2024-04-01')).status).toBe(201);
    expect((await hold(clerk, '2024-03-31')).status).toBe(201);
  });

  it('of the county refuses its towns, until an exception lets one of them through', async () => {
    await reviewer.recordOfCounty(COUNTY, 'close-county-period', { ...closing, period: '2023' });
    const refusal = await hold(clerk, '2023-12-31');
    expect(refusal.body).toMatchObject({
      status: 422,
      code: 'period.closed-by-county',
      detail: '2023 已由县级关账，不能再登记 2023-12-31 的事项，请核对日期，确需补登的请报县级批准补登',
    });
    expect((await hold(clerk, '2024-01-01')).status).toBe(201);

    const exception = { occurredOn: '2024-06-11', period: '2023-12', until: '2099-12-31', reason: '漏报' };
    const grant = (townCode: string) =>
      reviewer.recordOfCounty(COUNTY, 'grant-period-exception', { ...exception, townCode });
    await grant(NEIGHBOUR);
    expect((await hold(clerk, '2023-12-31')).status).toBe(422);
    await grant(TOWN);
    expect((await hold(clerk, '2023-12-31')).status).toBe(201);
    expect((await hold(clerk, '2023-11-30')).status).toBe(422);
  });

  it('that is opened again takes facts again', async () => {
    await reviewer.recordOfCounty(COUNTY, 'close-county-period', {
      ...closing,
      period: '2023',
      change: 'reopened',
    });
    expect((await hold(clerk, '2023-11-30')).status).toBe(201);
    await leader.record(TOWN, 'close-town-period', { ...closing, period: '2024-Q1', change: 'reopened' });
    expect((await hold(villageClerk, '2024-03-31')).status).toBe(201);
  });
});

describe('the people of a county', () => {
  it('lay down nothing in their towns, and nothing in another county', async () => {
    const before = await eventCount(api.database.ownerUrl, TOWN);
    for (const command of ['close-town-period', 'adopt-programme', 'start-project'] as const) {
      const answer = await reviewer.command(TOWN, command, exampleCommands[command]);
      expect([command, answer.status]).toEqual([command, 403]);
    }
    expect(await eventCount(api.database.ownerUrl, TOWN)).toBe(before);
    for (const command of ['publish-standard', 'close-county-period'] as const) {
      const answer = await reviewer.countyCommand(BAISHUI.code, command, exampleCountyCommands[command]);
      expect([command, answer.status]).toEqual([command, 404]);
    }
  });

  it('are the reviewers, and for standards the administrators: no analyst and no clerk', async () => {
    const may = async (who: ApiClient, command: keyof typeof exampleCountyCommands) =>
      (await who.countyCommand(COUNTY, command, {})).status !== 403;
    const administrator = await api.someone('county-administrator', COUNTY);
    expect(await may(administrator, 'publish-standard')).toBe(true);
    expect(await may(administrator, 'grant-waiver')).toBe(false);
    const analyst = await api.analyst(COUNTY);
    for (const command of Object.keys(exampleCountyCommands) as (keyof typeof exampleCountyCommands)[])
      expect([command, await may(analyst, command), await may(reviewer, command)]).toEqual([
        command,
        false,
        true,
      ]);
    expect((await clerk.countyCommand(COUNTY, 'grant-waiver', {})).status).not.toBe(201);
  });
});
