import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { digestOf } from './files.ts';

/** A file as it is chosen in a form. */
export interface ChosenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/**
 * Chooses a file of more than one chunk in the form that is open, sees how far it is while its second chunk is held
 * back, and then its SHA-256.
 */
export async function attach(page: Page, file: ChosenFile): Promise<void> {
  const dialog = page.getByRole('dialog');
  let release = () => undefined as void;
  const isSeen = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/uploads\/[^/]+\?offset=[1-9]/, async (route) => {
    await isSeen;
    await route.continue();
  });
  await dialog.locator('input[type="file"]').setInputFiles(file);
  const progress = dialog.getByRole('progressbar', { name: `${file.name}的上传进度` });
  await progress.and(page.locator('[aria-valuenow]:not([aria-valuenow="0"])')).waitFor();
  release();
  const arrived = dialog.getByRole('list', { name: '附件列表' }).getByRole('listitem');
  await arrived.filter({ hasText: file.name }).getByTitle(digestOf(file.buffer)).waitFor();
  await page.unrouteAll();
}

/** Downloads a file that a page lists. @returns its content. */
export async function downloadOf(page: Page, name: string): Promise<Buffer> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: `下载${name}` }).click();
  const download = await downloading;
  if (download.suggestedFilename() !== name) throw new Error(`is called ${download.suggestedFilename()}`);
  return readFile(await download.path());
}
