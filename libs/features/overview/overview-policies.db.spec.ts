import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { projectionScope, readingOnly, TenantDatabase } from '../../tenancy/index.ts';
import { createAppPool, createOwnerPool } from '../../tenancy/pool.ts';
import { aCountryOfTowns, TOWNS_OF_FIRST_COUNTY } from '../../testing/builders/country.builder.ts';
import { explainEverything, PlanRecorder, type QueryPlan } from '../../testing/query-plans.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import type { ReadModels } from '../read-models.ts';
import { overviewFigures, overviewModels, townLines } from './overview.view.ts';

/** Views that name the towns themselves, for the tables' owner, who is under no policy. */
const WITHOUT_POLICIES = 'without_policies';

let testDatabase: TestDatabase;
let owner: pg.Pool;
let app: pg.Pool;
let plans: { readonly policies: PlanRecorder; readonly none: PlanRecorder };

beforeAll(async () => {
  const onError = (error: Error) => {
    throw error;
  };
  testDatabase = await createTestDatabase();
  const { ownerUrl, appUrl } = testDatabase;
  const setUp = createOwnerPool({ url: ownerUrl, max: 1, onError });
  const client = await setUp.connect();
  await aCountryOfTowns(client);
  await client.query(`create schema ${WITHOUT_POLICIES}`);
  for (const name of overviewModels) {
    await client.query(
      `create view ${WITHOUT_POLICIES}.${name} as
       select * from read_model.${name} where tenant_id = any ('{${[1, ...TOWNS_OF_FIRST_COUNTY].join(',')}}')`,
    );
  }
  client.release();
  await setUp.end();
  await explainEverything(ownerUrl);
  owner = createOwnerPool({ url: ownerUrl, max: 1, onError });
  app = createAppPool({ url: appUrl, max: 1, onError });
  plans = { policies: new PlanRecorder(app), none: new PlanRecorder(owner) };
});
afterAll(async () => {
  await Promise.all([owner.end(), app.end()]);
  await testDatabase.drop();
});

/** The plans of the overview of the first county, one for each of its statements. */
async function overview(pool: pg.Pool, schema: string, recorder: PlanRecorder): Promise<QueryPlan[]> {
  const database = new TenantDatabase<ReadModels>(pool);
  const scope = { ...readingOnly(projectionScope(1)), readable: [1, ...TOWNS_OF_FIRST_COUNTY] };
  const towns = TOWNS_OF_FIRST_COUNTY.map((tenantId) => ({ tenantId, code: '', name: '' }));
  const read = () =>
    database.withTenant(scope, async (db) => {
      const views = db.views.withSchema(schema);
      await overviewFigures(views);
      await townLines(views, towns);
    });
  // What a connection reads of the catalogue, it reads once.
  await read();
  return (await recorder.of(read)).filter(({ scans }) => scans.length > 0);
}

describe.each(['without statistics, as after a large import,', 'with statistics'])(
  'among the towns of 91 counties, %s the overview under the policies of a county',
  (when) => {
    let under: QueryPlan[];
    let free: QueryPlan[];
    beforeAll(async () => {
      if (when === 'with statistics') await owner.query('analyze');
      under = await overview(app, 'read_model', plans.policies);
      free = await overview(owner, WITHOUT_POLICIES, plans.none);
    });

    it('is made of as many statements, on the same tables', () => {
      expect(under).toHaveLength(3 + overviewModels.length);
      expect(under.map(({ tables }) => tables)).toEqual(free.map(({ tables }) => tables));
    });

    it('finds the rows by the same indexes as without policies', () => {
      expect(under.map(({ indexes }) => indexes)).toEqual(free.map(({ indexes }) => indexes));
      expect(under.flatMap(({ indexes }) => indexes)).toHaveLength(under.length);
    });

    it('looks at the same rows as without policies, and at no more pages', () => {
      expect(under.map(({ rowsRead }) => rowsRead)).toEqual(free.map(({ rowsRead }) => rowsRead));
      const pages = (all: QueryPlan[]) => all.reduce((sum, plan) => sum + plan.pages, 0);
      expect(pages(under)).toBeLessThanOrEqual(pages(free) * 1.1);
    });
  },
);
