import type { Readable, Writable } from 'node:stream';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { SqlClient } from '../../libs/event-store/index.ts';
import { createOwnerPool } from '../../libs/tenancy/pool.ts';

/** One connection of the tables' owner. */
export interface OwnerConnection extends SqlClient {
  /** Rows of a `COPY … TO STDOUT`, as they are read. */
  copyOut(statement: string): Readable;
  /** Takes the rows of a `COPY … FROM STDIN`; finished when they are in the table. */
  copyIn(statement: string): Writable;
}

/** Runs `work` in one transaction of the tables' owner: for the operator's commands, never for a request. */
export async function ownerTransaction<Result>(
  ownerUrl: string,
  work: (owner: OwnerConnection) => Promise<Result>,
): Promise<Result> {
  return withOwnerConnection(ownerUrl, async (owner) => {
    await owner.query('begin');
    // An error closes the connection, and with it the transaction.
    const result = await work(owner);
    await owner.query('commit');
    return result;
  });
}

/** Runs `work` on one connection of the tables' owner; each statement, or each append, is a transaction of its own. */
export async function withOwnerConnection<Result>(
  ownerUrl: string,
  work: (owner: OwnerConnection) => Promise<Result>,
): Promise<Result> {
  const pool = createOwnerPool({ url: ownerUrl, max: 1, onError: () => undefined });
  try {
    const client = await pool.connect();
    let failed = true;
    try {
      const result = await work({
        query: async <Row>(text: string, values?: unknown[]) => {
          const { rows } = await client.query(text, values);
          return { rows: rows as Row[] };
        },
        // A connection that breaks after the last row tells a reader who has left; the next statement fails anyway.
        copyOut: (statement) => client.query(copyTo(statement)).on('error', () => undefined),
        copyIn: (statement) => client.query(copyFrom(statement)),
      });
      failed = false;
      return result;
    } finally {
      client.release(failed);
    }
  } finally {
    await pool.end();
  }
}
