import { overviewFigures, overviewModels, townLines } from '../../../libs/features/overview/overview.view.ts';
import { projections, type ReadModels } from '../../../libs/features/read-models.ts';
import { holdViews, readPositions } from '../../../libs/projections/index.ts';
import { projectionScope, readingOnly, TenantDatabase } from '../../../libs/tenancy/index.ts';
import { createAppPool, createOwnerPool, type PoolOptions } from '../../../libs/tenancy/pool.ts';
import { readDemoCounty } from '../../cli/demo/demo-county.ts';
import type { Cluster, Database } from '../cluster.ts';
import { demoStore } from '../overview/counties.ts';
import type { Findings } from '../part.ts';
import { alternate, medians, type Contestant } from '../rounds.ts';
import type { Sizes } from '../sizes.ts';
import { pairedRatio } from '../statistics.ts';

const CALLERS = 4;
const UNDER_POLICIES = 'ours';
const WITHOUT = 'without policies';
/** Views that name the county's tenants themselves. */
const NAMED = 'without_policies';

/** A county and its towns. */
interface County {
  readonly tenantId: number;
  readonly tenantIds: readonly number[];
  readonly towns: readonly { readonly tenantId: number; readonly code: string; readonly name: string }[];
}

/**
 * The statements of a page of the county's overview: by the app's role, which the policies keep to the county; and by the
 * tables' owner, under no policy, out of views that say `where tenant_id = any (…)`.
 */
export async function policies(cluster: Cluster, sizes: Sizes): Promise<Findings> {
  const database = await demoStore(cluster, 'security_policies', sizes.overviewEvents[0]);
  const county = await demoCountyOf(database);
  await nameTenants(database, county.tenantIds);
  const pool = (url: string): PoolOptions => ({ url, max: CALLERS, onError: () => undefined });
  const app = createAppPool(pool(database.appUrl));
  const owner = createOwnerPool(pool(database.ownerUrl));
  try {
    const under = new OverviewPage(new TenantDatabase(app), 'read_model', county);
    const without = new OverviewPage(new TenantDatabase(owner), NAMED, county);
    const answer = await under.read();
    if ((await without.read()) !== answer) throw new Error('without policies the overview is another one');
    const samples = await alternate(cluster, 'overviews/s', sizes.securityTurns, [
      under.contestant(UNDER_POLICIES, sizes.securityPages, answer),
      without.contestant(WITHOUT, sizes.securityPages, answer),
    ]);
    const speed = medians(samples);
    return {
      ratios: { overview_with_rls_vs_without: pairedRatio(samples[UNDER_POLICIES]!, samples[WITHOUT]!) },
      absolute: {
        overviews_per_s_with_rls: speed[UNDER_POLICIES]!,
        overviews_per_s_without_rls: speed[WITHOUT]!,
      },
      samples: { policies: samples },
    };
  } finally {
    await Promise.all([app.end(), owner.end()]);
  }
}

/** The demo county itself, not one of its copies. */
async function demoCountyOf({ query }: Database): Promise<County> {
  const { code } = await readDemoCounty();
  const tenants = await query<{ tenantId: number; level: string; code: string; name: string }>(
    `select t.tenant_id as "tenantId", t.level, t.code, t.name from zhendi.tenant t
     join zhendi.tenant c on c.tenant_id = t.county_id where c.code = $1 order by t.code`,
    [code],
  );
  return {
    tenantId: tenants.find(({ level }) => level === 'county')!.tenantId,
    tenantIds: tenants.map(({ tenantId }) => tenantId),
    towns: tenants.filter(({ level }) => level === 'town'),
  };
}

async function nameTenants({ query }: Database, tenantIds: readonly number[]): Promise<void> {
  await query(`create schema ${NAMED}`);
  for (const name of overviewModels) {
    await query(
      `create view ${NAMED}.${name} as
       select * from read_model.${name} where tenant_id = any ('{${tenantIds.join(',')}}')`,
    );
  }
}

/** The page as the API reads it: one snapshot, the positions of the towns, the figures, a line for each town. */
class OverviewPage {
  private wrong = 0;

  constructor(
    private readonly database: TenantDatabase<ReadModels>,
    private readonly schema: string,
    private readonly county: County,
  ) {}

  read(): Promise<string> {
    const { tenantId, tenantIds, towns } = this.county;
    const scope = { ...readingOnly(projectionScope(tenantId)), readable: tenantIds };
    return this.database.withTenant(scope, async (db) => {
      const views = db.views.withSchema(this.schema);
      await holdViews(db, projections);
      const positions = await readPositions(
        db,
        projections,
        towns.map((town) => town.tenantId),
      );
      return JSON.stringify([positions, await overviewFigures(views), await townLines(views, towns)]);
    });
  }

  /** So many pages, by some callers at once. @returns pages a second. */
  contestant(name: string, pages: number, answer: string): Contestant {
    return {
      name,
      run: async () => {
        const began = performance.now();
        const caller = async () => {
          for (let i = 0; i < pages / CALLERS; i++) if ((await this.read()) !== answer) this.wrong++;
        };
        await Promise.all(Array.from({ length: CALLERS }, caller));
        return pages / ((performance.now() - began) / 1000);
      },
      check: () =>
        this.wrong === 0
          ? Promise.resolve()
          : Promise.reject(new Error(`${name}: the overview changed although no event came`)),
    };
  }
}
