import type { SqlClient } from '../../../libs/event-store/index.ts';

/** A table as a backup holds it. */
export interface TableShape {
  /** In the schema `zhendi`. */
  readonly name: string;
  /** In the order of the copied rows. */
  readonly columns: readonly string[];
}

/** What is recorded once and follows from nothing else, in an order in which foreign keys allow it to be loaded. */
export const BACKED_UP: readonly string[] = [
  'tenant',
  'tenant_name',
  'account',
  'second_factor',
  'person',
  'attachment',
  'event',
  'command',
  'audit_entry',
  'audit_archive',
];

/** The other tables of the schema, and why nothing is lost without them. */
export const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  ['projection_build', 'made from the declarations, together with the read models’ tables'],
  ['checkpoint', 'how far the read models are folded; without it they are folded from the first event'],
  ['attachment_upload', 'whoever has not come to its end begins it again'],
  ['session', 'after a restore everybody signs in once more'],
  ['sign_in_failure', 'counts of the last minutes'],
  ['worker', 'signs of life of processes that run now'],
]);

/** Of a transaction that copies: dates and times as every server reads them back, and all the time that it takes. */
export const SESSION = `set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local statement_timeout = 0`;

/** The tables to back up, as this database has them: one that a later migration makes may not be there yet. */
export async function tablesToBackUp(owner: SqlClient): Promise<TableShape[]> {
  const { rows } = await owner.query<TableShape>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from unnest($1::text[]) with ordinality as wanted (name, ord)
     join pg_class c on c.oid = to_regclass('zhendi.' || wanted.name)
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     group by c.relname, wanted.ord order by wanted.ord`,
    [BACKED_UP],
  );
  return rows;
}

/** @param table with its schema. */
export async function exists(owner: SqlClient, table: string): Promise<boolean> {
  const { rows } = await owner.query<{ found: boolean }>('select to_regclass($1) is not null as found', [
    table,
  ]);
  return rows[0]!.found;
}

/** The statement's target or source: the table with its columns in the backup's order. */
export function copied({ name, columns }: TableShape): string {
  return `zhendi."${name}" (${columns.map((column) => `"${column}"`).join(', ')})`;
}

/** The migrations that a database has seen, in order; none before its first preparation. */
export async function appliedMigrations(owner: SqlClient): Promise<string[]> {
  if (!(await exists(owner, 'public.zhendi_migration'))) return [];
  const { rows } = await owner.query<{ name: string }>(
    'select name from public.zhendi_migration order by name',
  );
  return rows.map(({ name }) => name);
}
