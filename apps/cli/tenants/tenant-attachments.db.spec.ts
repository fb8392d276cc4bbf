import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FileAttachmentStore, UploadDrafts } from '../../../libs/attachments/index.ts';
import { PLATFORM_TENANT, registerTenants } from '../../../libs/tenancy/index.ts';
import { anAttachment } from '../../../libs/testing/builders/attachment.builder.ts';
import { anInstallation, type Installation } from '../../../libs/testing/builders/installation.builder.ts';
import { aPdf, digestOf } from '../../../libs/testing/files.ts';
import type { AttachmentFiles } from '../attachments/keep-contents.ts';
import { exportTenant } from './export-tenant.ts';
import { importTenant } from './import-tenant.ts';
import { CONTENTS, FILES } from './manifest.ts';

let source: Installation;
let target: Installation;
let home: string;
let kept: AttachmentFiles;
let brought: AttachmentFiles;
/** Of the source's town; the target has the county, and none of its towns. */
let code: string;
let tenantId: number;
let folder: string;
let exports = 0;

beforeAll(async () => {
  [source, target] = [await anInstallation(), await anInstallation()];
  home = await mkdtemp(join(tmpdir(), 'zhendi-home-'));
  [kept, brought] = [filesIn('source'), filesIn('target')];
});
afterAll(async () => {
  await Promise.all([source.close(), target.close()]);
  await rm(home, { recursive: true });
});

function filesIn(name: string): AttachmentFiles {
  const root = join(home, name);
  return { store: new FileAttachmentStore(root), drafts: new UploadDrafts(root) };
}

const audit = {
  tenantId: PLATFORM_TENANT,
  actor: null,
  username: 'operator',
  role: 'operator',
  address: null,
  correlationId: null,
};
const exporting = () => exportTenant({ ownerUrl: source.ownerUrl, home, store: kept.store, code, folder });
const importing = () => importTenant({ ownerUrl: target.ownerUrl, folder, files: brought, audit });

async function rows({ owner }: Installation, of: number): Promise<unknown[]> {
  const found = await owner.query<{ row: unknown }>(
    `select to_jsonb(a) - 'tenant_id' as row from zhendi.attachment a where tenant_id = $1 order by sha256, village_id`,
    [of],
  );
  return found.rows;
}

/** The town's tenant id in the target, once it is there. */
async function arrived(): Promise<number | undefined> {
  const { rows } = await target.owner.query<{ tenant_id: number }>(
    'select tenant_id from zhendi.tenant where code = $1',
    [code],
  );
  return rows[0]?.tenant_id;
}

describe('the attachments of a tenant', () => {
  const minutes = aPdf('会议记录', 200_000);
  const photo = aPdf('照片');
  const village = randomUUID();

  beforeEach(async () => {
    const county = await source.aCounty(1);
    await registerTenants(target.owner, { code: county.code, name: '某县' }, []);
    tenantId = county.towns[0]!;
    code = `${county.code}100`;
    folder = join(home, `export-${++exports}`);
    for (const villageId of [null, village])
      await anAttachment(source, kept, { tenantId, content: minutes, villageId });
    await anAttachment(source, kept, { tenantId, content: photo, villageId: village });
    // Another town's stays where it is.
    await anAttachment(source, kept, { tenantId: await source.aTown(), content: aPdf('别处') });
  });

  it('go along, rows and contents, and each content once', async () => {
    const { attachments } = await exporting();
    expect(attachments!.count).toBe(3);
    expect((await readdir(join(folder, CONTENTS))).sort()).toEqual([minutes, photo].map(digestOf).sort());
    await importing();
    const here = (await arrived())!;
    expect(await rows(target, here)).toEqual(await rows(source, tenantId));
    for (const content of [minutes, photo]) {
      const stored = await brought.store.open(here, digestOf(content), content.length);
      expect(await buffer(stored)).toEqual(content);
    }
  });

  it.each([
    ['missing', (path: string) => rm(path)],
    ['altered', (path: string) => writeFile(path, aPdf('假的'))],
  ])('with a content that is %s are refused, and nothing is left', async (_, harm) => {
    await exporting();
    await harm(join(folder, CONTENTS, digestOf(photo)));
    await expect(importing()).rejects.toThrow('nothing was imported');
    expect(await arrived()).toBeUndefined();
  });

  it('with a line that was changed are refused', async () => {
    await exporting();
    const path = join(folder, FILES.attachments);
    await writeFile(path, (await readFile(path, 'utf8')).replace(village, randomUUID()));
    await expect(importing()).rejects.toThrow(`${FILES.attachments} is not the file that the manifest names`);
    expect(await arrived()).toBeUndefined();
  });

  it('that the store has lost are not exported, and the town is not without them', async () => {
    const sha256 = digestOf(photo);
    await rm(join(home, 'source', String(tenantId), sha256.slice(0, 2), sha256));
    await expect(exporting()).rejects.toThrow(`attachment ${sha256} of ${code} is lost or damaged`);
    expect(existsSync(folder)).toBe(false);
  });
});
