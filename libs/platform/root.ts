import { readFile } from 'node:fs/promises';

/** The folder of the package, seen from the source (`.ts`) as well as from the build, `dist/libs/platform`. */
export const packageRoot = new URL(import.meta.url.endsWith('.js') ? '../../../' : '../../', import.meta.url);

/** The version of this program. */
export async function programVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(new URL('package.json', packageRoot), 'utf8')) as {
    version: string;
  };
  return version;
}
