import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  canonicalJson,
  chainHash,
  genesisHash,
  type ChainPoint,
  type Json,
  type SqlClient,
} from '../../../libs/event-store/index.ts';
import { eventTypes } from '../../../libs/features/events.ts';
import { inLogsOf, recordAudit, type AuditEntry } from '../../../libs/tenancy/index.ts';
import type { AttachmentFiles } from '../attachments/keep-contents.ts';
import { OperatorError } from '../operator-error.ts';
import { ownerTransaction } from '../owner-connection.ts';
import {
  parseAttachment,
  parseEvent,
  parseReceipt,
  type ExportedEvent,
  type ExportedReceipt,
} from './export-lines.ts';
import { importContents } from './import-attachments.ts';
import { insertAttachments, insertEvents, insertReceipts, insertTenant } from './import-rows.ts';
import { FILES, InvalidManifest, readManifest, type Manifest } from './manifest.ts';

export interface ImportOptions {
  readonly ownerUrl: string;
  /** The folder that an export wrote. */
  readonly folder: string;
  /** Where the attachments go. */
  readonly files: AttachmentFiles;
  /** The file with the public key of the installation that it must come from; absent: the one in the folder. */
  readonly keyFile?: string | undefined;
  /** The entry of the audit log, but for what it says of the tenant. */
  readonly audit: Omit<AuditEntry, 'action' | 'outcome' | 'target' | 'details'>;
  /** Told how many events are loaded, and how many there are. */
  readonly onProgress?: (done: number, whole: number) => void;
}

/** What was imported, and whose signature it bears. */
export interface ImportedTenant {
  readonly manifest: Manifest;
  /** SHA-256 of the public key, hexadecimal. */
  readonly fingerprint: string;
}

/**
 * Brings a tenant that another installation exported here: positions, hashes, ids and times as they were; its next event
 * follows the last one. Each line is verified before it is loaded, and nobody sees anything before all is: it is one
 * transaction, so that whatever ends it early leaves nothing. Memory does not grow with the history. The workers fold its
 * read models.
 *
 * @throws {OperatorError} naming the line that is wrong; or when the tenant is here already, or its county is not.
 */
export async function importTenant(options: ImportOptions): Promise<ImportedTenant> {
  const { ownerUrl, folder, files, keyFile, audit, onProgress = () => undefined } = options;
  const publicKey = await readKey(keyFile ?? join(folder, FILES.key));
  const manifest = await verifiedManifest(join(folder, FILES.manifest), publicKey);
  await ownerTransaction(ownerUrl, async (owner) => {
    const { tenantId, countyId } = await insertTenant(owner, manifest);
    await loadEvents(owner, tenantId, manifest, folder, onProgress);
    await loadReceipts(owner, tenantId, manifest, folder);
    await loadAttachments(owner, tenantId, manifest, folder, files);
    // Else the planner knows nothing of the rows until autovacuum comes by.
    await owner.query('analyze zhendi.event; analyze zhendi.command');
    const { code } = manifest.tenant;
    const details = { publicId: manifest.tenant.publicId, events: manifest.head.position };
    const arrived = { action: 'tenant.import', outcome: 'done', target: code, details } as const;
    await recordAudit(owner, inLogsOf([countyId], { ...audit, ...arrived }));
  });
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return { manifest, fingerprint: createHash('sha256').update(der).digest('hex') };
}

async function readKey(path: string): Promise<KeyObject> {
  try {
    return createPublicKey(await readFile(path));
  } catch (error) {
    throw new OperatorError(`${path} is no public key: ${(error as Error).message}`);
  }
}

async function verifiedManifest(path: string, publicKey: KeyObject): Promise<Manifest> {
  try {
    return readManifest(await readFile(path, 'utf8'), publicKey);
  } catch (error) {
    if (!(error instanceof InvalidManifest) && (error as { code?: string }).code !== 'ENOENT') throw error;
    throw new OperatorError(`${path}: ${(error as Error).message}`);
  }
}

// Some 0.5 MB of a statement.
const ROWS_AT_ONCE = 1_000;

async function loadEvents(
  owner: SqlClient,
  tenantId: number,
  { tenant, head }: Manifest,
  folder: string,
  onProgress: (done: number, whole: number) => void,
): Promise<void> {
  let end: ChainPoint = { position: 0, hash: genesisHash(tenant.publicId) };
  const known = new Map(eventTypes.map(({ type, schemaVersion }) => [type, schemaVersion]));
  for await (const page of pagesOf(join(folder, FILES.events), (line) => {
    const event = parseEvent(line);
    end = nextPoint(end, event);
    if (event.schemaVersion > (known.get(event.type) ?? 0))
      throw new Error(`this program does not know ${event.type} of schema version ${event.schemaVersion}`);
    requireStorable(event);
    return event;
  })) {
    await insertEvents(owner, tenantId, page);
    onProgress(end.position, head.position);
  }
  if (end.position !== head.position || end.hash !== head.hash)
    throw new OperatorError(
      `${FILES.events} ends at position ${end.position}, and not with the event at ${head.position} that the manifest names`,
    );
}

/** @throws an Error when the event does not follow. */
function nextPoint(before: ChainPoint, event: ExportedEvent): ChainPoint {
  const position = before.position + 1;
  if (event.position !== position)
    throw new Error(`position ${event.position} stands where ${position} belongs`);
  if (chainHash(before.hash, event) !== event.hash)
    throw new Error(`position ${position} is not what was recorded: its hash does not fit`);
  return { position, hash: event.hash };
}

/** @throws TypeError for text that cannot be stored. */
function requireStorable({ data, metadata }: ExportedEvent): void {
  canonicalJson([data, metadata as unknown as Json]);
}

async function loadReceipts(
  owner: SqlClient,
  tenantId: number,
  { head, receipts }: Manifest,
  folder: string,
): Promise<void> {
  const parse = (line: string) => withinHead(parseReceipt(line), head);
  for await (const page of digestedPages(folder, FILES.receipts, receipts, parse))
    await insertReceipts(owner, tenantId, page);
}

async function loadAttachments(
  owner: SqlClient,
  tenantId: number,
  { attachments }: Manifest,
  folder: string,
  files: AttachmentFiles,
): Promise<void> {
  if (!attachments) return;
  for await (const page of digestedPages(folder, FILES.attachments, attachments, parseAttachment))
    await insertAttachments(owner, tenantId, page);
  await importContents(owner, tenantId, folder, files);
}

/** As {@link pagesOf}; at the end the file must have been the one that the manifest names. */
async function* digestedPages<Row>(
  folder: string,
  file: string,
  named: Manifest['receipts'],
  parse: (line: string) => Row,
): AsyncGenerator<Row[], void, undefined> {
  const digest = createHash('sha256');
  let count = 0;
  yield* pagesOf(join(folder, file), (line) => {
    digest.update(`${line}\n`, 'utf8');
    count++;
    return parse(line);
  });
  if (count !== named.count || digest.digest('hex') !== named.sha256)
    throw new OperatorError(`${file} is not the file that the manifest names`);
}

/** @throws an Error for positions that there are not. */
function withinHead(receipt: ExportedReceipt, head: ChainPoint): ExportedReceipt {
  if (receipt.lastPosition > head.position || receipt.firstPosition > receipt.lastPosition + 1)
    throw new Error(`there are no positions ${receipt.firstPosition} to ${receipt.lastPosition}`);
  return receipt;
}

/** A file's lines as `parse` reads them, some at a time. @throws {OperatorError} naming the line that it refuses. */
async function* pagesOf<Row>(
  path: string,
  parse: (line: string) => Row,
): AsyncGenerator<Row[], void, undefined> {
  const input = createReadStream(path, 'utf8');
  let page: Row[] = [];
  let number = 0;
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      number++;
      page.push(parsedLine(path, number, () => parse(line)));
      if (page.length < ROWS_AT_ONCE) continue;
      yield page;
      page = [];
    }
  } finally {
    input.destroy();
  }
  if (page.length > 0) yield page;
}

function parsedLine<Row>(path: string, number: number, parse: () => Row): Row {
  try {
    return parse();
  } catch (error) {
    throw new OperatorError(`${path} line ${number}: ${(error as Error).message}; nothing was imported`);
  }
}
