import { randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeAll, afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TenantClosed, TenantSuspended } from '../event-store/index.ts';
import { projectionScope, type TenantScope } from '../tenancy/index.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { aPdf, digestOf } from '../testing/files.ts';
import { Attachments } from './attachments.ts';
import { FileAttachmentStore } from './file-attachment-store.ts';
import { UploadDrafts } from './upload-drafts.ts';
import { Uploads, type Uploader } from './uploads.ts';

let installation: Installation;
let root: string;
let store: FileAttachmentStore;
let drafts: UploadDrafts;
let scope: TenantScope;
let uploader: Uploader;

beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'zhendi-uploads-'));
  store = new FileAttachmentStore(root);
  drafts = new UploadDrafts(root);
  scope = projectionScope(await installation.aTown());
  uploader = { scope, account: randomUUID() };
});
afterEach(() => rm(root, { recursive: true }));

const content = aPdf('验收表', 1_000);
const MOST = 1_000;

const uploads = (kept = store, left = drafts) => new Uploads(installation.database, kept, left, MOST);
const begin = () => uploads().begin(uploader, { name: '验收表.pdf', bytes: content.length });

async function read(): Promise<Buffer | null> {
  const found = await new Attachments(installation.database, store).open(scope, digestOf(content));
  return found && buffer(found.content);
}

/** Ends where it would be killed after the content has its place, and before its row has. */
class KilledBeforeCommit extends FileAttachmentStore {
  override async put(tenantId: number, sha256: string, path: string): Promise<void> {
    await super.put(tenantId, sha256, path);
    throw new Error('killed');
  }
}

/** Ends where it would be killed after the commit, and before the draft is gone. */
class KilledAfterCommit extends UploadDrafts {
  override remove(): Promise<void> {
    return Promise.reject(new Error('killed'));
  }
}

describe('an upload that is killed', () => {
  it('after bytes were written, and before they were noted, goes on where the note says', async () => {
    const uploadId = await begin();
    await uploads().write(uploader, uploadId, 0, content.subarray(0, 300));
    await appendFile(
      drafts.pathOf({ tenantId: scope.tenantId, uploadId }),
      'bytes that nobody has acknowledged',
    );
    expect(await uploads().nextOffset(uploader, uploadId)).toBe(300);
    await uploads().write(uploader, uploadId, 300, content.subarray(300));
    await uploads().complete(uploader, uploadId);
    expect(await read()).toEqual(content);
  });

  it('when its content has its place and no row, shows nothing, and is completed by the next try', async () => {
    const uploadId = await begin();
    await uploads().write(uploader, uploadId, 0, content);
    await expect(uploads(new KilledBeforeCommit(root)).complete(uploader, uploadId)).rejects.toThrow(
      'killed',
    );
    expect(await read()).toBeNull();
    await uploads().complete(uploader, uploadId);
    expect(await read()).toEqual(content);
  });

  it('when its row is there and its draft is too, answers the same again, and the draft goes', async () => {
    const uploadId = await begin();
    await uploads().write(uploader, uploadId, 0, content);
    const killed = uploads(store, new KilledAfterCommit(root));
    await expect(killed.complete(uploader, uploadId)).rejects.toThrow('killed');
    expect(await read()).toEqual(content);
    expect(await uploads().complete(uploader, uploadId)).toEqual({
      sha256: digestOf(content),
      name: '验收表.pdf',
      mediaType: 'application/pdf',
      bytes: 1_000,
    });
    expect(await readdir(join(root, 'uploads', String(scope.tenantId)))).toEqual([]);
  });
});

describe('a draft', () => {
  it('lies in its town’s folder, which nobody but the owner of the process reads', async () => {
    const uploadId = await begin();
    await uploads().write(uploader, uploadId, 0, content.subarray(0, 300));
    const folder = join(root, 'uploads', String(scope.tenantId));
    expect(await readdir(join(root, 'uploads'))).toEqual([String(scope.tenantId)]);
    expect(await readdir(folder)).toEqual([uploadId]);
    const modes = [folder, join(folder, uploadId)].map(async (path) => (await stat(path)).mode & 0o777);
    expect(await Promise.all(modes)).toEqual([0o700, 0o600]);
  });

  it('does not grow while its town is suspended or closed', async () => {
    const uploadId = await begin();
    await uploads().write(uploader, uploadId, 0, content.subarray(0, 300));
    const more = () => uploads().write(uploader, uploadId, 300, content.subarray(300));
    await installation.suspend(scope.tenantId);
    await expect(more()).rejects.toThrow(TenantSuspended);
    await installation.owner.query(`update zhendi.tenant set status = 'closed' where tenant_id = $1`, [
      scope.tenantId,
    ]);
    await expect(more()).rejects.toThrow(TenantClosed);
    expect((await stat(drafts.pathOf({ tenantId: scope.tenantId, uploadId }))).size).toBe(300);
  });
});

describe('a content', () => {
  it('is one file with one name once its draft is gone', async () => {
    const uploadId = await begin();
    await uploads().write(uploader, uploadId, 0, content);
    await uploads().complete(uploader, uploadId);
    const sha256 = digestOf(content);
    const { nlink } = await stat(join(root, String(scope.tenantId), sha256.slice(0, 2), sha256));
    expect(nlink).toBe(1);
  });

  it('is as long as may be, and no byte longer', async () => {
    await expect(uploads().begin(uploader, { name: 'a.pdf', bytes: MOST })).resolves.toBeDefined();
    await expect(uploads().begin(uploader, { name: 'a.pdf', bytes: MOST + 1 })).rejects.toMatchObject({
      code: 'attachment.too-large',
    });
  });
});
