import { TenantSuspended, VersionConflict } from '../../../libs/event-store/index.ts';
import { businessDate } from '../../../libs/platform/business-date.ts';
import { prepareDatabase } from '../../../libs/platform/prepare-database.ts';
import { createAccounts, hashPassword } from '../../../libs/tenancy/index.ts';
import { countyAccounts } from '../accounts/county-accounts.ts';
import { catchUpTowns } from '../catch-up-towns.ts';
import { OperatorError } from '../operator-error.ts';
import { ownerTransaction } from '../owner-connection.ts';
import { startProgress } from '../progress.ts';
import type { County } from './county.ts';
import { importCounty, type ImportedCounty } from './import-county.ts';

/** What an import did, accounts included. */
export interface ImportOutcome {
  readonly imported: ImportedCounty;
  /** Names of the accounts that are new; those that were there keep their password. */
  readonly accounts: readonly string[];
}

/**
 * Imports a county into a database, all or nothing, and brings its read models up to date.
 *
 * @param accountPassword when given, the county and each town get an account with it.
 * @throws {OperatorError} when the database is not in a state for it; nothing was written then.
 */
export async function runImport(
  ownerUrl: string,
  county: County,
  accountPassword?: string,
): Promise<ImportOutcome> {
  await prepareDatabase(ownerUrl);
  const passwordHash = accountPassword && (await hashPassword(accountPassword));
  const villages = county.towns.reduce((sum, town) => sum + town.villages.length, 0);
  // Each village twice: registered, and seen in the read models.
  const progress = startProgress(`importing ${county.code} ${county.name}`, villages * 2);
  try {
    const outcome = await ownerTransaction(ownerUrl, async (owner) => {
      const today = businessDate(new Date());
      const imported = await importCounty(owner, county, {
        today,
        onProgress: (looked) => progress.update(looked),
      });
      const name = ({ level, code }: { level: string; code: string }) => `${level}-${code}`;
      const wanted = passwordHash ? countyAccounts(imported.tenants.values(), name, passwordHash) : [];
      return { imported, accounts: await createAccounts(owner, wanted) };
    });
    await catchUp(ownerUrl, county, outcome.imported, (seen) => progress.update(villages + seen));
    return outcome;
  } catch (error) {
    throw explained(error, county);
  } finally {
    progress.stop();
  }
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
  return error;
}
