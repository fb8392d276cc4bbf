import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../libs/platform/embedded-postgres/embedded-postgres.ts';
import { createLogin, prepareDatabase } from '../../libs/platform/prepare-database.ts';

const LOGIN = 'zhendi_bench';

/** What a database is measured under; told with the results. */
const SETTINGS = [
  'server_version',
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'wal_level',
  'shared_buffers',
  'max_wal_size',
] as const;

/** A database of the cluster, as its superuser and as the app's unprivileged login reach it. */
export interface Database {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** One statement of the superuser. */
  readonly query: <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>;
  /** Closes the superuser's connections, so that the database can be copied; the next query opens new ones. */
  readonly release: () => Promise<void>;
}

/** One PostgreSQL for all that is measured, in a folder that is removed at the end. */
export interface Cluster {
  readonly settings: Readonly<Record<string, string>>;
  /** An empty database, or a copy of `template`, whose connections must be closed. */
  createDatabase(name: string, template?: string): Promise<Database>;
  dropDatabase(name: string): Promise<void>;
  /** A copy of the database as the product prepares it. */
  createStore(name: string): Promise<Database>;
  /** Writes all dirty pages, so that nobody pays for what was written before. */
  checkpoint(): Promise<void>;
  stop(): Promise<void>;
}

/** @throws Error when commits would not be durable: then no figure would mean anything. */
export async function startCluster(): Promise<Cluster> {
  const directory = await mkdtemp(join(tmpdir(), 'zhendi-bench-'));
  const postgres = await startEmbeddedPostgres({ directory });
  const store = new URL(postgres.ownerUrl).pathname.slice(1);
  const databases: Database[] = [];
  await prepareDatabase(postgres.ownerUrl);
  await createLogin(postgres.ownerUrl, LOGIN, LOGIN);
  const administrator = openPool(named(postgres.ownerUrl, 'postgres'));
  const settings = await readSettings(administrator);
  const createDatabase = async (name: string, template = 'template0'): Promise<Database> => {
    await administrator.query(`create database ${name} template ${template}`);
    const database = openDatabase(named(postgres.ownerUrl, name));
    databases.push(database);
    return database;
  };
  return {
    settings,
    createDatabase,
    createStore: (name) => createDatabase(name, store),
    dropDatabase: async (name) => void (await administrator.query(`drop database ${name} with (force)`)),
    checkpoint: async () => void (await administrator.query('checkpoint')),
    stop: async () => {
      await Promise.all([administrator.end(), ...databases.map((database) => database.release())]);
      await postgres.stop();
      await rm(directory, { recursive: true });
    },
  };
}

function openDatabase(ownerUrl: string): Database {
  let owner: pg.Pool | undefined;
  return {
    ownerUrl,
    appUrl: Object.assign(new URL(ownerUrl), { username: LOGIN, password: LOGIN }).href,
    query: async (text, values) => (await (owner ??= openPool(ownerUrl)).query(text, values)).rows as never,
    release: async () => {
      await owner?.end();
      owner = undefined;
    },
  };
}

/** A pool that outlives its server: when a part fails, its reason is told, and not that the connections are gone. */
export function openPool(url: string, max = 2, options?: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, ...(options !== undefined && { options }) });
  pool.on('error', () => undefined);
  return pool;
}

async function readSettings(administrator: pg.Pool): Promise<Record<string, string>> {
  const entries = await Promise.all(
    SETTINGS.map(async (name) => {
      const { rows } = await administrator.query<Record<string, string>>(`show ${name}`);
      return [name, rows[0]![name]!] as const;
    }),
  );
  const settings = Object.fromEntries(entries);
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    if (settings[name] !== 'on') throw new Error(`${name} is ${settings[name]}: commits are not durable`);
  }
  return settings;
}

function named(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href;
}
