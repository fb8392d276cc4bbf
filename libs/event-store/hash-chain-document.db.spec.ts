import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAppend, anEvent } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { append, readHeads, type ChainHead, type JsonObject } from './index.ts';

const DOCUMENT = new URL('../../docs/hash-chain.md', import.meta.url);

let installation: Installation;
let directory: string;
let head: ChainHead;
let lines: string[];

/** What is awkward in JSON: order of keys, escapes, planes beyond the first, line ends, numbers at the edges. */
const AWKWARD: readonly JsonObject[] = [
  { b: 1, a: { z: [], y: {} }, '10': 2, '9': 3, '\u{1F600}': 4, '\uFB33': 5, '': null },
  { text: 'quote " slash / backslash \\ \n\r\t \u0001\u007f\u2028 村 𠮷' },
  { numbers: [0.5, 1e21, 1e-7, 5e-324, -1], literals: [null, true, false] },
];

beforeAll(async () => {
  installation = await anInstallation();
  const { towns, code } = await installation.aCounty(1);
  for (const data of AWKWARD)
    await append(installation.app, anAppend({ tenantId: towns[0]!, events: [anEvent({ data })] }));
  head = (await readHeads(installation.app)).find((one) => one.code === `${code}100`)!;

  const document = await readFile(DOCUMENT, 'utf8');
  directory = await mkdtemp(join(tmpdir(), 'zhendi-export-'));
  await writeFile(join(directory, 'verify.mjs'), block(document, 'js'));
  const { rows } = await installation.owner.query<{ json_build_object: object }>(
    block(document, 'sql').replace('990101100', head.code),
  );
  lines = rows.map((row) => JSON.stringify(row.json_build_object));
});
afterAll(async () => {
  await rm(directory, { recursive: true });
  await installation.close();
});

function block(document: string, language: string): string {
  return new RegExp(`\`\`\`${language}\n([\\s\\S]+?)\`\`\``).exec(document)![1]!;
}

/** Runs the document's script on an export. */
async function verify(exported: readonly string[]) {
  const child = spawn(process.execPath, [join(directory, 'verify.mjs'), head.tenant], {
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  child.stdin.end(`${exported.join('\n')}\n`);
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ]);
  return { output, errors, code };
}

describe('the script in docs/hash-chain.md', () => {
  it('verifies the export of the statement beside it, and prints the head that the store has', async () => {
    expect(await verify(lines)).toEqual({ output: `3 events, head ${head.hash}\n`, errors: '', code: 0 });
  });

  it.each<[string, (exported: string[]) => string[], number]>([
    ['was altered', (all) => all.map((line, i) => (i === 1 ? line.replace('quote', 'Quote') : line)), 2],
    ['was removed', (all) => all.filter((_, i) => i !== 0), 1],
    ['stands elsewhere', (all) => [all[0]!, all[2]!, all[1]!], 2],
  ])('names the position of an event that %s', async (_, change, position) => {
    const { errors, code } = await verify(change(lines));
    expect(errors).toContain(`Error: position ${position} is wrong`);
    expect(code).toBe(1);
  });
});
