import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { anAttachment } from '../../../libs/testing/builders/attachment.builder.ts';
import { aMove, type Move } from '../../../libs/testing/builders/move.builder.ts';
import { aPdf } from '../../../libs/testing/files.ts';
import { describeContent } from '../attachments/contents.ts';
import type { AttachmentFiles } from '../attachments/keep-contents.ts';
import { backUp } from './back-up.ts';
import { BackupFile } from './backup-file.ts';
import { restoreAttachments } from './restore.ts';

let move: Move;
let towns: readonly number[];
beforeEach(async () => {
  move = await aMove();
  ({ towns } = await move.source.aCounty(2));
});
afterEach(() => move.close());

const minutes = aPdf('会议记录', 700_001);
const photo = aPdf('照片', 100);
const short = aPdf('短');

const keep = (town: number, content: Buffer, villageId?: string) =>
  anAttachment(move.source, move.attachments, {
    tenantId: towns[town]!,
    content,
    ...(villageId && { villageId }),
  });

const codeOf = (town: number) => `990001${100 + town}`;
const stored = async ({ store }: AttachmentFiles, town: number, sha256: string, content: Buffer) =>
  content.equals(await buffer(await store.open(towns[town]!, sha256, content.length)));

async function restoreThem(): Promise<{ kept: number; faults: string[] }> {
  const faults: string[] = [];
  const backup = await BackupFile.open(move.file);
  try {
    const { ownerUrl } = move.target;
    const tell = (line: string) => faults.push(line);
    return { kept: await restoreAttachments(ownerUrl, backup, move.restoredAttachments, tell), faults };
  } finally {
    backup.close();
  }
}

describe('a backup', () => {
  it('brings the contents of all attachments along, each once a town, and to a restore that is repeated too', async () => {
    const [first] = [await keep(0, minutes), await keep(0, minutes, randomUUID()), await keep(0, photo)];
    const second = await keep(1, minutes);
    const third = await keep(1, short);
    const { manifest } = await backUp(move.source.ownerUrl, move.file, { store: move.attachments.store });
    expect(manifest.attachments).toEqual({ contents: 4, bytes: 2 * 700_001 + 100 + short.length });

    await move.restoreFile();
    expect(await restoreThem()).toEqual({ kept: 4, faults: [] });
    expect(await stored(move.restoredAttachments, 0, first, minutes)).toBe(true);
    expect(await stored(move.restoredAttachments, 1, second, minutes)).toBe(true);
    expect(await stored(move.restoredAttachments, 1, third, short)).toBe(true);
    expect(await restoreThem()).toEqual({ kept: 4, faults: [] });
  });

  it('is made although a content is lost, cut off or altered, which is told then and at the restore', async () => {
    const all = [await keep(0, minutes), await keep(0, photo), await keep(0, short), await keep(1, photo)];
    const { root } = move.attachments;
    const pathOf = (sha256: string) => join(root, String(towns[0]), sha256.slice(0, 2), sha256);
    await rm(pathOf(all[0]!));
    await writeFile(pathOf(all[1]!), photo.subarray(1));
    await writeFile(pathOf(all[2]!), aPdf('长'));

    const told: string[] = [];
    await backUp(move.source.ownerUrl, move.file, {
      store: move.attachments.store,
      onLost: (content) => told.push(describeContent(content)),
    });
    const expected = all.slice(0, 3).map((sha256) => `attachment ${sha256} of ${codeOf(0)}`);
    expect(told.sort()).toEqual(expected.sort());

    await move.restoreFile();
    const { kept, faults } = await restoreThem();
    expect(kept).toBe(1);
    expect(faults.sort()).toEqual(
      expected.map((line) => `${line} was lost or damaged when the backup was made`),
    );
    expect(await stored(move.restoredAttachments, 1, all[3]!, photo)).toBe(true);
  });
});
