import type { SqlClient } from '../event-store/index.ts';
import type { Projection } from './define-projection.ts';

/**
 * Keeps the views of read models what they are until the transaction ends: otherwise another build could take a view's
 * place between two statements, and its rows would be looked at as they were before it had caught up.
 *
 * @param db in a transaction that has made no query yet: its snapshot must not be older than the lock.
 */
export async function holdViews(db: SqlClient, projections: readonly Projection[]): Promise<void> {
  const views = projections.map(({ name }) => `read_model."${name}"`);
  await db.query(`lock table ${views.join(', ')} in access share mode`);
}
