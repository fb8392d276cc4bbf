import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { faultsOnScreens, goOn, loaded } from '../../libs/testing/accessibility.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { aBrowser, type TestBrowser } from '../../libs/testing/browser.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { tellTheRest } from '../../libs/testing/eventful-story.ts';
import { addressOf, OTHER_ADDRESSES, PAGE_PLACES, routedAddresses } from '../../libs/testing/page-places.ts';
import { A1, tellTheStory, TOWN_A } from '../../libs/testing/two-towns-story.ts';
import { permissionsOf, type Role, ROLES } from '../../libs/tenancy/index.ts';

let api: TestApi;
let browser: TestBrowser;

beforeAll(async () => {
  api = await startApi([QINGHE]);
  await tellTheStory(api);
  await tellTheRest(api);
  const reviewer = await api.someone('county-reviewer', QINGHE.code);
  const { status } = await reviewer.post(
    `/api/v1/counties/${QINGHE.code}/commands/publish-ranking`,
    { occurredOn: '2024-03-01', figure: 'coverage' },
    { 'idempotency-key': randomUUID() },
  );
  expect(status).toBe(201);
  browser = await aBrowser();
});
afterEach(() => browser.reset());
afterAll(async () => {
  await browser.close();
  await api.close();
  expect(api.errors).toEqual([]);
});

const codeOf = (role: Role) => {
  if (role === 'operator') return 'platform';
  return /^(village|town)-/.test(role) ? TOWN_A : QINGHE.code;
};

/**
 * Whether a page shows somebody else of the same place all that it shows this role, and more: an analyst's pages are a
 * reviewer's without some buttons.
 */
function isWalkedByAnother(role: Role, roles: readonly Role[]): boolean {
  const own = [...permissionsOf([role])];
  return roles.some((other) => {
    const others = new Set(permissionsOf([other]));
    const hasMore = others.size > own.length && own.every((permission) => others.has(permission));
    return hasMore && other.split('-')[0] === role.split('-')[0];
  });
}

const placesOf = (role: Role) =>
  Object.entries(PAGE_PLACES).filter(
    ([, { roles }]) => roles.includes(role) && !isWalkedByAnother(role, roles),
  );

describe('every page', () => {
  it('has a place in the walk', async () => {
    const places = [...Object.keys(PAGE_PLACES), ...OTHER_ADDRESSES];
    expect((await routedAddresses()).toSorted()).toEqual(places.toSorted());
  });

  it.each(ROLES.filter((role) => placesOf(role).length > 0))(
    'that is open to a %s is usable by everybody, on a small screen and on a phone',
    async (role) => {
      const someone = await api.someone(role, codeOf(role), role === 'village-clerk' ? A1.id : undefined);
      const { username } = (await someone.get('/api/v1/me')).body;
      const places = placesOf(role).map(([pattern, { shows }]) => ({ path: addressOf(pattern), shows }));
      const [first, ...others] = places;
      const page = await browser.signIn(api.url, username, { path: first!.path });
      await loaded(page, first!.shows);
      const faults: Record<string, string[]> = {};
      const look = async (path: string) => {
        const found = await faultsOnScreens(page);
        if (found.length > 0) faults[path] = found;
      };
      await look(first!.path);
      for (const { path, shows } of others) {
        await goOn(page, path, shows);
        await look(path);
      }
      expect(faults).toEqual({});
      expect(browser.thrown).toEqual([]);
    },
    240_000,
  );
});
