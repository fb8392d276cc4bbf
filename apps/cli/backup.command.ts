import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { loadConfig } from '../../libs/platform/config.ts';
import { PLATFORM_TENANT, recordAudit } from '../../libs/tenancy/index.ts';
import { operatorEntry } from './audit/operator-entry.ts';
import { attachmentFiles } from './attachments/attachment-files.ts';
import { describeContent, type Content } from './attachments/contents.ts';
import { backUp } from './backup/back-up.ts';
import { rowsOf } from './backup/manifest.ts';
import { exists } from './backup/tables.ts';
import { OperatorError } from './operator-error.ts';
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
  const config = loadConfig(process.env);
  const { store } = attachmentFiles(config);
  let lost = 0;
  const onLost = (content: Content) => {
    lost++;
    console.log(`${describeContent(content)} is lost or damaged: the backup has its name only`);
  };
  const { manifest, size } = await withDatabase(config, async (ownerUrl) => {
    await recordBackup(ownerUrl);
    return withProgress('backing up', (onProgress) => backUp(ownerUrl, file, { store, onProgress, onLost }));
  });
  const [tenants, events] = [rowsOf(manifest, 'tenant'), rowsOf(manifest, 'event')];
  console.log(`${file}: tenants: ${tenants}, events: ${events}, bytes: ${size}`);
  const { contents = 0, bytes = 0 } = manifest.attachments ?? {};
  if (contents > 0) console.log(`attachments: ${contents}, bytes: ${bytes}`);
  const persons = rowsOf(manifest, 'person');
  if (persons > 0)
    console.log(
      `persons: ${persons}, encrypted. THE MASTER KEY IS NOT IN THE FILE: without your copy of it nobody can read them`,
    );
  if (lost > 0) throw new OperatorError(`the backup is whole but for attachments: ${lost}`);
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
