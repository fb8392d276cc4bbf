import { open } from 'node:fs/promises';

/** Makes the new name of something in a folder durable. Windows cannot open a folder, and needs not. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
