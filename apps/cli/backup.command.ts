import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { loadConfig } from '../../libs/platform/config.ts';
import { backUp } from './backup/back-up.ts';
import { rowsOf } from './backup/manifest.ts';
import { withProgress } from './progress.ts';
import { withDatabase } from './start/with-database.ts';
import { timestamp } from './timestamp.ts';

/** `zhendi backup` */
export function backupCommand(): Command {
  return new Command('backup')
    .description('write all that is recorded to one file, as of this moment, while others go on')
    .argument('[path]', 'the new file, or the folder it goes to under a name with the time', '.')
    .action(backup);
}

async function backup(path: string): Promise<void> {
  const file = isFolder(path) ? join(path, `zhendi-${timestamp()}.zip`) : path;
  const { manifest, size } = await withDatabase(loadConfig(process.env), (ownerUrl) =>
    withProgress('backing up', (onProgress) => backUp(ownerUrl, file, onProgress)),
  );
  const [tenants, events] = [rowsOf(manifest, 'tenant'), rowsOf(manifest, 'event')];
  console.log(`${file}: tenants: ${tenants}, events: ${events}, bytes: ${size}`);
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
