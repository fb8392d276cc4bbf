import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import {
  gatherCalls,
  type Append,
  type AppendResult,
  type CommandState,
  type GatheredCalls,
  type PreparedStatement,
  type SqlClient,
  type StateRequest,
} from '../event-store/index.ts';
import { isUnanswered } from './pool.ts';
import type { TenantScope } from './scope.ts';

declare const handleBrand: unique symbol;

/**
 * The handle of one transaction in one scope. `Views` types the read models for the query builder.
 * It is good until the callback that got it ends.
 */
export interface TenantHandle<Views> extends SqlClient {
  readonly [handleBrand]: true;
  readonly scope: TenantScope;
  readonly views: Kysely<Views>;
}

/** The handle of a system transaction: no tenant in scope, so only what is granted without one. */
export interface SystemHandle extends SqlClient {
  readonly [handleBrand]: 'system';
}

/** The only code that opens a transaction for a request, a job or a sweep. */
export class TenantDatabase<Views = unknown> {
  private calls: Promise<GatheredCalls> | undefined;

  constructor(private readonly pool: pg.Pool) {}

  /**
   * Runs `work` in one transaction that sees and writes what the scope allows, and nothing else. Commits when it
   * resolves, rolls back when it rejects.
   */
  async withTenant<Result>(
    scope: TenantScope,
    work: (db: TenantHandle<Views>) => Promise<Result>,
  ): Promise<Result> {
    const writable =
      scope.access === 'write' ? (scope.writable ?? [scope.tenantId]).map(integer).join(',') : '';
    const readable = scope.readable.map(integer).join(',');
    // What is only read is read from one snapshot, so that a view's figures and its positions belong together.
    const begin = scope.access === 'write' ? 'begin' : 'begin isolation level repeatable read read only';
    return this.transaction(
      // One round trip. SET LOCAL and not set_config: Citus hands the former on to its workers.
      `${begin}; set local app.readable_tenants = '${readable}'; set local app.writable_tenants = '${writable}'`,
      (client) => work(tenantHandle(client, scope)),
    );
  }

  /**
   * Runs `work` without any tenant in scope: row-level security shows no row of any tenant, what is left are the
   * functions made for it: accounts, sessions and sign-in, the towns of a county, audit of what operators do, lag, builds, signs of
   * life, uploads given up, published heads, which master keys are needed.
   */
  async withSystem<Result>(work: (db: SystemHandle) => Promise<Result>): Promise<Result> {
    return this.transaction('begin', (client) => work(sqlClient(client) as SystemHandle));
  }

  /**
   * Appends to the event store, together with what others append at this moment: in one round trip, which carries its
   * scope itself and needs no transaction around it.
   *
   * @throws what the store's `append` throws; an Error when the scope does not let the tenant be written.
   */
  async append(scope: TenantScope, append: Append): Promise<AppendResult> {
    requireWritable(scope, append.tenantId);
    return (await this.gathered()).appends.append(append);
  }

  /**
   * Loads what a command is decided on, together with what others load at this moment. A snapshot of its own: whether
   * the streams are still there when the command is appended, their versions say.
   *
   * @throws an Error when the scope does not let the tenant be written.
   */
  async commandState(scope: TenantScope, request: StateRequest): Promise<CommandState> {
    requireWritable(scope, request.tenantId);
    return (await this.gathered()).states.load(request);
  }

  /** Made for the first command, after a look at the database; when that fails, the next command looks again. */
  private gathered(): Promise<GatheredCalls> {
    this.calls ??= gatherCalls(this.pool).catch((error: unknown) => {
      this.calls = undefined;
      throw error;
    });
    return this.calls;
  }

  private async transaction<Result>(
    begin: string,
    work: (connection: Connection) => Promise<Result>,
  ): Promise<Result> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query(begin);
      const result = await lend(client, work);
      const { command } = await client.query('commit');
      // Postgres answers the commit of a transaction in which a statement failed with a rollback, and no error.
      if (command !== 'COMMIT')
        throw new Error('a statement of the transaction failed: nothing of it was kept');
      return result;
    } catch (error) {
      if (isUnanswered(error)) broken = error as Error;
      else await client.query('rollback').catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

function requireWritable(scope: TenantScope, tenantId: number): void {
  if (scope.access !== 'write') {
    throw new Error(`the scope of tenant ${scope.tenantId} is for reading only`);
  }
  if (scope.tenantId !== tenantId) {
    throw new Error(`the scope of tenant ${scope.tenantId} does not reach ${tenantId}`);
  }
}

/** What a transaction's work has of its connection. */
type Connection = Pick<pg.PoolClient, 'query'>;

/** Afterwards the connection is another transaction's, in another scope: who kept it does not get through. */
async function lend<Result>(
  client: pg.PoolClient,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  let ended = false;
  const query = (...statement: [string | PreparedStatement, unknown[]?]) =>
    ended
      ? Promise.reject(new Error('the transaction of this handle has ended'))
      : client.query(...statement);
  try {
    return await work({ query: query as Connection['query'] });
  } finally {
    ended = true;
  }
}

function integer(id: number): string {
  if (!Number.isInteger(id)) throw new TypeError(`tenant id ${id} is not an integer`);
  return String(id);
}

function sqlClient(client: Connection): SqlClient {
  return {
    query: async <Row>(statement: string | PreparedStatement, values?: unknown[]) => {
      const { rows } = await client.query(statement, values);
      return { rows: rows as Row[] };
    },
  };
}

function tenantHandle<Views>(client: Connection, scope: TenantScope): TenantHandle<Views> {
  return Object.assign(sqlClient(client), {
    scope,
    views: new Kysely<Views>({
      dialect: new PostgresDialect({ pool: onlyThis(client) }),
      plugins: [new CamelCasePlugin()],
    }).withSchema('read_model'),
  }) as TenantHandle<Views>;
}

/** Lets Kysely query on the transaction's own connection, and leaves its life to the transaction. */
function onlyThis({ query }: Connection): PostgresPool {
  const borrowed: PostgresPoolClient = {
    query: query,
    release: () => undefined,
  };
  return { connect: () => Promise.resolve(borrowed), end: () => Promise.resolve() };
}
