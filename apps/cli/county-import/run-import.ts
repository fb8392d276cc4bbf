import {
  TenantClosed,
  TenantSuspended,
  VersionConflict,
  type SqlClient,
} from '../../../libs/event-store/index.ts';
import { businessDate } from '../../../libs/platform/business-date.ts';
import { prepareDatabase } from '../../../libs/platform/prepare-database.ts';
import { hashPassword, recordAudit, type RegisteredTenant } from '../../../libs/tenancy/index.ts';
import { createRecorded } from '../accounts/create-recorded.ts';
import { countyAccounts } from '../accounts/county-accounts.ts';
import { operatorEntry } from '../audit/operator-entry.ts';
import { catchUpTowns } from '../catch-up-towns.ts';
import { OperatorError } from '../operator-error.ts';
import { ownerTransaction } from '../owner-connection.ts';
import type { County } from './county.ts';
import { importCounty, type ImportedCounty } from './import-county.ts';

export interface ImportOptions {
  /** When given, the county and each town get an account with it. */
  readonly accountPassword?: string | undefined;
  /** It is an initial one, to be changed at the first sign-in. */
  readonly mustChangePassword?: boolean;
  /** Told how much is done and how much there is: each village twice, when it is registered and when pages show it. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What an import did, accounts included. */
export interface ImportOutcome {
  readonly imported: ImportedCounty;
  /** Names of the accounts that are new; those that were there keep their password. */
  readonly accounts: readonly string[];
}

/**
 * Imports a county into a database, all or nothing, and brings its read models up to date.
 *
 * @throws {OperatorError} when the database is not in a state for it; nothing was written then.
 */
export async function runImport(
  ownerUrl: string,
  county: County,
  { accountPassword, mustChangePassword = false, onProgress = () => undefined }: ImportOptions = {},
): Promise<ImportOutcome> {
  await prepareDatabase(ownerUrl);
  const villages = county.towns.reduce((sum, town) => sum + town.villages.length, 0);
  const tell = (done: number) => onProgress(done, villages * 2);
  const passwordHash = accountPassword && (await hashPassword(accountPassword));
  try {
    const outcome = await ownerTransaction(ownerUrl, async (owner) => {
      const today = businessDate(new Date());
      const imported = await importCounty(owner, county, { today, onProgress: tell });
      const name = ({ level, code }: RegisteredTenant) => `${level}-${code}`;
      const wanted = passwordHash
        ? countyAccounts(imported.tenants.values(), name, passwordHash, mustChangePassword)
        : [];
      const accounts = await createRecorded(owner, wanted);
      await recordImport(owner, county, imported);
      return { imported, accounts };
    });
    await catchUp(ownerUrl, county, outcome.imported, (seen) => tell(villages + seen));
    return outcome;
  } catch (error) {
    throw explained(error, county);
  }
}

/** With the county that the towns belong to; nothing when all of them were there. */
async function recordImport(
  owner: SqlClient,
  { code }: County,
  { tenants, createdTenants }: ImportedCounty,
): Promise<void> {
  if (createdTenants.length === 0) return;
  const details = { created: createdTenants.length };
  await recordAudit(owner, [operatorEntry(tenants.get(code)!.tenantId, 'tenant.create', code, details)]);
}

async function catchUp(
  ownerUrl: string,
  county: County,
  { tenants }: ImportedCounty,
  onProgress: (villages: number) => void,
): Promise<void> {
  const villagesOf = new Map(
    county.towns.map((town) => [tenants.get(town.code)!.tenantId, town.villages.length]),
  );
  let seen = 0;
  await catchUpTowns(ownerUrl, [...villagesOf.keys()], (tenantId) =>
    onProgress((seen += villagesOf.get(tenantId)!)),
  );
}

function explained(error: unknown, county: County): unknown {
  if (error instanceof VersionConflict) {
    return new OperatorError(
      'somebody registered one of these villages at this moment; nothing was imported: try again',
    );
  }
  if (error instanceof TenantSuspended) {
    return new OperatorError(
      `a town of ${county.name} is suspended and would get villages; nothing was imported`,
    );
  }
  if (error instanceof TenantClosed) {
    return new OperatorError(
      `a town of ${county.name} was closed and would get villages; nothing was imported`,
    );
  }
  return error;
}
