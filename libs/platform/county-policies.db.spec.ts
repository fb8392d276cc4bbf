import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { append } from '../event-store/index.ts';
import { policyStream, reportingStream } from '../features/shared/streams.ts';
import { projectionScope, TenantDatabase, type TenantHandle, type TenantScope } from '../tenancy/index.ts';
import { anAppend, anEvent, aStream } from '../testing/builders/append.builder.ts';
import { anInstallation, type County, type Installation } from '../testing/builders/installation.builder.ts';
import { until } from '../testing/until.ts';
import { CountyPolicies } from './county-policies.ts';

let installation: Installation;
let county: County;
let town: TenantScope;
beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());
beforeEach(async () => {
  county = await installation.aCounty(2);
  town = projectionScope(county.towns[0]!);
});

/** The county opens a campaign, in whatever process. */
async function opened(
  campaign: string,
  { by = county.tenantId, occurredOn = '2024-01-02', streamId = policyStream().id } = {},
) {
  const data = { campaign, from: '2024-01-01', until: '2024-12-31', documentNo: '青组发〔2024〕2号' };
  const stream = { type: 'policy', id: streamId };
  const event = anEvent({ stream, type: 'CampaignOpened', data, occurredOn });
  await append(installation.app, anAppend({ tenantId: by, events: [event] }));
}
async function closed(period: string) {
  const data = { level: 'county', period, change: 'closed', reason: '汇总' };
  const event = anEvent({ stream: reportingStream(), type: 'PeriodClosed', data });
  await append(installation.app, anAppend({ tenantId: county.tenantId, events: [event] }));
}
const names = async (policies: CountyPolicies, scope = town) =>
  (await policies.of(scope)).campaigns.map(({ name }) => name);

/** Counts the looks, and lets a test come in between the reading of one and its end. */
class Watched extends TenantDatabase {
  looks = 0;
  afterRead: () => Promise<void> = () => Promise.resolve();

  override async withTenant<Result>(
    scope: TenantScope,
    work: (db: TenantHandle<unknown>) => Promise<Result>,
  ): Promise<Result> {
    this.looks += 1;
    const read = await super.withTenant(scope, work);
    await this.afterRead();
    return read;
  }
}

describe('what a county has laid down', () => {
  it('is known to each of its towns and to itself, and to no other county’s', async () => {
    await opened('提升年');
    await closed('2023');
    const other = await installation.aCounty(1);
    const policies = new CountyPolicies(installation.database);
    for (const tenantId of [...county.towns, county.tenantId]) {
      const policy = await policies.of(projectionScope(tenantId));
      expect(policy.campaigns.map(({ name }) => name)).toEqual(['提升年']);
      expect(policy.closedPeriods).toEqual(['2023']);
    }
    for (const tenantId of [...other.towns, other.tenantId])
      expect(await names(policies, projectionScope(tenantId))).toEqual([]);
  });

  it('is nothing that one of its towns wrote, and nothing from other streams of its own', async () => {
    await opened('一', { by: county.towns[0]! });
    await opened('二', { by: county.towns[1]! });
    await opened('三', { streamId: aStream().id });
    expect(await names(new CountyPolicies(installation.database))).toEqual([]);
  });

  it('is looked for once for all towns whose county is known', async () => {
    await opened('提升年');
    const other = await installation.aCounty(1);
    const watched = new Watched(installation.app);
    const policies = new CountyPolicies(watched);
    const ofCounty = ({ tenantId: countyId, towns }: County) =>
      towns.map((tenantId): TenantScope => ({ ...projectionScope(tenantId), countyId }));
    for (const scope of ofCounty(county)) expect(await names(policies, scope)).toEqual(['提升年']);
    expect(watched.looks).toBe(1);
    for (const scope of ofCounty(other)) expect(await names(policies, scope)).toEqual([]);
    expect(watched.looks).toBe(2);
  });

  it('is seen at once in the process that recorded it', async () => {
    const policies = new CountyPolicies(installation.database);
    expect(await names(policies)).toEqual([]);
    await opened('提升年');
    policies.forget();
    expect(await names(policies)).toEqual(['提升年']);
  });

  it('is seen at once even when a look is under way that began before', async () => {
    const database = new Watched(installation.app);
    const policies = new CountyPolicies(database);
    let seen: readonly string[] = [];
    database.afterRead = async () => {
      database.afterRead = () => Promise.resolve();
      await opened('提升年');
      policies.forget();
      // Whoever asks now must not be answered by the look that missed it.
      seen = await names(policies);
    };
    await names(policies);
    expect(seen).toEqual(['提升年']);
    expect(await names(policies)).toEqual(['提升年']);
  });

  it('is seen a second later at most in another process', async () => {
    const policies = new CountyPolicies(installation.database);
    expect(await names(policies)).toEqual([]);
    await opened('提升年');
    await until(async () => (await names(policies)).length > 0);
    expect(await names(policies)).toEqual(['提升年']);
  });

  it('is looked up once by all who ask at once', async () => {
    const database = new Watched(installation.app);
    const policies = new CountyPolicies(database);
    await Promise.all(Array.from({ length: 8 }, () => policies.of(town)));
    expect(database.looks).toBe(1);
  });

  it('is counted once, whichever of its towns learned it first', async () => {
    await opened('一');
    const policies = new CountyPolicies(installation.database);
    const neighbour = projectionScope(county.towns[1]!);
    await Promise.all([policies.of(town), policies.of(neighbour)]);
    await opened('二');
    policies.forget();
    expect(await names(policies, neighbour)).toEqual(['一', '二']);
    expect(await names(policies)).toEqual(['一', '二']);
  });

  it('is looked for again after a look that failed', async () => {
    const database = new Watched(installation.app);
    const policies = new CountyPolicies(database);
    await opened('提升年');
    database.afterRead = () => Promise.reject(new Error('cut'));
    await expect(policies.of(town)).rejects.toThrow('cut');
    database.afterRead = () => Promise.resolve();
    expect(await names(policies)).toEqual(['提升年']);
  });
});

describe('what a county had laid down', () => {
  const campaigns = async (cutoff: object) =>
    (await new CountyPolicies(installation.database).asOf(town, cutoff)).campaigns.map(({ name }) => name);

  it('by a day is what is dated on it or earlier', async () => {
    await opened('一', { occurredOn: '2024-01-02' });
    await opened('二', { occurredOn: '2024-03-01' });
    expect(await campaigns({ asOf: '2024-01-01' })).toEqual([]);
    expect(await campaigns({ asOf: '2024-02-29' })).toEqual(['一']);
    expect(await campaigns({ asOf: '2024-03-01' })).toEqual(['一', '二']);
    expect(await campaigns({})).toEqual(['一', '二']);
  });

  it('by a moment is what was recorded by then', async () => {
    await opened('一');
    await installation.recordedAt(county.tenantId, new Date('2024-01-02T01:00:00Z'));
    await opened('二');
    expect(await campaigns({ recordedBy: '2024-01-02T00:59:59.999999Z' })).toEqual([]);
    expect(await campaigns({ recordedBy: '2024-01-02T01:00:00.000000Z' })).toEqual(['一']);
  });
});
