import type { SqlClient } from '../event-store/index.ts';
import type { MasterKey, MasterKeys } from './master-keys.ts';
import { openPerson, rewrapKey, UnreadablePerson, type PersonIdentity } from './person-cipher.ts';
import { PERSON_COLUMNS, personRow, type SealedRow, type SelectedPerson } from './person-rows.ts';

// A transaction of some 20 ms: a clerk who corrects one of these persons at that moment does not notice the lock.
const PAGE = 500;

/** A person whose row does not open under any master key there is. */
export interface Unopened {
  readonly townCode: string;
  readonly personId: string;
  readonly keyId: string;
  readonly keyMissing: boolean;
}

/** Who is told of what, while all persons are gone through. */
export interface PersonsProgress {
  readonly onPersons: (persons: number) => void;
  readonly onUnopened: (unopened: Unopened) => void;
}

/** A row, where it stands in the order of rows, and the town it belongs to. */
interface PlacedRow extends SelectedPerson {
  readonly tenant_id: number;
  readonly code: string;
}

/** How many persons need which master key. */
export async function personsByKey(db: SqlClient): Promise<Map<string, number>> {
  const { rows } = await db.query<{ key_id: string; persons: number }>('select * from zhendi.person_keys()');
  return new Map(rows.map(({ key_id, persons }) => [key_id, Number(persons)]));
}

/**
 * Encrypts each person's own key with the master key in use, wherever it was encrypted with another. Page by page, each a
 * transaction: killed at any moment, a row is either as before or done, and the next run goes on with the rest.
 *
 * @param owner one connection of the tables' owner.
 * @returns how many were done; those that do not open stay as they are.
 */
export async function rewrapPersons(
  owner: SqlClient,
  keys: MasterKeys,
  progress: PersonsProgress,
): Promise<number> {
  const master = await keys.inUse();
  let done = 0;
  for (let after: PlacedRow | undefined; ;) {
    await owner.query('begin');
    const rows = await page(owner, after, master.id, 'for update of p');
    const opened = await openable(rows, keys, progress, (row, from) => ({
      ...row,
      wrappedKey: rewrapKey(row, row.wrappedKey, from, master),
    }));
    await writeKeys(owner, opened, master.id);
    await owner.query('commit');
    done += opened.length;
    after = rows.at(-1);
    if (!after) return done;
  }
}

/** Opens every person, as those who read them do. @returns how many do open. */
export async function verifyPersons(
  owner: SqlClient,
  keys: MasterKeys,
  progress: PersonsProgress,
): Promise<number> {
  let whole = 0;
  for (let after: PlacedRow | undefined; ;) {
    const rows = await page(owner, after, null, '');
    whole += (await openable(rows, keys, progress, (row, key) => openPerson(row, row, key))).length;
    after = rows.at(-1);
    if (!after) return whole;
  }
}

/** @param otherThan only rows that need another master key than this. */
async function page(
  owner: SqlClient,
  after: PlacedRow | undefined,
  otherThan: string | null,
  lock: '' | 'for update of p',
): Promise<PlacedRow[]> {
  const { rows } = await owner.query<PlacedRow>(
    `select ${PERSON_COLUMNS}, p.tenant_id, t.code
     from zhendi.person p join zhendi.tenant t on t.tenant_id = p.tenant_id
     where (p.tenant_id, p.person_id) > ($1, $2::uuid) and p.key_id is not null and p.key_id is distinct from $3
     order by p.tenant_id, p.person_id limit ${PAGE} ${lock}`,
    [after?.tenant_id ?? 0, after?.person_id ?? '00000000-0000-0000-0000-000000000000', otherThan],
  );
  return rows;
}

/** What `open` makes of the rows that it can open. */
async function openable<Result>(
  rows: readonly PlacedRow[],
  keys: MasterKeys,
  { onPersons, onUnopened }: PersonsProgress,
  open: (row: SealedRow & { tenantId: number }, key: MasterKey) => Result,
): Promise<Result[]> {
  const known = await keys.byId(rows.map(({ key_id }) => key_id));
  const opened = rows.flatMap((row) => {
    const key = known.get(row.key_id);
    try {
      if (key) return [open({ ...(personRow(row) as SealedRow), tenantId: row.tenant_id }, key)];
    } catch (error) {
      if (!(error instanceof UnreadablePerson)) throw error;
    }
    const { code: townCode, person_id: personId, key_id: keyId } = row;
    onUnopened({ townCode, personId, keyId, keyMissing: !key });
    return [];
  });
  onPersons(rows.length);
  return opened;
}

type Rewrapped = PersonIdentity & { readonly tenantId: number; readonly wrappedKey: Buffer };

async function writeKeys(owner: SqlClient, persons: readonly Rewrapped[], keyId: string): Promise<void> {
  await owner.query(
    `update zhendi.person p set key_id = $4, wrapped_key = n.wrapped_key
     from unnest($1::integer[], $2::uuid[], $3::bytea[]) as n (tenant_id, person_id, wrapped_key)
     where p.tenant_id = n.tenant_id and p.person_id = n.person_id`,
    [
      persons.map(({ tenantId }) => tenantId),
      persons.map(({ personId }) => personId),
      persons.map(({ wrappedKey }) => wrappedKey),
      keyId,
    ],
  );
}
