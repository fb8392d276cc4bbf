import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ErasureList, Persons } from '../../../libs/persons/index.ts';
import type { Config } from '../../../libs/platform/config.ts';
import { erasureListPath, masterKeys } from '../../../libs/platform/secrets.ts';
import { administrationScope, TenantDatabase } from '../../../libs/tenancy/index.ts';
import { createAppPool } from '../../../libs/tenancy/pool.ts';
import type { DemoLoadOptions } from '../demo/load-demo-county.ts';
import { withOwnerConnection } from '../owner-connection.ts';
import { startProgress, type Progress } from '../progress.ts';

// Some thirty people a town, each a transaction of its own.
const PEOPLE_AT_ONCE = 4;

/** Run again after an interruption, it completes what is missing. */
export type DemoLoader = (options: DemoLoadOptions) => Promise<void>;

/**
 * Fills an empty installation with the demo county, behind a progress bar, and says who can sign in. Goes on with a
 * load that a stop interrupted. An installation that has a county of its own is left as it is.
 */
export async function offerDemoCounty(
  config: Config,
  { ownerUrl, appUrl }: { ownerUrl: string; appUrl: string },
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
  // Told before the accounts exist: a stop in between must not leave accounts whose password nobody has seen.
  if (usernames.length > 0) console.log('The demo accounts have the password that the first start printed.');
  else if (config.ZHENDI_DEMO_PASSWORD)
    console.log('The demo accounts have the password ZHENDI_DEMO_PASSWORD.');
  else console.log(`The demo accounts have the password ${password} (shown only now).`);
  const pool = createAppPool({ url: appUrl, max: PEOPLE_AT_ONCE, onError: () => undefined });
  try {
    const people = new Persons(
      new TenantDatabase(pool),
      masterKeys(config),
      new ErasureList(erasureListPath(config)),
    );
    await loadWithProgress({ ownerUrl, password, people }, loadDemoCounty);
  } finally {
    await pool.end();
  }
  await rm(unfinished);
}

async function loadWithProgress(
  { ownerUrl, password, people }: { ownerUrl: string; password: string; people: Persons },
  loadDemoCounty: DemoLoader,
): Promise<void> {
  let shown: Promise<Progress> | undefined;
  try {
    await loadDemoCounty({
      databaseOwnerUrl: ownerUrl,
      password,
      enterPerson: (tenantId, { personId, name, phone }) =>
        // Invented people, by nobody.
        people.enter(administrationScope([tenantId]), personId, { name, phone }, () => Promise.resolve()),
      onProgress: (done, total) => {
        // Where the list fails, the database is gone and the load fails with a better reason.
        shown ??= listAccounts(ownerUrl)
          .catch(() => undefined)
          .then(() => startProgress('Demo county (events)', total));
        void shown.then((progress) => progress.update(done));
      },
    });
  } finally {
    (await shown)?.stop();
  }
}

async function listAccounts(ownerUrl: string): Promise<void> {
  const { usernames } = await inventory(ownerUrl);
  console.log(`Demo accounts: ${usernames.join(', ')}`);
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
