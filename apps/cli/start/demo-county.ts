import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../../libs/platform/config.ts';
import type { DemoLoadOptions } from '../demo/load-demo-county.ts';
import { withOwnerConnection } from '../owner-connection.ts';
import { startProgress, type Progress } from '../progress.ts';

/** Run again after an interruption, it completes what is missing. */
export type DemoLoader = (options: DemoLoadOptions) => Promise<void>;

/**
 * Fills an empty installation with the demo county, behind a progress bar, and says who can sign in. Goes on with a
 * load that a stop interrupted. An installation that has a county of its own is left as it is.
 */
export async function offerDemoCounty(
  config: Config,
  ownerUrl: string,
  loadDemoCounty: DemoLoader,
): Promise<void> {
  const { counties, usernames } = await inventory(ownerUrl);
  const unfinished = join(config.ZHENDI_HOME, 'demo-unfinished');
  if (counties > 0 && !existsSync(unfinished)) {
    console.log(`Accounts: ${usernames.length} exist, with the passwords they were given.`);
    return;
  }
  await writeFile(unfinished, '');
  const password = config.ZHENDI_DEMO_PASSWORD ?? randomBytes(9).toString('base64url');
  let shown: Promise<Progress> | undefined;
  await loadDemoCounty({
    databaseOwnerUrl: ownerUrl,
    password,
    onProgress: (done, total) => {
      shown ??= announce(ownerUrl, usernames.length > 0 ? null : password).then(() =>
        startProgress('Demo county (events)', total),
      );
      void shown.then((progress) => progress.update(done));
    },
  }).finally(async () => (await shown)?.stop());
  await rm(unfinished);
}

/** Prints who can sign in; the password only here, it is stored nowhere. */
async function announce(ownerUrl: string, password: string | null): Promise<void> {
  const { usernames } = await inventory(ownerUrl);
  console.log(`Demo accounts: ${usernames.join(', ')}`);
  console.log(
    password === null ? 'Their password was printed at the first start.' : `Their password: ${password}`,
  );
}

async function inventory(ownerUrl: string): Promise<{ counties: number; usernames: string[] }> {
  return withOwnerConnection(ownerUrl, async (owner) => {
    const counties = await owner.query("select from zhendi.tenant where level = 'county'");
    const accounts = await owner.query<{ username: string }>(
      'select username from zhendi.account order by username',
    );
    return { counties: counties.rows.length, usernames: accounts.rows.map((row) => row.username) };
  });
}
