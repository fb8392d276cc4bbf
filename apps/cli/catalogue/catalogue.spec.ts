import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { staleFiles, writeCatalogue } from './catalogue.ts';

let folder: string;
let root: URL;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhendi-catalogue-'));
  await mkdir(join(folder, 'docs'));
  root = pathToFileURL(`${folder}/`);
});
afterEach(() => rm(folder, { recursive: true }));

it('is stale where it is missing', async () => {
  expect(await staleFiles(root)).toEqual(['docs/events.md', 'docs/permissions.md', 'docs/asyncapi.json']);
});

it('is not stale once it is written, however often', async () => {
  await writeCatalogue(root);
  expect(await staleFiles(root)).toEqual([]);
  await writeCatalogue(root);
  expect(await staleFiles(root)).toEqual([]);
});

it('is stale where a single word differs', async () => {
  await writeCatalogue(root);
  const file = new URL('docs/events.md', root);
  await writeFile(file, (await readFile(file, 'utf8')).replace('fen; 1 yuan = 100 fen', 'yuan'));
  expect(await staleFiles(root)).toEqual(['docs/events.md']);
});
