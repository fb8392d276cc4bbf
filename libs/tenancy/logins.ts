import type pg from 'pg';

const INSUFFICIENT_PRIVILEGE = '42501';

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
    if (!acts) await grant(client, name);
  } finally {
    client.release();
  }
}

async function grant(owner: pg.PoolClient, login: string): Promise<void> {
  const name = owner.escapeIdentifier(login);
  try {
    await owner.query(`grant zhendi_app to ${name}`);
  } catch (error) {
    if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error;
    // Roles belong to the cluster: the owner of another database in it made this one.
    throw new Error(
      `the role zhendi_app was made by another owner in this PostgreSQL cluster; its superuser can let ${name} use it: grant zhendi_app to ${name} with admin option`,
      { cause: error },
    );
  }
}
