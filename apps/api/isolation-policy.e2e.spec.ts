import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { IsolatedApi } from '../../libs/testing/isolation/isolated-api.ts';
import { COUNTY, NEIGHBOUR, OTHER_TOWN, TOWN, type Twin } from '../../libs/testing/isolation/twins.ts';

let isolated: IsolatedApi;
beforeAll(async () => {
  isolated = await IsolatedApi.start();
});
afterAll(async () => {
  await isolated.close();
  expect(isolated.api.errors).toEqual([]);
});

const of = (twin: Twin, role: string): Promise<ApiClient> => isolated.api.as(`${twin.mark}-${role}`);

async function view(client: ApiClient, place: string, name: string): Promise<Record<string, unknown>> {
  const { status, body } = await client.get(`/api/v1/${place}/views/${name}`);
  expect(status).toBe(200);
  return body.data as Record<string, unknown>;
}

/** The towns that the county's waivers, exceptions and targets of a view are for. */
const townsOf = (data: Record<string, unknown>, lists: readonly string[]) =>
  lists.map((list) => [list, (data[list] as { townCode: string }[]).map(({ townCode }) => townCode)]);

const LAID_DOWN = ['waivers', 'exceptions', 'targets'];

// The look-up of what a county lays down answers a town's scope with what is for its neighbours too; a view leaves it out.
describe('what a county lays down for one town', () => {
  it.each([TOWN, NEIGHBOUR, OTHER_TOWN])(
    'is shown to $name, and not what is for another town',
    async (town) => {
      for (const role of ['town-clerk', 'town-leader']) {
        const client = await of(town, role);
        const policy = await view(client, `towns/${town.code}`, 'policy');
        expect(townsOf(policy, LAID_DOWN)).toEqual(LAID_DOWN.map((list) => [list, [town.code]]));
        const programme = await view(client, `towns/${town.code}`, 'programme');
        expect(townsOf(programme, ['countyTargets'])).toEqual([['countyTargets', [town.code]]]);
      }
    },
  );

  it('is shown to the county for all its towns, and of one town as that sees it', async () => {
    const reviewer = await of(COUNTY, 'county-reviewer');
    const all = [TOWN.code, NEIGHBOUR.code];
    expect(townsOf(await view(reviewer, `counties/${COUNTY.code}`, 'policy'), LAID_DOWN)).toEqual(
      LAID_DOWN.map((list) => [list, all]),
    );
    expect(townsOf(await view(reviewer, `towns/${NEIGHBOUR.code}`, 'policy'), LAID_DOWN)).toEqual(
      LAID_DOWN.map((list) => [list, [NEIGHBOUR.code]]),
    );
  });
});
