import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { SqlClient } from '../event-store/index.ts';

const erasure = z.strictObject({ tenant: z.uuid(), personId: z.uuid(), erasedAt: z.iso.datetime() });

/** That a person was erased: nothing of them but an id. */
export type Erasure = z.infer<typeof erasure>;

/**
 * The list of who was erased, kept outside of the database: a backup from before an erasure still holds the person, and
 * whoever restores it has to erase them again. One JSON object a line; lines are only ever added.
 */
export class ErasureList {
  constructor(private readonly path: string) {}

  /** Durable when it resolves. */
  async add(one: Erasure): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    await appendFile(this.path, `${JSON.stringify(one)}\n`, { mode: 0o600, flush: true });
  }

  /** All of them; none where there is no list. @throws Error for a line that is no erasure. */
  async read(): Promise<Erasure[]> {
    const text = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    return text
      .split('\n')
      .filter(Boolean)
      .map((line, i) => this.parsed(line, i + 1));
  }

  private parsed(line: string, number: number): Erasure {
    try {
      return erasure.parse(JSON.parse(line));
    } catch {
      throw new Error(`${this.path}, line ${number}: this is no erasure of a person`);
    }
  }
}

/**
 * Erases those who were erased before, in a database that does not know of it yet.
 *
 * @param owner a connection of the tables' owner.
 * @returns how many were still there.
 */
export async function eraseAgain(owner: SqlClient, erasures: readonly Erasure[]): Promise<number> {
  const { rows } = await owner.query(
    `update zhendi.person p
     set key_id = null, wrapped_key = null, name = null, phone = null, erased_at = e.erased_at
     from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as e (tenant, person_id, erased_at)
     join zhendi.tenant t on t.public_id = e.tenant
     where p.tenant_id = t.tenant_id and p.person_id = e.person_id and p.erased_at is null
     returning p.person_id`,
    [
      erasures.map(({ tenant }) => tenant),
      erasures.map(({ personId }) => personId),
      erasures.map(({ erasedAt }) => erasedAt),
    ],
  );
  return rows.length;
}
