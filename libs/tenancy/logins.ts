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
    if (rows.length === 0) await client.query(`create role ${role} login nosuperuser nobypassrls in role zhendi_app`);
    await client.query(`alter role ${role} password ${secret}`);
  } finally {
    client.release();
  }
}

/** Lets the owner's own login act as the app's role, for installations with a single login. */
export async function grantAppRoleToOwner(owner: pg.Pool): Promise<void> {
  await owner.query(`
    do $$ begin
      if not pg_has_role(current_user, 'zhendi_app', 'member') then
        execute format('grant zhendi_app to %I', current_user);
      end if;
    end $$`);
}
