import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ErasureList, KEY_BYTES, MasterKeys, Persons } from '../../../libs/persons/index.ts';
import { administrationScope, type Principal } from '../../../libs/tenancy/index.ts';
import { anIdentity } from '../../../libs/testing/builders/identity.builder.ts';
import { anInstallation, type Installation } from '../../../libs/testing/builders/installation.builder.ts';
import { readDemoCounty } from './demo-county.ts';
import { loadInventedCounty } from './load-demo-county.ts';

/** The last of the demo county's towns are small: the test need not load all eleven. */
const TOWNS = 3;
const PASSWORD = 'demo-password';

let installation: Installation;
let persons: Persons;
beforeAll(async () => {
  installation = await anInstallation();
  const key = randomBytes(KEY_BYTES);
  persons = new Persons(
    installation.database,
    new MasterKeys(() => Promise.resolve([key])),
    new ErasureList('nothing is erased'),
  );
});
afterAll(() => installation.close());

async function load(onProgress: (done: number, total: number) => void): Promise<void> {
  const county = await readDemoCounty();
  const smaller = { ...county, towns: county.towns.slice(-TOWNS) };
  await loadInventedCounty(smaller, {
    databaseOwnerUrl: installation.ownerUrl,
    password: PASSWORD,
    enterPerson: (tenantId, { personId, name, phone }) =>
      persons.enter(administrationScope([tenantId]), personId, { name, phone }, () => Promise.resolve()),
    onProgress,
  });
}

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  return (await installation.owner.query<Record<string, unknown>>(sql)).rows;
}

describe('the load of the demo county', () => {
  it('lets everybody sign in at once, goes on where it was stopped, shows each town’s history as a whole, and then changes nothing more', async () => {
    const accounts = anIdentity(installation.database);
    const signedIn: Promise<Principal | null>[] = [];
    const stopped = load((done, total) => {
      if (done === 0)
        signedIn.push(...['county', 'town-990101200'].map((name) => accounts.signIn(name, PASSWORD)));
      if (done > total / 2) throw new Error('stopped');
    });
    await expect(stopped).rejects.toThrow('stopped');
    expect(await Promise.all(signedIn)).toMatchObject([
      { roles: ['county-analyst'], county: { name: '青禾县' }, town: null },
      { roles: ['town-clerk'], town: { name: '望岳乡' } },
    ]);
    const halfWay = await rows(
      'select tenant_id, count(*) from zhendi.event group by tenant_id order by tenant_id',
    );
    expect(halfWay.length).toBeGreaterThan(0);
    expect(halfWay.length).toBeLessThan(TOWNS + 1);

    let last = { done: 0, total: 0 };
    await load((done, total) => (last = { done, total }));
    const whole = await rows(
      'select tenant_id, count(*) from zhendi.event group by tenant_id order by tenant_id',
    );
    // The towns, and the county that laid down their standards.
    expect(whole).toHaveLength(TOWNS + 1);
    expect(whole.slice(0, halfWay.length)).toEqual(halfWay);
    expect(last.done).toBe(last.total);
    // Four of the county, a clerk, a leader and a village's clerk of each town, and the operator.
    expect(await rows('select from zhendi.account')).toHaveLength(4 + 3 * TOWNS + 1);
    expect(await rows('select from zhendi.event')).toHaveLength(last.total);

    const hashes = () =>
      rows('select tenant_id, position, hash from zhendi.event order by tenant_id, position');
    const before = await hashes();
    await load(() => undefined);
    expect(await hashes()).toEqual(before);
  });

  it('names the tool that made the facts up', async () => {
    expect(
      await rows(
        "select distinct metadata->>'actor' as actor, metadata->>'source' as source from zhendi.event",
      ),
    ).toEqual([{ actor: 'zhendi demo', source: 'demo' }]);
  });
});
