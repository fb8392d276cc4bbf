import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { loadConfig } from '../../libs/platform/config.ts';
import { PLATFORM_TENANT, recordAudit } from '../../libs/tenancy/index.ts';
import { operatorEntry } from './audit/operator-entry.ts';
import { backUp } from './backup/back-up.ts';
import { rowsOf } from './backup/manifest.ts';
import { exists } from './backup/tables.ts';
import { withOwnerConnection } from './owner-connection.ts';
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
  const { manifest, size } = await withDatabase(loadConfig(process.env), async (ownerUrl) => {
    await recordBackup(ownerUrl);
    return withProgress('backing up', (onProgress) => backUp(ownerUrl, file, onProgress));
  });
  const [tenants, events] = [rowsOf(manifest, 'tenant'), rowsOf(manifest, 'event')];
  console.log(`${file}: tenants: ${tenants}, events: ${events}, bytes: ${size}`);
  const persons = rowsOf(manifest, 'person');
  if (persons > 0)
    console.log(
      `persons: ${persons}, encrypted. THE MASTER KEY IS NOT IN THE FILE: without your copy of it nobody can read them`,
    );
}

/** Before there is a file; the backup holds this entry too. A database from before the audit log has none. */
async function recordBackup(ownerUrl: string): Promise<void> {
  await withOwnerConnection(ownerUrl, async (owner) => {
    if (await exists(owner, 'zhendi.audit_entry'))
      await recordAudit(owner, [operatorEntry(PLATFORM_TENANT, 'export', 'backup')]);
  });
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
