import { createReadStream } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  lineHash,
  NO_LINE,
  readHeads,
  signedLine,
  type ChainHead,
  type SqlClient,
} from '../event-store/index.ts';
import { readAuditHeads } from '../tenancy/index.ts';
import { signingKey } from './signing-key.ts';

// Any constant does; the lock belongs to the database.
const PUBLISH_LOCK = 20_260_804;
const TAIL = 64 * 1024;
const NEWLINE = 0x0a;

/** The file of a home that heads are published to, one publication a line, never changed. */
export function headsFile(home: string): string {
  return join(home, 'heads.jsonl');
}

/**
 * Publishes where the chains end now: appends one signed line, durably. Processes that publish at once do so one after
 * the other.
 *
 * @param client within a transaction.
 * @param published chain → position that this caller published last; only heads beyond it are published, and added.
 * @returns the number of heads published; with none there is no line.
 */
export async function publishHeads(
  client: SqlClient,
  home: string,
  published = new Map<string, number>(),
): Promise<number> {
  const key = await signingKey(home);
  await client.query('select pg_advisory_xact_lock($1)', [PUBLISH_LOCK]);
  const heads = moved(await readHeads(client), published, 'events');
  const audit = moved(await readAuditHeads(client), published, 'audit');
  if (heads.length + audit.length === 0) return 0;
  const publication = { publishedAt: new Date().toISOString(), heads, ...(audit.length > 0 && { audit }) };
  await appendLine(home, (previous) => signedLine({ ...publication, previous }, key));
  for (const head of heads) published.set(chainName('events', head), head.position);
  for (const head of audit) published.set(chainName('audit', head), head.position);
  return heads.length + audit.length;
}

function moved(
  heads: readonly ChainHead[],
  published: ReadonlyMap<string, number>,
  of: 'events' | 'audit',
): ChainHead[] {
  return heads.filter((head) => published.get(chainName(of, head)) !== head.position);
}

function chainName(of: 'events' | 'audit', { tenant }: ChainHead): string {
  return `${of} ${tenant}`;
}

/** The lines of a home's publications; none where nothing was published. What follows the last end of line is no line. */
export async function* publishedLines(home: string): AsyncGenerator<string, void, undefined> {
  const complete = await completeLength(home);
  if (complete === 0) return;
  const input = createReadStream(headsFile(home), { encoding: 'utf8', end: complete - 1 });
  yield* createInterface({ input, crlfDelay: Infinity });
}

async function appendLine(home: string, makeLine: (previous: string) => string): Promise<void> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  const file = await open(headsFile(home), 'a+', 0o600);
  try {
    const { size } = await file.stat();
    const end = await lastLineEnd(file, size);
    // What a killed process began to write was never published.
    if (end < size) await file.truncate(end);
    const line = makeLine(end === 0 ? NO_LINE : lineHash(await lastLine(file, end)));
    await file.appendFile(`${line}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function completeLength(home: string): Promise<number> {
  try {
    const file = await open(headsFile(home), 'r');
    try {
      return await lastLineEnd(file, (await file.stat()).size);
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

/** Where the last end of line before `before` ends; 0 without one. */
async function lastLineEnd(file: FileHandle, before: number): Promise<number> {
  for (let end = before; end > 0;) {
    const start = Math.max(0, end - TAIL);
    const bytes = await readBytes(file, start, end);
    const found = bytes.lastIndexOf(NEWLINE);
    if (found >= 0) return start + found + 1;
    end = start;
  }
  return 0;
}

/** The line whose end of line ends at `end`. */
async function lastLine(file: FileHandle, end: number): Promise<string> {
  const start = await lastLineEnd(file, end - 1);
  return (await readBytes(file, start, end - 1)).toString('utf8');
}

async function readBytes(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
  return buffer;
}
