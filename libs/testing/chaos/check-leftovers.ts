import type pg from 'pg';

/** Sessions, locks and prepared transactions that are left in the database when every server has ended. */
export async function checkLeftovers(superuser: pg.Client): Promise<string[]> {
  const { rows } = await superuser.query<{ what: string }>(
    `select format('session %s of %s (%s): %s', pid, usename, application_name, query) as what
     from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()
     union all
     select format('%s on %s held by %s', l.mode, l.locktype, l.pid)
     from pg_locks l left join pg_stat_activity a using (pid)
     where l.pid is distinct from pg_backend_pid() and a.backend_type is distinct from 'autovacuum worker'
     union all
     select format('prepared transaction %s', gid) from pg_prepared_xacts`,
  );
  return rows.map(({ what }) => what);
}
