import { TenantClosed, TenantSuspended, type SqlClient } from '../event-store/index.ts';
import { readingOnly, type TenantDatabase, type TenantScope } from '../tenancy/index.ts';
import type { ErasureList } from './erasures.ts';
import type { MasterKeys } from './master-keys.ts';
import { openPerson, sealPerson, UnreadablePerson, type PersonalData } from './person-cipher.ts';
import { personsByKey } from './rewrap.ts';
import { isErased, readPersons, type PersonRow, type SealedRow } from './person-rows.ts';

/** A person of a town. `unreadable`: the row was altered, or its master key is missing. */
export type Person =
  | ({ readonly personId: string; readonly state: 'kept' } & PersonalData)
  | { readonly personId: string; readonly state: 'erased'; readonly erasedAt: Date }
  | { readonly personId: string; readonly state: 'unreadable' };

/** What was asked cannot be done: the tenant has no such person, the person is erased, or the id is another's. */
export class PersonRefused extends Error {
  override readonly name = 'PersonRefused';
  constructor(
    readonly reason: 'unknown' | 'erased' | 'exists',
    personId: string,
  ) {
    super(`person ${personId}: ${reason}`);
  }
}

/** Tells the audit log, in the transaction of what it tells of. */
export type Recording = (db: SqlClient) => Promise<void>;

/**
 * The side store of personal data: names and phone numbers by person id, each person encrypted with a key of their own.
 * docs/adr/0010-persons.md says what that protects against.
 */
export class Persons {
  constructor(
    private readonly database: TenantDatabase,
    private readonly keys: MasterKeys,
    private readonly erasures: ErasureList,
  ) {}

  /**
   * Enters a person. The same again under the same id changes nothing, and nothing is recorded of it.
   *
   * @throws {PersonRefused} exists, erased; {TenantSuspended}, {TenantClosed}
   */
  async enter(scope: TenantScope, personId: string, data: PersonalData, onEntered: Recording): Promise<void> {
    const master = await this.keys.inUse();
    const there = await this.database.withTenant(scope, async (db) => {
      const sealed = sealPerson({ tenant: await activeTenant(db, scope), personId }, data, master);
      const { rows } = await db.query(
        `insert into zhendi.person (tenant_id, person_id, key_id, wrapped_key, name, phone)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning person_id`,
        [scope.tenantId, personId, sealed.keyId, sealed.wrappedKey, sealed.name, sealed.phone],
      );
      if (rows.length === 0) return requireRow(personId, await readPersons(db, scope.tenantId, [personId]));
      await onEntered(db);
      return null;
    });
    if (!there) return;
    const { name, phone } = await this.open(there);
    if (name !== data.name || phone !== data.phone) throw new PersonRefused('exists', personId);
  }

  /**
   * Puts what is known of a person right; what `change` does not name stays as it is.
   *
   * @param onCorrected is told which fields became others; not called when none did.
   * @throws {PersonRefused} unknown, erased; {UnreadablePerson}, {TenantSuspended}, {TenantClosed}
   */
  async correct(
    scope: TenantScope,
    personId: string,
    change: Partial<PersonalData>,
    onCorrected: (db: SqlClient, changed: readonly (keyof PersonalData)[]) => Promise<void>,
  ): Promise<void> {
    const master = await this.keys.inUse();
    await this.database.withTenant(scope, async (db) => {
      const tenant = await activeTenant(db, scope);
      // Locked: two who correct a person at once must not undo each other's half.
      const row = requireRow(personId, await readPersons(db, scope.tenantId, [personId], 'for update of p'));
      const known = await this.open(row);
      const right = { ...known, ...change };
      const changed = (['name', 'phone'] as const).filter((field) => right[field] !== known[field]);
      if (changed.length === 0) return;
      const sealed = sealPerson({ tenant, personId }, right, master);
      await db.query(
        `update zhendi.person set key_id = $3, wrapped_key = $4, name = $5, phone = $6
         where tenant_id = $1 and person_id = $2`,
        [scope.tenantId, personId, sealed.keyId, sealed.wrappedKey, sealed.name, sealed.phone],
      );
      await onCorrected(db, changed);
    });
  }

  /** All persons of the tenant, or those of them that are named, by id. */
  async list(scope: TenantScope, personIds?: readonly string[]): Promise<Person[]> {
    const rows = await this.database.withTenant(readingOnly(scope), (db) =>
      readPersons(db, scope.tenantId, personIds),
    );
    return Promise.all(rows.map((row) => this.person(row)));
  }

  /** What is known of one person. @throws {PersonRefused} unknown, erased; {UnreadablePerson} */
  async reveal(scope: TenantScope, personId: string): Promise<PersonalData> {
    const rows = await this.database.withTenant(readingOnly(scope), (db) =>
      readPersons(db, scope.tenantId, [personId]),
    );
    return this.open(requireRow(personId, rows));
  }

  /**
   * Destroys a person's key and all that it encrypts; the id stays, in the events and here. There is no way back. In a
   * suspended tenant too: who is to be forgotten need not wait for it.
   *
   * @returns when; for one who was erased before, when that was.
   * @throws {PersonRefused} unknown
   */
  async erase(scope: TenantScope, personId: string, onErased: Recording): Promise<Date> {
    return this.database.withTenant(scope, async (db) => {
      const { rows } = await db.query<{ erased_at: Date; tenant: string }>(
        `update zhendi.person p
         set key_id = null, wrapped_key = null, name = null, phone = null, erased_at = coalesce(p.erased_at, now())
         from zhendi.tenant t where t.tenant_id = p.tenant_id and p.tenant_id = $1 and p.person_id = $2
         returning p.erased_at, t.public_id as tenant`,
        [scope.tenantId, personId],
      );
      if (!rows[0]) throw new PersonRefused('unknown', personId);
      const { erased_at: erasedAt, tenant } = rows[0];
      // Before the commit: what the list lacks would come back with an older backup.
      await this.erasures.add({ tenant, personId, erasedAt: erasedAt.toISOString() });
      await onErased(db);
      return erasedAt;
    });
  }

  /** Master keys that persons of any tenant need and that are not there: for how many persons each. */
  async missingKeys(): Promise<Map<string, number>> {
    const needed = await this.database.withSystem(personsByKey);
    const known = await this.keys.byId(needed.keys());
    return new Map([...needed].filter(([id]) => !known.has(id)));
  }

  private async person(row: PersonRow): Promise<Person> {
    const { personId } = row;
    if (isErased(row)) return { personId, state: 'erased', erasedAt: row.erasedAt };
    try {
      return { personId, state: 'kept', ...(await this.open(row)) };
    } catch (error) {
      if (error instanceof UnreadablePerson) return { personId, state: 'unreadable' };
      throw error;
    }
  }

  private async open(row: SealedRow): Promise<PersonalData> {
    const master = (await this.keys.byId([row.keyId])).get(row.keyId);
    if (!master) throw new UnreadablePerson(row.personId);
    return openPerson(row, row, master);
  }
}

/** Those of the ids under which the tenant has a person who is not erased. */
export async function keptPersons(
  database: TenantDatabase,
  scope: TenantScope,
  personIds: readonly string[],
): Promise<Set<string>> {
  return database.withTenant(readingOnly(scope), async (db) => {
    const { rows } = await db.query<{ person_id: string }>(
      `select person_id from zhendi.person
       where tenant_id = $1 and person_id = any ($2::uuid[]) and erased_at is null`,
      [scope.tenantId, personIds],
    );
    return new Set(rows.map((row) => row.person_id));
  });
}

/** @throws {PersonRefused} unknown, erased */
function requireRow(personId: string, [row]: readonly PersonRow[]): SealedRow {
  if (!row) throw new PersonRefused('unknown', personId);
  if (isErased(row)) throw new PersonRefused('erased', personId);
  return row;
}

/** The public id of a tenant that may be written. @throws {TenantSuspended}, {TenantClosed} */
async function activeTenant(db: SqlClient, { tenantId }: TenantScope): Promise<string> {
  const { rows } = await db.query<{ public_id: string; status: string }>(
    `select public_id, status from zhendi.tenant where tenant_id = $1`,
    [tenantId],
  );
  const { public_id: publicId, status } = rows[0]!;
  if (status === 'closed') throw new TenantClosed(tenantId);
  if (status !== 'active') throw new TenantSuspended(tenantId);
  return publicId;
}
