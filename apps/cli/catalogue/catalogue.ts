import { readFile, writeFile } from 'node:fs/promises';
import { asyncApiDocument } from '../../api/asyncapi.ts';
import { eventsDocument } from './events-document.ts';
import { permissionsDocument } from './permissions-document.ts';

/** The event catalogue: its files, by their path from the package's folder. */
function catalogue(): [path: string, text: string][] {
  return [
    ['docs/events.md', eventsDocument()],
    ['docs/permissions.md', permissionsDocument()],
    ['docs/asyncapi.json', `${JSON.stringify(asyncApiDocument(), null, 2)}\n`],
  ];
}

/** @param root folder of the package. */
export async function writeCatalogue(root: URL): Promise<void> {
  await Promise.all(catalogue().map(([path, text]) => writeFile(new URL(path, root), text)));
}

/** The files that are missing or say something else than the schemas. */
export async function staleFiles(root: URL): Promise<string[]> {
  const stale: string[] = [];
  for (const [path, text] of catalogue()) {
    const kept = await readFile(new URL(path, root), 'utf8').catch(() => null);
    if (kept !== text) stale.push(path);
  }
  return stale;
}
