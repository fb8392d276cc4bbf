import { v7 as uuidv7 } from 'uuid';
import { loadConfig, type Config } from '../../../libs/platform/config.ts';
import { prepareDatabase } from '../../../libs/platform/prepare-database.ts';
import { TenantLifecycle, type Administrator } from '../../../libs/platform/tenant-lifecycle.ts';
import { PLATFORM_TENANT, TenantDatabase, type TenantOverview } from '../../../libs/tenancy/index.ts';
import { createAppPool } from '../../../libs/tenancy/pool.ts';
import { systemUser } from '../audit/operator-entry.ts';
import { OperatorError } from '../operator-error.ts';
import { withDatabase } from '../start/with-database.ts';

/** What a command on tenants works with. */
export interface Administration {
  readonly config: Config;
  readonly ownerUrl: string;
  readonly database: TenantDatabase;
  readonly lifecycle: TenantLifecycle;
  /** Whoever is at the terminal, by the name that the system knows them under. */
  readonly by: Administrator;
}

/** Runs `work` on the prepared database of the configuration. */
export function administering<Result>(
  work: (administration: Administration) => Promise<Result>,
): Promise<Result> {
  const config = loadConfig(process.env);
  return withDatabase(config, async (ownerUrl) => {
    await prepareDatabase(ownerUrl);
    const pool = createAppPool({ url: ownerUrl, max: 2, onError: () => undefined });
    try {
      const database = new TenantDatabase(pool);
      return await work({
        config,
        ownerUrl,
        database,
        lifecycle: new TenantLifecycle(database),
        by: operator(),
      });
    } finally {
      await pool.end();
    }
  });
}

/** @throws {OperatorError} when there is no such tenant. */
export async function findTenant({ lifecycle }: Administration, code: string): Promise<TenantOverview> {
  const tenant = (await lifecycle.list()).find((one) => one.code === code);
  if (!tenant) throw new OperatorError(`there is no county or town ${code}`);
  return tenant;
}

function operator(): Administrator {
  return {
    tenantId: PLATFORM_TENANT,
    actor: null,
    username: systemUser(),
    role: 'operator',
    address: null,
    correlationId: uuidv7(),
  };
}
