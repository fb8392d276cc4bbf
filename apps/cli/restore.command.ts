import { Command } from 'commander';
import { loadConfig, type Config } from '../../libs/platform/config.ts';
import { recordAsOwner } from '../../libs/platform/prepare-database.ts';
import { PLATFORM_TENANT } from '../../libs/tenancy/index.ts';
import { operatorEntry } from './audit/operator-entry.ts';
import { attachmentFiles } from './attachments/attachment-files.ts';
import { BackupFile } from './backup/backup-file.ts';
import { rowsOf } from './backup/manifest.ts';
import { restore, restoreAttachments, verifyRestored } from './backup/restore.ts';
import { OperatorError } from './operator-error.ts';
import { settleRestoredPersons } from './persons/settle-restored.ts';
import { withProgress } from './progress.ts';
import { withDatabase } from './start/with-database.ts';

/** `zhendi restore` */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('load a backup into an empty home or database, and verify its hash chains')
    .argument('<file>', 'what zhendi backup wrote')
    .action(restoreFrom);
}

async function restoreFrom(file: string): Promise<void> {
  // A file that is none must not cost a new database.
  const backup = await BackupFile.open(file);
  const config = loadConfig(process.env);
  try {
    await withDatabase(config, (ownerUrl) => restoreAndVerify(ownerUrl, config, backup));
  } finally {
    backup.close();
  }
}

async function restoreAndVerify(ownerUrl: string, config: Config, backup: BackupFile): Promise<void> {
  const { manifest } = backup;
  const before = await withProgress('restoring', (onProgress) => restore(ownerUrl, backup, onProgress));
  const details = { createdAt: manifest.createdAt };
  await recordAsOwner(ownerUrl, operatorEntry(PLATFORM_TENANT, 'configuration', 'restore', details));
  const [tenants, events] = [rowsOf(manifest, 'tenant'), rowsOf(manifest, 'event')];
  console.log(
    `${before ? 'was restored before' : 'restored'}, as of ${manifest.createdAt}: tenants: ${tenants}, events: ${events}`,
  );
  await settleRestoredPersons(ownerUrl, config, console.log);

  let faults = 0;
  const onFault = (line: string) => {
    faults++;
    console.log(line);
  };
  const attachments = await restoreAttachments(ownerUrl, backup, attachmentFiles(config), onFault);
  if (attachments > 0) console.log(`attachments: ${attachments}`);
  const verified = await withProgress('verifying', (onProgress) =>
    verifyRestored(ownerUrl, onFault, onProgress),
  );
  console.log(`verified chains: ${verified.chains}, events: ${verified.events}`);
  if (faults > 0)
    throw new OperatorError(
      `the backup is whole and was restored, but was altered before it was made; faults: ${faults}`,
    );
}
