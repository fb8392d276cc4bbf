import type { SqlClient } from '../../event-store/index.ts';
import { CATALOGUE_RULES } from './catalogue-rules.ts';

/**
 * Walks the catalogue of the whole database. Each fault is a sentence that begins with the name of the offender; an
 * exception that nothing needs any more is one too.
 *
 * @param db superuser: others do not see all of the catalogue.
 */
export async function catalogueFaults(db: SqlClient): Promise<string[]> {
  const faults: string[] = [];
  for (const { says, offenders, exceptions = new Map<string, string>() } of CATALOGUE_RULES) {
    const { rows } = await db.query<{ name: string }>(offenders);
    const names = rows.map(({ name }) => name);
    const needless = [...exceptions.keys()].filter((name) => !names.includes(name));
    faults.push(
      ...names.filter((name) => !exceptions.has(name)).map((name) => `${name} ${says}`),
      ...needless.map((name) => `${name} is excepted from a rule that it keeps: ${says}`),
    );
  }
  return faults.sort();
}
