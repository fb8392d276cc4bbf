import { v7 as uuidv7 } from 'uuid';
import { TenantClosed, TenantSuspended, type SqlClient } from '../event-store/index.ts';
import { Refusal } from '../features/shared/refusal.ts';
import { villageIn, type TenantDatabase, type TenantScope } from '../tenancy/index.ts';
import { kindOfFile, requireKnownName } from './attachment-kinds.ts';
import { findAttachment, insertAttachment, type Attachment } from './attachment-rows.ts';
import type { AttachmentStore } from './attachment-store.ts';
import type { UploadDrafts } from './upload-drafts.ts';
import { insertUpload, readUpload, updateUpload, type Upload } from './upload-rows.ts';

/**
 * Bytes of a content that come in one request, at most. A request has a minute (apps/api/http-options.ts), so these come
 * through with 9 KB a second, as a weak mobile connection has; 20 MB are 40 requests.
 */
export const CHUNK_BYTES = 512 * 1024;

// A form takes some ten at once. What is given up counts for a day, until it is swept.
const MOST_UNDER_WAY = 100;

/** Whose upload it is: nobody else may go on with it. */
export interface Uploader {
  readonly scope: TenantScope;
  /** Id of the account. */
  readonly account: string;
}

/** What somebody is about to send. */
export interface NewUpload {
  readonly name: string;
  readonly bytes: number;
  /** Of the whole content, hexadecimal: then it is checked at the end. */
  readonly sha256?: string | undefined;
  /** Whose clerk may have it too. */
  readonly villageId?: string | undefined;
}

/** How far an upload is: where the next bytes belong, and whether those of this request were taken. */
export interface UploadState {
  readonly taken: boolean;
  readonly nextOffset: number;
}

/** Takes contents in, in chunks; each is on the disk before it is acknowledged, so that a client goes on where it was. */
export class Uploads {
  constructor(
    private readonly database: TenantDatabase,
    private readonly store: AttachmentStore,
    private readonly drafts: UploadDrafts,
    /** Length of the longest content. */
    private readonly mostBytes: number,
  ) {}

  /**
   * @returns the upload's id.
   * @throws {Refusal} for what cannot become an attachment anyway; {OutsideVillage}, {TenantSuspended}, {TenantClosed}
   */
  async begin({ scope, account }: Uploader, upload: NewUpload): Promise<string> {
    const { name, bytes, sha256 = null } = upload;
    const villageId = villageIn(scope, upload.villageId) ?? null;
    requireKnownName(name);
    if (bytes > this.mostBytes) throw tooLarge(this.mostBytes);
    const uploadId = uuidv7();
    await this.database.withTenant(scope, async (db) => {
      await requireActive(db, scope);
      const announcement = { uploadId, villageId, name, bytes, announced: sha256 };
      if (!(await insertUpload(db, scope, account, announcement, MOST_UNDER_WAY))) throw tooMany();
    });
    return uploadId;
  }

  /** Where the next bytes belong; null for an upload that is not this account's, or was given up. */
  async nextOffset({ scope, account }: Uploader, uploadId: string): Promise<number | null> {
    const upload = await this.database.withTenant(scope, (db) => readUpload(db, scope, account, uploadId));
    return upload && upload.received;
  }

  /**
   * Takes the next bytes. Not taken are those that belong elsewhere: some that came before, or after others that have not.
   *
   * @returns null as {@link nextOffset}.
   * @throws {Refusal} attachment.longer for bytes beyond the length that was announced; {TenantSuspended}, {TenantClosed}
   */
  async write(
    { scope, account }: Uploader,
    uploadId: string,
    offset: number,
    chunk: Uint8Array,
  ): Promise<UploadState | null> {
    return this.database.withTenant(scope, async (db) => {
      // Locked: of two that send the same bytes at once, one finds that they are there.
      const upload = await readUpload(db, scope, account, uploadId, 'for update');
      if (!upload) return null;
      await requireActive(db, scope);
      if (offset !== upload.received) return { taken: false, nextOffset: upload.received };
      const received = offset + chunk.length;
      if (received > upload.bytes) throw longer(upload.bytes);
      await this.drafts.write(draftOf(scope, uploadId), offset, chunk);
      await updateUpload(db, scope, uploadId, { ...upload, received });
      return { taken: true, nextOffset: received };
    });
  }

  /**
   * Makes an attachment of what has come. Asked again within a day, it answers the same.
   *
   * @returns null as {@link nextOffset}; the state of an upload of which bytes are missing.
   * @throws {Refusal} for a content that is not what was announced, or may not be attached; {TenantSuspended}, {TenantClosed}
   */
  async complete(
    { scope, account }: Uploader,
    uploadId: string,
  ): Promise<Attachment | Omit<UploadState, 'taken'> | null> {
    const completed = await this.database.withTenant(scope, async (db) => {
      const upload = await readUpload(db, scope, account, uploadId, 'for update');
      if (!upload) return null;
      if (upload.received < upload.bytes) return { nextOffset: upload.received };
      const sha256 = upload.completed ?? (await this.keep(db, { scope, account }, upload));
      return { ...(await findAttachment(db, scope, sha256))!, name: upload.name };
    });
    // After the commit: who was killed before it finds the draft again, and who is killed now leaves it to the sweep.
    if (completed && 'sha256' in completed) await this.drafts.remove(draftOf(scope, uploadId));
    return completed;
  }

  private async keep(db: SqlClient, { scope, account }: Uploader, upload: Upload): Promise<string> {
    const { uploadId, villageId, name, bytes, announced, received } = upload;
    await requireActive(db, scope);
    const draft = draftOf(scope, uploadId);
    const sha256 = await this.drafts.digest(draft);
    if (announced !== null && announced !== sha256) throw damaged();
    const path = this.drafts.pathOf(draft);
    const { mediaType } = await kindOfFile(path, name);
    await this.store.put(scope.tenantId, sha256, path);
    await insertAttachment(db, scope, account, { sha256, villageId, name, mediaType, bytes });
    await updateUpload(db, scope, uploadId, { received, completed: sha256 });
    return sha256;
  }
}

const draftOf = ({ tenantId }: TenantScope, uploadId: string) => ({ tenantId, uploadId });

/** @throws {TenantSuspended}, {TenantClosed} */
async function requireActive(db: SqlClient, { tenantId }: TenantScope): Promise<void> {
  const { rows } = await db.query<{ status: string }>(
    'select status from zhendi.tenant where tenant_id = $1',
    [tenantId],
  );
  if (rows[0]?.status === 'closed') throw new TenantClosed(tenantId);
  if (rows[0]?.status !== 'active') throw new TenantSuspended(tenantId);
}

function tooLarge(mostBytes: number): Refusal {
  const megabytes = Math.floor(mostBytes / 1024 / 1024);
  return new Refusal(
    'attachment.too-large',
    { zh: `文件不能超过 ${megabytes} MB`, en: `A file has ${megabytes} MB at most` },
    { zh: '请压缩后再上传', en: 'make it smaller and send it again' },
    '/bytes',
  );
}

function tooMany(): Refusal {
  return new Refusal(
    'attachment.too-many',
    {
      zh: `您有 ${MOST_UNDER_WAY} 个文件尚未传完`,
      en: `You have ${MOST_UNDER_WAY} uploads that are not complete`,
    },
    { zh: '请先传完，或明天再试', en: 'complete them, or try again tomorrow' },
  );
}

function longer(bytes: number): Refusal {
  return new Refusal(
    'attachment.longer',
    {
      zh: `文件比申报的 ${bytes} 字节长`,
      en: `The file is longer than the ${bytes} bytes that were announced`,
    },
    { zh: '请重新上传', en: 'send it again' },
  );
}

function damaged(): Refusal {
  return new Refusal(
    'attachment.damaged',
    { zh: '收到的文件与申报的校验值不符', en: 'What arrived has another SHA-256 than was announced' },
    { zh: '请重新上传', en: 'send it again' },
  );
}
