/**
 * A statement that a connection parses and plans once: for those that every command sends. A name, of 63 bytes at
 * most, stands for one text for good.
 */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

/**
 * Anything that runs one SQL statement: a `pg.Pool`, a `pg.Client`, or the handle of a tenant's transaction.
 */
export interface SqlClient {
  query<Row = Record<string, unknown>>(
    statement: string | PreparedStatement,
    values?: unknown[],
  ): Promise<{ rows: Row[] }>;
}

/** A connection of one's own, until it is given back. */
export interface SqlConnection extends SqlClient {
  /** @param broken why nobody else can use it. */
  release(broken?: Error): void;
}

/** Connections of one database: statements of several callers at once. */
export interface SqlPool extends SqlClient {
  connect(): Promise<SqlConnection>;
}
