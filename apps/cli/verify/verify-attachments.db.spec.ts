import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { FileAttachmentStore, UploadDrafts } from '../../../libs/attachments/index.ts';
import { anAttachment } from '../../../libs/testing/builders/attachment.builder.ts';
import { anInstallation, type Installation } from '../../../libs/testing/builders/installation.builder.ts';
import { aPdf } from '../../../libs/testing/files.ts';
import { verifyAttachments } from './verify-attachments.ts';

let installation: Installation;
let root: string;
beforeAll(async () => {
  installation = await anInstallation();
  root = await mkdtemp(join(tmpdir(), 'zhendi-attachments-'));
});
afterAll(() => Promise.all([installation.close(), rm(root, { recursive: true })]));

it('names each attachment that is lost or altered, of one town or of all', async () => {
  const files = { store: new FileAttachmentStore(root), drafts: new UploadDrafts(root) };
  const { towns } = await installation.aCounty(2);
  const keep = (town: number, text: string) =>
    anAttachment(installation, files, { tenantId: towns[town]!, content: aPdf(text, 5_000) });
  const pathOf = (town: number, sha256: string) =>
    join(root, String(towns[town]), sha256.slice(0, 2), sha256);
  const altered = await keep(0, '被改的');
  const lost = await keep(1, '丢失的');
  await keep(1, '完好的');
  const verify = async (town?: string) => {
    const faults: string[] = [];
    const count = await verifyAttachments(installation.ownerUrl, files.store, town, (line) =>
      faults.push(line),
    );
    return { count, faults };
  };
  expect(await verify()).toEqual({ count: 3, faults: [] });

  // Of the same length: only its SHA-256 tells.
  await writeFile(pathOf(0, altered), aPdf('改过的', 5_000));
  await rm(pathOf(1, lost));
  const faults = [
    `attachment ${altered} of 990001100 is lost or altered`,
    `attachment ${lost} of 990001101 is lost or altered`,
  ];
  expect(await verify()).toEqual({ count: 3, faults });
  expect(await verify('990001100')).toEqual({ count: 1, faults: [faults[0]] });
});
