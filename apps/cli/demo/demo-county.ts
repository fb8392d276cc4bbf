import { readFile } from 'node:fs/promises';
import { readCounty, type County } from '../county-import/county.ts';

// From the source as well as from the build: dist/ keeps the folders, the data stays where it is.
const FILE = new URL(
  import.meta.url.includes('/dist/apps/')
    ? '../../../../infra/demo/qinghe-county.csv'
    : '../../../infra/demo/qinghe-county.csv',
  import.meta.url,
);

/** 青禾县: an invented county of 11 towns and 160 villages, under a code that no real county has. */
export async function readDemoCounty(): Promise<County> {
  return readCounty([{ name: 'qinghe-county.csv', bytes: await readFile(FILE) }]);
}
