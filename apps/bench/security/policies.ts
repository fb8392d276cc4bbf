import { overviewModels } from '../../../libs/features/overview/overview.view.ts';
import { readDemoCounty } from '../../cli/demo/demo-county.ts';
import type { Cluster, Database } from '../cluster.ts';
import { startInstallation } from '../http/installation.ts';
import { AskedOverview } from '../overview/asked-overview.ts';
import { copyCounty, demoStore, READ_MODELS } from '../overview/counties.ts';
import type { Findings } from '../part.ts';
import { alternate, medians } from '../rounds.ts';
import type { Sizes } from '../sizes.ts';
import { median, pairedRatio } from '../statistics.ts';

// So many that a county is looked up by an index, and not found by reading all of them.
const COUNTIES = 60;

/**
 * A county's overview over HTTP out of two equal databases: the one has its policies, the other has none, and views that
 * name the county's tenants themselves.
 */
export async function policies(cluster: Cluster, { policyTurns, policyPages }: Sizes): Promise<Findings> {
  const database = await demoStore(cluster, 'security_policies');
  await copyCounty(database, 1, COUNTIES - 1, READ_MODELS);
  await database.release();
  const open = await cluster.createDatabase('security_no_policies', 'security_policies');
  await removePolicies(open);
  const [under, without] = await Promise.all([startInstallation(database), startInstallation(open)]);
  try {
    const ours = await AskedOverview.of('ours', under, database);
    const theirs = await AskedOverview.of('without policies', without, open);
    if (ours.answer !== theirs.answer) throw new Error('without policies the overview is another one');
    const samples = await alternate(cluster, 'overview, median in ms', policyTurns, [
      ours.contestant(policyPages, median),
      theirs.contestant(policyPages, median),
    ]);
    await Promise.all([ours.close(), theirs.close()]);
    const latency = medians(samples);
    return {
      ratios: { overview_with_rls_vs_without: pairedRatio(samples[theirs.name]!, samples[ours.name]!) },
      absolute: {
        overview_p50_ms_with_rls: latency[ours.name]!,
        overview_p50_ms_without_rls: latency[theirs.name]!,
      },
      samples: { policies: samples },
    };
  } finally {
    await Promise.all([under.stop(), without.stop()]);
  }
}

/** Switches row-level security off, and lets the views of the overview say what the policies of the demo county did. */
async function removePolicies({ query }: Database): Promise<void> {
  const { code } = await readDemoCounty();
  const [county] = await query<{ ids: number[] }>(
    `select array_agg(t.tenant_id) as ids from zhendi.tenant t
     join zhendi.tenant c on c.tenant_id = t.county_id where c.code = $1`,
    [code],
  );
  const secured = await query<{ name: string }>(
    'select oid::regclass::text as name from pg_class where relrowsecurity',
  );
  for (const { name } of secured) await query(`alter table ${name} disable row level security`);
  const views = await query<{ name: string; build: number }>(
    `select name, build from zhendi.projection_build where state = 'live' and name = any ($1)`,
    [overviewModels],
  );
  for (const { name, build } of views) {
    await query(
      `create or replace view read_model.${name} with (security_invoker = true) as
       select * from read_model.${name}_b${build} where tenant_id = any ('{${county!.ids.join(',')}}')`,
    );
  }
}
