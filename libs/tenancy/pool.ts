import pg from 'pg';

const INT8 = 20;
const DATE = 1082;

/** Big integers as numbers, refusing those a number cannot hold exactly; dates as `YYYY-MM-DD`, without a time zone. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary'): unknown => {
    if (oid === INT8) return exactInteger;
    if (oid === DATE) return (text: string) => text;
    return pg.types.getTypeParser(oid, format);
  }) as typeof pg.types.getTypeParser,
};

function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond the exact integers of a number`);
  return value;
}

// Each of our statements takes milliseconds, an import's append or a view of the past some seconds.
const PATIENCE_MS = 20_000;

export interface PoolOptions {
  readonly url: string;
  /** Connections at most. */
  readonly max?: number;
  /** Told of errors on idle connections; the pool replaces them by itself. */
  readonly onError: (error: Error) => void;
}

export interface AppPoolOptions extends PoolOptions {
  /**
   * Milliseconds that either side waits for the other. A connection that gives no answer has fallen silent: without an
   * end, the system would wait for it for a quarter of an hour. And a transaction whose owner says no more is ended by the
   * database, which else would keep its locks for as long: the tenant's checkpoint, say, of a worker that was stopped.
   */
  readonly patienceMs?: number;
}

/**
 * A pool whose connections act as `zhendi_app`, the role that owns nothing and passes no policy, whoever the login is.
 * The role is part of the session's start, so that RESET ROLE leads back to it.
 */
export function createAppPool({ url, max = 10, onError, patienceMs = PATIENCE_MS }: AppPoolOptions): pg.Pool {
  const options = `-c role=zhendi_app -c idle_in_transaction_session_timeout=${patienceMs}`;
  // Statements of one transaction that need not wait for each other's answers travel together.
  return createPool(
    {
      connectionString: url,
      max,
      types,
      options,
      query_timeout: patienceMs,
      verify: verifyRole,
      pipeline: true,
    },
    onError,
  );
}

/** Whether the connection gave no answer: nothing more can be asked on it, not even a rollback. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}

/** A pooler in between may drop start-up options; then the login itself would act, perhaps past every policy. */
function verifyRole(client: pg.PoolClient, done: (error?: Error) => void): void {
  client.query<{ role: string }>('select current_user as role').then(
    ({ rows }) => {
      const role = rows[0]?.role;
      done(
        role === 'zhendi_app'
          ? undefined
          : new Error(`the database connection acts as ${role}, not as zhendi_app`),
      );
    },
    (error: Error) => done(error),
  );
}

/** A pool of the tables' owner: for migrations and for the operator's commands, never for a request. */
export function createOwnerPool({ url, max = 4, onError }: PoolOptions): pg.Pool {
  return createPool({ connectionString: url, max, types }, onError);
}

function createPool(config: pg.PoolConfig, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ ...config, keepAlive: true, connectionTimeoutMillis: 10_000 });
  pool.on('error', onError);
  // A connection that breaks between two statements of a transaction says so by an event, which would end the process
  // when nobody listens. Nothing is to be done: the transaction's next statement fails, and the pool replaces it.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
