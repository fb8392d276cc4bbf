import { query } from '../test-database.ts';

/** Every row of every table of a database that is not PostgreSQL's own, and what each connection asked last, as text. */
export async function everythingKept(ownerUrl: string): Promise<string[]> {
  const tables = await query<{ name: string }>(
    ownerUrl,
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema')`,
  );
  const kept: string[] = [];
  for (const { name } of tables) {
    const rows = await query<{ row: string }>(ownerUrl, `select t::text as row from ${name} t`);
    kept.push(...rows.map(({ row }) => `${name}: ${row}`));
  }
  const asked = await query<{ query: string }>(ownerUrl, 'select query from pg_stat_activity');
  return [...kept, ...asked.map((row) => `asked: ${row.query}`)];
}

/** The lines in which a text stands: as it is, or in one of the forms that bytes are written in. */
export function tracesOf(text: string, lines: readonly string[]): string[] {
  const bytes = Buffer.from(text, 'utf8');
  const forms = [
    text,
    bytes.toString('hex'),
    bytes.toString('base64').replace(/=+$/, ''),
    encodeURIComponent(text),
  ];
  return lines.filter((line) => forms.some((form) => line.includes(form)));
}
