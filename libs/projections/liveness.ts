import type { SqlClient } from '../event-store/index.ts';

/** Says that a worker has looked for work just now, and forgets those that have not for an hour. Needs no scope. */
export async function showLife(db: SqlClient, workerId: string): Promise<void> {
  await db.query(
    `with gone as (delete from zhendi.worker where worker_id <> $1 and seen_at < now() - interval '1 hour')
     insert into zhendi.worker (worker_id) values ($1) on conflict (worker_id) do update set seen_at = now()`,
    [workerId],
  );
}

/** Seconds since any worker looked for work, by the database's clock; null when none ever has. Needs no scope. */
export async function secondsSinceWorkerSeen(db: SqlClient): Promise<number | null> {
  const { rows } = await db.query<{ seconds: number | null }>(
    'select extract(epoch from clock_timestamp() - max(seen_at))::float8 as seconds from zhendi.worker',
  );
  return rows[0]!.seconds;
}
