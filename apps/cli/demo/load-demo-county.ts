import { setImmediate as turn } from 'node:timers/promises';
import { append, type SqlClient } from '../../../libs/event-store/index.ts';
import { namedId } from '../../../libs/features/shared/streams.ts';
import { bulkAppends } from '../../../libs/platform/bulk-append.ts';
import { businessDate } from '../../../libs/platform/business-date.ts';
import { hashPassword, registerTenants, type RegisteredTenant } from '../../../libs/tenancy/index.ts';
import { createRecorded } from '../accounts/create-recorded.ts';
import type { County } from '../county-import/county.ts';
import { ownerTransaction } from '../owner-connection.ts';
import { countyHistory } from './county-history.ts';
import { demoAccounts } from './demo-accounts.ts';
import { readDemoCounty } from './demo-county.ts';
import { townPeople, type DemoPerson } from './people.ts';
import { townHistory } from './town-history.ts';

export interface DemoLoadOptions {
  readonly databaseOwnerUrl: string;
  /** Of the demo accounts that do not exist yet. */
  readonly password: string;
  /** Enters a person into a town's side store; the same again changes nothing. */
  readonly enterPerson: (tenantId: number, person: DemoPerson) => Promise<void>;
  /** Called first when the accounts exist; events done and in all. */
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Loads the demo county: three years up to the day on which it was loaded first. What was interrupted is completed,
 * and what is complete stays as it is, because the same history is appended under the same command ids.
 *
 * The read models are left to the worker.
 */
export async function loadDemoCounty(options: DemoLoadOptions): Promise<void> {
  await loadInventedCounty(await readDemoCounty(), options);
}

/** The same for any county: its life is made up. */
export async function loadInventedCounty(
  county: County,
  { databaseOwnerUrl, password, enterPerson, onProgress }: DemoLoadOptions,
): Promise<void> {
  const { tenants, lastDay } = await registerCounty(databaseOwnerUrl, county, password);
  const ofCounty = countyHistory(county, lastDay);
  const histories = [bulkAppends(tenants.get(county.code)!.tenantId, ofCounty.events, METADATA)];
  for (const town of county.towns) {
    const { tenantId } = tenants.get(town.code)!;
    await Promise.all(townPeople(town).map((person) => enterPerson(tenantId, person)));
    histories.push(bulkAppends(tenantId, townHistory(town, lastDay, ofCounty.policy), METADATA));
    // Signals and the progress bar get their turn: a town takes a fraction of a second.
    await turn();
  }
  const total = histories.flat().reduce((sum, piece) => sum + piece.events.length, 0);
  let done = 0;
  onProgress(done, total);
  for (const history of histories) {
    // A town's history appears as a whole: until then no clerk can add to a part of it.
    await ownerTransaction(databaseOwnerUrl, async (owner) => {
      for (const piece of history) {
        await append(owner, piece);
        onProgress((done += piece.events.length), total);
      }
    });
  }
}

const METADATA = {
  actor: 'zhendi demo',
  role: 'operator',
  source: 'demo',
  correlationId: namedId('demo/qinghe-county'),
};

/** Tenants and accounts, at once, so that whoever has been told of the accounts can sign in. */
async function registerCounty(
  ownerUrl: string,
  county: County,
  password: string,
): Promise<{ tenants: Map<string, RegisteredTenant>; lastDay: string }> {
  const passwordHash = await hashPassword(password);
  return ownerTransaction(ownerUrl, async (owner) => {
    const { tenants } = await registerTenants(owner, county, county.towns);
    await createRecorded(owner, demoAccounts(county, tenants, passwordHash));
    return { tenants, lastDay: await registrationDay(owner, county.code) };
  });
}

/** The demo's last day: kept in the database, so that a load which is resumed on a later day makes the same history. */
async function registrationDay(owner: SqlClient, countyCode: string): Promise<string> {
  const { rows } = await owner.query<{ created_at: Date }>(
    'select created_at from zhendi.tenant where code = $1',
    [countyCode],
  );
  return businessDate(rows[0]!.created_at);
}
