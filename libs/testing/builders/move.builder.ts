import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AttachmentFiles } from '../../../apps/cli/attachments/keep-contents.ts';
import { BackupFile } from '../../../apps/cli/backup/backup-file.ts';
import { restore, verifyRestored } from '../../../apps/cli/backup/restore.ts';
import { BACKED_UP } from '../../../apps/cli/backup/tables.ts';
import { FileAttachmentStore, UploadDrafts } from '../../attachments/index.ts';
import { append, type Append } from '../../event-store/index.ts';
import { createAppPool } from '../../tenancy/pool.ts';
import { query } from '../test-database.ts';
import { until } from '../until.ts';
import { anEmptyDatabase, type EmptyDatabase } from './empty-database.builder.ts';
import { anInstallation, type Installation } from './installation.builder.ts';

/** Two databases, and the file that brings what is in the one to the other. */
export interface Move {
  readonly source: Installation;
  /** Never prepared. */
  readonly target: EmptyDatabase;
  readonly folder: string;
  /** In the folder; not there yet. */
  readonly file: string;
  /** The source's, and where the target's would be. */
  readonly attachments: AttachmentFiles & { readonly root: string };
  readonly restoredAttachments: AttachmentFiles;
  /** Restores the file, by default into the target. */
  readonly restoreFile: (ownerUrl?: string) => Promise<void>;
  close(): Promise<void>;
}

const quiet = () => undefined;

export async function aMove(): Promise<Move> {
  const source = await anInstallation();
  const target = await anEmptyDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'zhendi-backup-'));
  const homes = await mkdtemp(join(tmpdir(), 'zhendi-attachments-'));
  const filesIn = (name: string) => {
    const root = join(homes, name);
    return { root, store: new FileAttachmentStore(root), drafts: new UploadDrafts(root) };
  };
  const file = join(folder, 'backup.zip');
  return {
    source,
    target,
    folder,
    file,
    attachments: filesIn('source'),
    restoredAttachments: filesIn('target'),
    restoreFile: async (ownerUrl = target.ownerUrl) => {
      const backup = await BackupFile.open(file);
      try {
        await restore(ownerUrl, backup, quiet);
      } finally {
        backup.close();
      }
    },
    close: async () => {
      await Promise.all([folder, homes].map((path) => rm(path, { recursive: true })));
      await target.drop();
      await source.close();
    },
  };
}

/** What the verification after a restore tells. */
export async function faultsOf(ownerUrl: string): Promise<string[]> {
  const faults: string[] = [];
  await verifyRestored(ownerUrl, (line) => faults.push(line), quiet);
  return faults;
}

/** Every row of every table that is backed up, as text; none of a table that an earlier schema does not have. */
export async function allRows(ownerUrl: string): Promise<Record<string, string[]>> {
  const tables: Record<string, string[]> = {};
  for (const name of BACKED_UP) {
    const [table] = await query<{ oid: number | null }>(ownerUrl, 'select to_regclass($1)::oid as oid', [
      `zhendi.${name}`,
    ]);
    const rows = table!.oid
      ? await query<{ row: string }>(ownerUrl, `select t::text as row from zhendi.${name} t`)
      : [];
    tables[name] = rows.map(({ row }) => row).sort();
  }
  return tables;
}

/** Ends the connection that waits for a lock while it copies, as soon as there is one. */
export async function endWaitingCopy(ownerUrl: string): Promise<void> {
  await until(async () => {
    const ended = await query(
      ownerUrl,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and query like 'copy %' and wait_event_type = 'Lock'`,
    );
    return ended.length > 0;
  });
}

/** Carries out a command in any database, as the app's role. */
export async function appendTo(ownerUrl: string, command: Append) {
  const app = createAppPool({ url: ownerUrl, max: 1, onError: quiet });
  try {
    return await append(app, command);
  } finally {
    await app.end();
  }
}
