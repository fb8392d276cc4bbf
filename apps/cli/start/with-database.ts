import { join } from 'node:path';
import type { Config } from '../../../libs/platform/config.ts';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../libs/platform/embedded-postgres/embedded-postgres.ts';
import { OperatorError } from '../operator-error.ts';
import { lockHome, runningInstance } from './instance.ts';

/**
 * Starts the embedded database of a home; the caller holds the home's lock.
 * @throws {OperatorError} with what PostgreSQL said, when it does not start.
 */
export async function startHomeDatabase(home: string): Promise<EmbeddedPostgres> {
  try {
    return await startEmbeddedPostgres({
      directory: join(home, 'postgres'),
      log: join(home, 'postgres.log'),
    });
  } catch (error) {
    throw new OperatorError((error as Error).message, { cause: error });
  }
}

/**
 * Calls `work` with the URL of the database's owner: of the configured database, else of the installation that runs
 * on the home, else of an embedded database that is started for this call only.
 * @throws {HomeInUse} while an installation is starting or stopping on the home.
 */
export async function withDatabase<Result>(
  config: Config,
  work: (ownerUrl: string) => Promise<Result>,
): Promise<Result> {
  const given = config.DATABASE_OWNER_URL ?? config.DATABASE_URL;
  if (given !== undefined) return work(given);
  const instance = await runningInstance(config.ZHENDI_HOME);
  if (instance !== null) return work(instance.ownerUrl);

  const lock = await lockHome(config.ZHENDI_HOME);
  try {
    const postgres = await startHomeDatabase(config.ZHENDI_HOME);
    try {
      return await work(postgres.ownerUrl);
    } finally {
      await postgres.stop();
    }
  } finally {
    await lock.release();
  }
}
