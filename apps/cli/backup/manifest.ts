import { z } from 'zod';

/** Raised when a program that knows only the format before could misread a backup. */
export const FORMAT = 1;

/** The manifest's name in the archive. */
export const MANIFEST = 'manifest.json';

/** The name in the archive of all attachments' contents. */
export const ATTACHMENTS = 'attachments';

// These become part of statements.
const sqlName = z.string().regex(/^[a-z][a-z0-9_]*$/);

const schema = z.object({
  format: z.literal(FORMAT),
  /** Version of the program that made the backup. */
  program: z.string(),
  /** UTC: all that was acknowledged before this moment is in the backup. */
  createdAt: z.iso.datetime(),
  /** The schema that the tables are of. */
  migrations: z.array(z.string()).min(1),
  /** In the order in which they are to be loaded. */
  tables: z.array(z.object({ name: sqlName, columns: z.array(sqlName).min(1), rows: z.int().nonnegative() })),
  /** The contents of attachments, one behind the other in the order of their rows. A backup of an older program has none. */
  attachments: z.object({ contents: z.int().nonnegative(), bytes: z.int().nonnegative() }).optional(),
  /** Where the chain of each tenant that has events ends. */
  heads: z.array(
    z.object({
      tenant: z.uuid(),
      code: z.string(),
      position: z.int().positive(),
      hash: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

/** What a backup says of itself. */
export type Manifest = z.infer<typeof schema>;

/** Only the format, which every manifest names. */
const anyFormat = z.object({ format: z.int() });

/** @returns the manifest; the number of a format that this program cannot read; or null for what is no manifest. */
export function parseManifest(text: string): Manifest | number | null {
  const value = parseJson(text);
  return schema.safeParse(value).data ?? anyFormat.safeParse(value).data?.format ?? null;
}

/** The name in the archive of a table's rows: the text of a COPY. */
export function tableFile(table: string): string {
  return `${table}.copy`;
}

/** Rows of a table in the backup; 0 of one that it does not have. */
export function rowsOf({ tables }: Manifest, name: string): number {
  return tables.find((table) => table.name === name)?.rows ?? 0;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
