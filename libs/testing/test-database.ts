import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { currentTestRun } from './test-run.ts';

/** A database of one test file: a copy of the migrated template. */
export interface TestDatabase {
  /** Superuser: for set-up and for looking behind row-level security, never for the code under test. */
  readonly ownerUrl: string;
  /** The unprivileged login that the application uses. */
  readonly appUrl: string;
  /** Drops it. @throws Error when a connection was left open, naming its last statement. */
  readonly drop: () => Promise<void>;
}

/** Copies the template under a name of its own; takes some 70 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const run = currentTestRun();
  const name = `test_${randomBytes(8).toString('hex')}`;
  const template = databaseOf(run.ownerUrl);
  await administer(run.ownerUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    ownerUrl: withDatabaseName(run.ownerUrl, name),
    appUrl: withDatabaseName(run.appUrl, name),
    drop: () => drop(run.ownerUrl, name),
  };
}

/** Runs one statement as the superuser of `url` and answers its rows. */
export async function query<Row extends pg.QueryResultRow>(
  url: string,
  statement: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement, values)).rows;
  } finally {
    await client.end();
  }
}

function administer<Row extends pg.QueryResultRow>(
  url: string,
  statement: string,
  values?: unknown[],
): Promise<Row[]> {
  return query<Row>(withDatabaseName(url, 'postgres'), statement, values);
}

/** PostgreSQL waits 5 s for connections that are closing; whatever is there after that was forgotten. */
async function drop(ownerUrl: string, name: string): Promise<void> {
  try {
    await administer(ownerUrl, `DROP DATABASE ${name}`);
  } catch (cause) {
    const left = await administer<{ query: string }>(
      ownerUrl,
      'SELECT query FROM pg_stat_activity WHERE datname = $1',
      [name],
    );
    await administer(ownerUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    const statements = left.map((row) => row.query).join('\n');
    throw new Error(`${left.length} database connections were left open; last statements:\n${statements}`, {
      cause,
    });
  }
}

function databaseOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

function withDatabaseName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
