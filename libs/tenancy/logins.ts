import type pg from 'pg';

/**
 * Gives the app's role a login that owns nothing: created when missing, its password set anew.
 *
 * @param owner must be allowed to create roles.
 */
export async function createAppLogin(owner: pg.Pool, name: string, password: string): Promise<void> {
  const client = await owner.connect();
  try {
    const role = client.escapeIdentifier(name);
    const secret = client.escapeLiteral(password);
    const { rows } = await client.query('select from pg_roles where rolname = $1', [name]);
    if (rows.length === 0)
      await client.query(`create role ${role} login nosuperuser nobypassrls in role zhendi_app`);
    await client.query(`alter role ${role} password ${secret}`);
  } finally {
    client.release();
  }
}

/**
 * Lets a login act as the app's role.
 *
 * @param login by default the owner's own, for installations with a single login.
 */
export async function grantAppRole(owner: pg.Pool, login?: string): Promise<void> {
  const client = await owner.connect();
  try {
    // `usage` and not `member`: since PostgreSQL 16 whoever created a role is a member that may not act as it.
    const { rows } = await client.query<{ name: string; acts: boolean }>(
      `select r.name, pg_has_role(r.name::name, 'zhendi_app', 'usage') as acts
       from (select coalesce($1, current_user::text) as name) r`,
      [login ?? null],
    );
    const { name, acts } = rows[0]!;
    if (!acts) await client.query(`grant zhendi_app to ${client.escapeIdentifier(name)}`);
  } finally {
    client.release();
  }
}
