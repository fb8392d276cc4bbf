/**
 * Anything that runs one SQL statement: a `pg.Pool`, a `pg.Client`, or the handle of a tenant's transaction.
 */
export interface SqlClient {
  query<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}
