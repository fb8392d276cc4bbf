/** Why something in the catalogue is right although a rule says otherwise, by its name. */
export type Exceptions = ReadonlyMap<string, string>;

/** Tables of ours without a tenant: they hold no fact of anybody. */
export const TABLES_WITHOUT_TENANT: Exceptions = new Map([
  ['public.zhendi_migration', 'which migrations the database has seen'],
  ['zhendi.projection_build', 'which tables the read models have'],
  ['zhendi.sign_in_failure', 'who fails to sign in has no tenant: hashes that only functions see'],
  ['zhendi.worker', 'which workers are alive'],
]);

/** Primary and unique keys without the tenant. */
export const KEYS_WITHOUT_TENANT: Exceptions = new Map([
  ['zhendi.tenant_public_id_key', 'names the tenant itself'],
  ['zhendi.tenant_code_key', 'a division has one code in the whole country'],
  ['zhendi.account_username_key', 'who signs in has not said yet which tenant is meant'],
]);

/** Foreign keys that lead from a row of one tenant to a row of another. */
export const REFERENCES_ACROSS_TENANTS: Exceptions = new Map([
  ['tenant_county_id_fkey on zhendi.tenant', 'a town belongs to a county, which is a tenant too'],
  ['tenant_merged_into_fkey on zhendi.tenant', 'a town that was merged names the one that it went into'],
]);

/** Functions that act with the rights of the tables' owner, by name and number of parameters. */
export const DEFINERS: Exceptions = new Map([
  ['zhendi.account_for_sign_in/1', 'who signs in has no scope yet: one account, by its name'],
  ['zhendi.begin_sign_in/2', 'who signs in has no scope yet: counts failures'],
  ['zhendi.fail_sign_in/1', 'who signs in has no scope yet: counts failures'],
  ['zhendi.settle_sign_in/2', 'who signs in has no scope yet: counts failures'],
  ['zhendi.use_second_factor/3', 'who signs in has no scope yet: whether a code is used the first time'],
  ['zhendi.start_session/6', 'who signs in has no scope yet: a session of the account, and who it is'],
  ['zhendi.refresh_session/7', 'a refresh token is the scope: the session that it is of, and who it is'],
  ['zhendi.end_session/2', 'a refresh token is the scope: the session that it is of'],
  ['zhendi.end_issuer_sessions/3', 'an issuer’s word is the scope: the sessions of the person it speaks of'],
  ['zhendi.admit_from_issuer/6', 'an issuer’s word is the scope: the account of the person it speaks of'],
  ['zhendi.revoked_since/1', 'each API process watches all sessions: ids, no names'],
  ['zhendi.account_is_closed/0', 'a trigger: an account’s sessions end, whoever changes it'],
  ['zhendi.sweep_sessions/1', 'workers remove the old sessions of all tenants'],
  ['zhendi.sweep_attachment_uploads/1', 'workers remove the uploads of all tenants that were given up'],
  ['zhendi.lock_tenants/0', 'tenants are changed by these only: those in scope'],
  ['zhendi.change_tenant_status/3', 'tenants are changed by these only: it checks the scope'],
  ['zhendi.rename_tenant/4', 'tenants are changed by these only: it checks the scope'],
  ['zhendi.create_town/3', 'tenants are changed by these only: it checks the scope'],
  ['zhendi.move_village_accounts/2', 'accounts change the tenant by this only: it checks the scope of both'],
  [
    'zhendi.person_keys/0',
    'a process asks at its start which master keys are needed: ids of keys and counts',
  ],
  ['zhendi.tenant_overview/1', 'operators see all tenants: states and counts, no facts'],
  ['zhendi.tenants_of_county/1', 'a scope is made of it: ids and names of a county’s tenants'],
  ['zhendi.county_policy/3', 'what a county lays down is addressed to its towns: two streams of it'],
  ['zhendi.append/16', 'nobody may insert events: it checks the scope, the versions, and makes the chain'],
  ['zhendi.append/17', 'the one before, for processes of the version before: as the other'],
  ['zhendi.command_state/6', 'many tenants’ commands in one round trip: it checks the scope of each'],
  ['zhendi.projection_lag/1', 'the sweeper and the metrics watch all tenants: counts, no facts'],
  ['zhendi.chain_heads/0', 'heads of all tenants are published: ids and hashes, no facts'],
  ['zhendi.record_audit/2', 'who is refused something may have no scope: adds entries, reads none'],
  ['zhendi.audit_heads/0', 'heads of all audit chains are published: ids and hashes, no entries'],
  ['zhendi.switch_build/2', 'workers own no table: it replaces a view when it finds its build complete'],
  ['zhendi.drop_retired_builds/0', 'workers own no table: it drops those that nobody reads any more'],
]);
