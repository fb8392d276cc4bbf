import { createHash, createPublicKey, randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AttachmentStore } from '../../../libs/attachments/index.ts';
import {
  chainHash,
  EventReader,
  genesisHash,
  type ChainPoint,
  type SqlClient,
} from '../../../libs/event-store/index.ts';
import { programVersion } from '../../../libs/platform/root.ts';
import { signingKey } from '../../../libs/platform/signing-key.ts';
import { OperatorError } from '../operator-error.ts';
import { withOwnerConnection } from '../owner-connection.ts';
import { syncDirectory } from '../../../libs/platform/sync-directory.ts';
import { eventLine, type ExportedReceipt } from './export-lines.ts';
import { attachmentRows, exportContents } from './export-attachments.ts';
import { CONTENTS, FILES, FORMAT, signedManifest, type Manifest } from './manifest.ts';

// As a page of the event reader.
const PAGE = 1_000;

export interface ExportOptions {
  readonly ownerUrl: string;
  /** Whose key signs the manifest. */
  readonly home: string;
  /** Where the attachments' contents are. */
  readonly store: AttachmentStore;
  /** Division code of a county or a town. */
  readonly code: string;
  /** The new folder. */
  readonly folder: string;
  /** Told how many events are written, and how many there are. */
  readonly onProgress?: (done: number, whole: number) => void;
}

/**
 * Writes what a tenant recorded to a folder, as of one moment, while others go on: events, receipts and attachments as JSON
 * Lines, the attachments' contents, and a signed manifest. Its chain is recomputed on the way. Memory does not grow with the history. The folder has its name
 * only when it is whole and on the disk.
 *
 * @throws {OperatorError} when there is no such tenant, the folder is there already, the chain does not hold, or a content is
 *   lost; then nothing is left.
 */
export async function exportTenant({
  ownerUrl,
  home,
  store,
  code,
  folder,
  onProgress,
}: ExportOptions): Promise<Manifest> {
  if (existsSync(folder)) throw new OperatorError(`${folder} is there already`);
  return withOwnerConnection(ownerUrl, async (owner) => {
    await owner.query('begin isolation level repeatable read read only');
    const draft = `${folder}.${randomUUID()}.part`;
    await mkdir(draft, { mode: 0o700 });
    try {
      const manifest = await writeExport(owner, { home, store, code, draft, onProgress });
      await owner.query('commit');
      await rename(draft, folder);
      await syncDirectory(dirname(folder));
      return manifest;
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      throw error;
    }
  });
}

interface Draft extends Pick<ExportOptions, 'home' | 'store' | 'code' | 'onProgress'> {
  readonly draft: string;
}

async function writeExport(
  owner: SqlClient,
  { home, store, code, draft, onProgress = () => undefined }: Draft,
): Promise<Manifest> {
  const { tenantId, ...found } = await findTenant(owner, code);
  const whole = await new EventReader(owner).head(tenantId);
  const head: ChainPoint = { position: 0, hash: genesisHash(found.tenant.publicId) };
  const end = { ...head };
  await writeLines(
    join(draft, FILES.events),
    eventLines(owner, tenantId, end, (done) => onProgress(done, whole)),
  );
  const written = {
    receipts: await writeDigested(join(draft, FILES.receipts), receipts(owner, tenantId)),
    attachments: await writeDigested(join(draft, FILES.attachments), attachmentRows(owner, tenantId)),
  };
  await exportContents(owner, tenantId, store, join(draft, CONTENTS));
  const manifest: Manifest = {
    format: FORMAT,
    program: await programVersion(),
    createdAt: new Date().toISOString(),
    ...found,
    head: end,
    ...written,
  };
  const key = await signingKey(home);
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string;
  await writeLines(join(draft, FILES.key), [publicKey]);
  await writeLines(join(draft, FILES.manifest), [signedManifest(manifest, key)]);
  return manifest;
}

async function findTenant(
  owner: SqlClient,
  code: string,
): Promise<{ tenantId: number } & Pick<Manifest, 'tenant' | 'county'>> {
  const { rows } = await owner.query<{
    tenant_id: number;
    tenant: Manifest['tenant'];
    county: Manifest['county'];
  }>(
    `select t.tenant_id, json_build_object(
         'publicId', t.public_id, 'level', t.level, 'code', t.code, 'name', t.name, 'status', t.status,
         'mergedInto', successor.public_id, 'createdAt', t.created_at,
         'names', (
           select coalesce(json_agg(json_build_object(
             'validFrom', case when isfinite(n.valid_from) then to_char(n.valid_from, 'YYYY-MM-DD') end,
             'recordedAt', case when isfinite(n.recorded_at)
               then to_char(n.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end,
             'code', n.code, 'name', n.name) order by n.valid_from, n.recorded_at), '[]')
           from zhendi.tenant_name n where n.tenant_id = t.tenant_id)
       ) as tenant,
       json_build_object('code', c.code, 'name', c.name) as county
     from zhendi.tenant t
     join zhendi.tenant c on c.tenant_id = t.county_id
     left join zhendi.tenant successor on successor.tenant_id = t.merged_into
     where t.code = $1 and t.level in ('county', 'town')`,
    [code],
  );
  if (!rows[0]) throw new OperatorError(`there is no county or town ${code}`);
  const { tenant_id, tenant, county } = rows[0];
  return { tenantId: tenant_id, tenant, county };
}

/** @param end moved on to the last event. @throws {OperatorError} at the first event that breaks the chain. */
async function* eventLines(
  owner: SqlClient,
  tenantId: number,
  end: { -readonly [Key in keyof ChainPoint]: ChainPoint[Key] },
  onEvents: (done: number) => void,
): AsyncGenerator<string, void, undefined> {
  for await (const event of new EventReader(owner).history(tenantId)) {
    if (event.position !== end.position + 1 || chainHash(end.hash, event) !== event.hash)
      throw new OperatorError(
        `position ${end.position + 1} is not what was recorded: nothing was exported; \`zhendi verify\` tells more`,
      );
    end.position = event.position;
    end.hash = event.hash;
    yield eventLine(event);
    if (event.position % PAGE === 0) onEvents(event.position);
  }
  onEvents(end.position);
}

async function* receipts(
  owner: SqlClient,
  tenantId: number,
): AsyncGenerator<ExportedReceipt, void, undefined> {
  let after: string | null = null;
  for (;;) {
    const page: { rows: ExportedReceipt[] } = await owner.query<ExportedReceipt>(
      `select command_id as "commandId", encode(request_hash, 'hex') as "requestHash",
         first_position as "firstPosition", last_position as "lastPosition",
         to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "recordedAt"
       from zhendi.command where tenant_id = $1 and ($2::uuid is null or command_id > $2) order by command_id limit $3`,
      [tenantId, after, PAGE],
    );
    yield* page.rows;
    if (page.rows.length < PAGE) return;
    after = page.rows.at(-1)!.commandId;
  }
}

/** Writes rows as lines. @returns how many, and the SHA-256 of all of the file. */
async function writeDigested(
  path: string,
  rows: AsyncIterable<object>,
): Promise<{ count: number; sha256: string }> {
  const digest = createHash('sha256');
  let count = 0;
  await writeLines(path, async function* () {
    for await (const row of rows) {
      const line = `${JSON.stringify(row)}\n`;
      digest.update(line, 'utf8');
      count++;
      yield line;
    }
  });
  return { count, sha256: digest.digest('hex') };
}

/** Writes a file that nobody else may read, and forces it to the disk. */
async function writeLines(
  path: string,
  lines: Iterable<string> | AsyncIterable<string> | (() => AsyncIterable<string>),
): Promise<void> {
  const source = Readable.from(typeof lines === 'function' ? lines() : lines);
  await pipeline(source, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
}
