import type { SqlClient } from '../../libs/event-store/index.ts';
import { createOwnerPool } from '../../libs/tenancy/pool.ts';

/** Runs `work` in one transaction of the tables' owner: for the operator's commands, never for a request. */
export async function ownerTransaction<Result>(
  ownerUrl: string,
  work: (owner: SqlClient) => Promise<Result>,
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
  work: (owner: SqlClient) => Promise<Result>,
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
