import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { UploadDrafts } from '../../libs/attachments/index.ts';
import { anInstallation, type Installation } from '../../libs/testing/builders/installation.builder.ts';
import { aLogger } from '../../libs/testing/builders/logger.builder.ts';
import { aPdf } from '../../libs/testing/files.ts';
import { until } from '../../libs/testing/until.ts';
import { UploadSweeper } from './upload-sweeper.ts';

let installation: Installation;
let folder: string;
let drafts: UploadDrafts;
beforeAll(async () => {
  installation = await anInstallation();
  folder = await mkdtemp(join(tmpdir(), 'zhendi-uploads-'));
  drafts = new UploadDrafts(folder);
});
afterAll(() => Promise.all([installation.close(), rm(folder, { recursive: true })]));

/** An upload that was last gone on with so many hours ago. */
async function anUpload(tenantId: number, name: string, hours: number): Promise<void> {
  const uploadId = randomUUID();
  await installation.owner.query(
    `insert into zhendi.attachment_upload (tenant_id, upload_id, name, bytes, received, uploaded_by, last_changed_at)
     values ($1, $2, $3, 100, 50, $2, now() - $4 * interval '1 hour')`,
    [tenantId, uploadId, name, hours],
  );
  await drafts.write({ tenantId, uploadId }, 0, aPdf(name, 50));
  const then = new Date(Date.now() - hours * 60 * 60_000);
  await utimes(drafts.pathOf({ tenantId, uploadId }), then, then);
}

it('uploads of all towns that were given up a day ago are removed with their files, and no others', async () => {
  const towns = [await installation.aTown(), await installation.aTown()];
  for (const town of towns) {
    await anUpload(town, 'under way', 0);
    await anUpload(town, 'since yesterday', 23);
    await anUpload(town, 'given up', 26);
  }
  // As they lay before each town had a folder.
  const strays = [randomUUID(), randomUUID()].map((name) => join(folder, 'uploads', name));
  for (const path of strays) await writeFile(path, '%PDF');
  await utimes(strays[0]!, new Date(0), new Date(0));
  const { logger, lines } = aLogger();
  const sweeper = new UploadSweeper(installation.database, drafts, logger);
  const files = async () =>
    (await readdir(join(folder, 'uploads'), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
  await until(async () => (await files()).length <= 5);
  await sweeper.stop();
  const { rows } = await installation.owner.query<{ tenantId: number; uploadId: string; name: string }>(
    'select tenant_id as "tenantId", upload_id as "uploadId", name from zhendi.attachment_upload order by name',
  );
  expect(rows.map(({ name }) => name)).toEqual([
    'since yesterday',
    'since yesterday',
    'under way',
    'under way',
  ]);
  expect((await files()).sort()).toEqual([...rows.map((row) => drafts.pathOf(row)), strays[1]].sort());
  expect(lines).toEqual([]);
});

it('a sweep that fails is told, and ends nothing', async () => {
  await installation.owner.query(
    'revoke execute on function zhendi.sweep_attachment_uploads from zhendi_app',
  );
  const { logger, lines } = aLogger();
  const sweeper = new UploadSweeper(installation.database, drafts, logger);
  await until(() => lines.length > 0);
  await sweeper.stop();
  expect(lines[0]!.msg).toBe('uploads that were given up were not removed');
});
