import type { SqlClient } from '../event-store/index.ts';
import type { PersonIdentity, SealedPerson } from './person-cipher.ts';

/** A row of a person whose data are there. */
export type SealedRow = PersonIdentity & SealedPerson;

/** A row of a person who was erased. */
export interface ErasedRow extends PersonIdentity {
  readonly erasedAt: Date;
}

export type PersonRow = SealedRow | ErasedRow;

export function isErased(row: PersonRow): row is ErasedRow {
  return 'erasedAt' in row;
}

/** How a row is selected: `p` is the person, `t` the tenant. */
export const PERSON_COLUMNS = `p.person_id, t.public_id as tenant, p.key_id, p.wrapped_key, p.name, p.phone, p.erased_at`;

/** What {@link PERSON_COLUMNS} select. */
export interface SelectedPerson {
  readonly person_id: string;
  readonly tenant: string;
  readonly key_id: string;
  readonly wrapped_key: Buffer;
  readonly name: Buffer;
  readonly phone: Buffer;
  readonly erased_at: Date | null;
}

export function personRow({ person_id, tenant, erased_at, ...sealed }: SelectedPerson): PersonRow {
  if (erased_at) return { personId: person_id, tenant, erasedAt: erased_at };
  const { key_id, wrapped_key, name, phone } = sealed;
  return { personId: person_id, tenant, keyId: key_id, wrappedKey: wrapped_key, name, phone };
}

/** A tenant's persons by id: all, or those that are named. */
export async function readPersons(
  db: SqlClient,
  tenantId: number,
  personIds?: readonly string[],
  lock: '' | 'for update of p' = '',
): Promise<PersonRow[]> {
  const { rows } = await db.query<SelectedPerson>(
    `select ${PERSON_COLUMNS} from zhendi.person p join zhendi.tenant t on t.tenant_id = p.tenant_id
     where p.tenant_id = $1 and ($2::uuid[] is null or p.person_id = any ($2)) order by p.person_id ${lock}`,
    [tenantId, personIds ?? null],
  );
  return rows.map(personRow);
}
