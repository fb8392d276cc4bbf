import { runMigrations } from 'bullmq';
import { projections } from '../features/read-models.ts';
import { createTables } from '../projections/index.ts';
import {
  createAppLogin,
  ensurePlatform,
  grantAppRole,
  migrate,
  migrationFiles,
  recordAudit,
  type AuditEntry,
} from '../tenancy/index.ts';
import { createOwnerPool } from '../tenancy/pool.ts';
import { packageRoot } from './root.ts';

const MIGRATIONS = new URL('infra/migrations/', packageRoot);

const PREPARE_LOCK = 20_260_803;

/**
 * Brings a database to what this program needs: migrations, read models' tables, the queue's schema. Any number of
 * processes may do it at once, and again.
 *
 * @param ownerUrl login that may create roles, schemas and tables.
 * @param appUrl the login of API and worker, which gets the app's role; by default the same.
 */
export async function prepareDatabase(ownerUrl: string, appUrl = ownerUrl): Promise<void> {
  await withOwner(ownerUrl, async (owner) => {
    const client = await owner.connect();
    try {
      // Until this connection ends: of two processes that grant the same thing at once, one fails.
      await client.query('select pg_advisory_lock($1)', [PREPARE_LOCK]);
      await migrate(owner, MIGRATIONS);
      await ensurePlatform(client);
      await grantAppRole(owner, decodeURIComponent(new URL(appUrl).username) || undefined);
      await client.query('begin');
      await createTables(client, projections);
      await client.query('commit');
      await runMigrations(client);
      await client.query(`
        grant usage on schema bullmq to zhendi_app;
        grant select, insert, update, delete on all tables in schema bullmq to zhendi_app;
        grant usage, select, update on all sequences in schema bullmq to zhendi_app`);
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  });
}

/** The names of the migrations of this program, in order. */
export function knownMigrations(): Promise<string[]> {
  return migrationFiles(MIGRATIONS);
}

/**
 * Brings an empty database to an earlier schema, which is what a backup is of.
 *
 * @param migrations those that this schema had seen; all of them {@link knownMigrations}.
 */
export async function prepareSchema(ownerUrl: string, migrations: readonly string[]): Promise<void> {
  await withOwner(ownerUrl, (owner) => migrate(owner, MIGRATIONS, migrations));
}

/** Records what concerns the installation, before a program of it goes on. */
export async function recordAsOwner(ownerUrl: string, entry: AuditEntry): Promise<void> {
  await withOwner(ownerUrl, (owner) => recordAudit(owner, [entry]));
}

/** Creates the app's unprivileged login, or sets its password anew. */
export async function createLogin(ownerUrl: string, name: string, password: string): Promise<void> {
  await withOwner(ownerUrl, (owner) => createAppLogin(owner, name, password));
}

async function withOwner(
  url: string,
  work: (owner: ReturnType<typeof createOwnerPool>) => Promise<void>,
): Promise<void> {
  const owner = createOwnerPool({ url, max: 2, onError: () => undefined });
  try {
    await work(owner);
  } finally {
    await owner.end();
  }
}
