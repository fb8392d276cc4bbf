import type { KeyObject } from 'node:crypto';
import { open, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { canonicalJson, type ChainPoint } from '../../../libs/event-store/index.ts';
import { auditHash, type AuditRecord } from '../../../libs/tenancy/index.ts';
import { OperatorError } from '../operator-error.ts';
import { readSeal, sealLine, type ArchiveSeal } from './archive-seal.ts';

/** Whose entries are archived. */
export interface ArchiveOwner {
  /** Public id of the tenant. */
  readonly tenant: string;
  readonly code: string;
}

/** The seal of an archive. */
export interface SealedArchive {
  readonly seal: ArchiveSeal;
  /** The seal's line. */
  readonly line: string;
}

/**
 * Writes entries to a new file, one a line, and a signed seal as the last. Readable by its owner only, durable when it
 * resolves; it has its name only once it is whole.
 *
 * @param from the point of the chain that the first entry follows.
 * @throws {OperatorError} when an entry does not follow: nothing is archived of a log that is not what was recorded.
 */
export async function writeArchive(
  path: string,
  { tenant, code }: ArchiveOwner,
  entries: AsyncIterable<AuditRecord>,
  { from, key }: { from: ChainPoint; key: KeyObject },
): Promise<void> {
  const draft = `${path}.part`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.chmod(0o600);
    const last = await writeEntries(file, entries, from, code);
    const seal = {
      tenant,
      code,
      first: from.position + 1,
      last: last.position,
      previousHash: from.hash,
      lastHash: last.hash,
      sealedAt: new Date().toISOString(),
    };
    await file.write(`${sealLine(seal, key)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  await syncFolder(dirname(path));
}

/**
 * Reads an archive and recomputes all of it.
 *
 * @param publicKeys one of them signed it.
 * @param onEntry told of each entry that holds.
 * @throws {OperatorError} naming the first line that is wrong.
 */
export async function verifyArchive(
  path: string,
  publicKeys: readonly KeyObject[],
  onEntry: (entry: ChainPoint) => void = () => undefined,
): Promise<SealedArchive> {
  const { seal, line } = await readArchiveSeal(path, publicKeys);
  let point: ChainPoint = { position: seal.first - 1, hash: seal.previousHash };
  for await (const text of linesOf(path)) {
    if (text === line && point.position === seal.last) break;
    point = nextPoint(text, point) ?? raise(path, seal.first, point);
    onEntry(point);
  }
  if (point.position !== seal.last || point.hash !== seal.lastHash) raise(path, seal.first, point);
  return { seal, line };
}

/**
 * What an archive says it is.
 *
 * @throws {OperatorError} when none of the keys signed it.
 */
export async function readArchiveSeal(
  path: string,
  publicKeys: readonly KeyObject[],
): Promise<SealedArchive> {
  const line = await lastLine(path);
  const seal = readSeal(line, publicKeys);
  if (!seal) throw new OperatorError(`${path}: its last line is no seal that a known key signed`);
  return { seal, line };
}

async function writeEntries(
  file: FileHandle,
  entries: AsyncIterable<AuditRecord>,
  from: ChainPoint,
  code: string,
): Promise<ChainPoint> {
  let point = from;
  let lines: string[] = [];
  for await (const entry of entries) {
    if (!follows(entry, point)) {
      throw new OperatorError(
        `${code}: the audit log is not what was recorded, from position ${point.position + 1} on: see \`zhendi verify\``,
      );
    }
    point = { position: entry.position, hash: entry.hash };
    lines.push(`${entryLine(entry)}\n`);
    if (lines.length === 1_000) lines = await flushLines(file, lines);
  }
  await flushLines(file, lines);
  return point;
}

async function flushLines(file: FileHandle, lines: readonly string[]): Promise<string[]> {
  if (lines.length > 0) await file.write(lines.join(''));
  return [];
}

/** The point that a line's entry leads to; null when it does not follow, or says more than an entry. */
function nextPoint(text: string, before: ChainPoint): ChainPoint | null {
  try {
    const entry = JSON.parse(text) as AuditRecord;
    return follows(entry, before) && entryLine(entry) === text ? entry : null;
  } catch {
    return null;
  }
}

function follows(entry: AuditRecord, { position, hash }: ChainPoint): boolean {
  return entry.position === position + 1 && auditHash(hash, entry) === entry.hash;
}

/** An entry as a line of an archive: without the tenant's number, which another installation does not share. */
function entryLine({ tenantId: _, ...entry }: AuditRecord): string {
  return canonicalJson(entry);
}

function raise(path: string, first: number, { position }: ChainPoint): never {
  throw new OperatorError(
    `${path}: line ${position - first + 2} is not the entry that was recorded at position ${position + 1}`,
  );
}

async function lastLine(path: string): Promise<string> {
  let last = '';
  for await (const line of linesOf(path)) last = line;
  return last;
}

async function* linesOf(path: string): AsyncGenerator<string, void, undefined> {
  const file = await open(path, 'r');
  try {
    yield* file.readLines();
  } finally {
    await file.close();
  }
}

/** A rename is durable once its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
