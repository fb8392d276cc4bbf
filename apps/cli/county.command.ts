import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command } from 'commander';
import { loadConfig } from '../../libs/platform/config.ts';
import { readCounty } from './county-import/county.ts';
import type { SourceFile } from './county-import/read-divisions.ts';
import { runImport } from './county-import/run-import.ts';
import { importSummary } from './county-import/summary.ts';
import { newPassword } from '../../libs/tenancy/index.ts';
import { divisionCode } from './division-code.ts';
import { OperatorError } from './operator-error.ts';
import { withProgress } from './progress.ts';
import { withDatabase } from './start/with-database.ts';

interface ImportOptions {
  readonly county?: string;
  readonly accounts?: true;
}

/** `zhendi county …` */
export function countyCommand(): Command {
  const importing = new Command('import')
    .description('register a county, its towns and villages from CSV files with the columns code and name')
    .argument('<files...>', 'UTF-8 or GB18030; the publisher’s areas.csv streets.csv villages.csv together')
    .option('--county <code>', 'take only this county out of files that hold more', divisionCode(6))
    .option('--accounts', 'create the accounts county-<code> and town-<code>, all with one initial password')
    .action(importFiles);
  return new Command('county').description('counties of this installation').addCommand(importing);
}

async function importFiles(paths: string[], options: ImportOptions): Promise<void> {
  const config = loadConfig(process.env);
  const county = readCounty(await Promise.all(paths.map(readSource)), options.county);
  const password = options.accounts && (config.ZHENDI_DEMO_PASSWORD ?? newPassword());
  const { imported, accounts } = await withDatabase(config, (ownerUrl) =>
    withProgress(`importing ${county.code} ${county.name}`, (onProgress) =>
      runImport(ownerUrl, county, {
        accountPassword: password,
        // A random one; the demo's stays as it is.
        mustChangePassword: config.ZHENDI_DEMO_PASSWORD === undefined,
        onProgress,
      }),
    ),
  );
  for (const line of importSummary(county, imported)) console.log(line);
  if (!password) return;
  if (accounts.length === 0) console.log('accounts: all of them were there before');
  else console.log(`accounts, with the password ${password} (shown only now): ${accounts.join(' ')}`);
}

async function readSource(path: string): Promise<SourceFile> {
  try {
    return { name: basename(path), bytes: await readFile(path) };
  } catch (error) {
    throw new OperatorError(`cannot read ${path}: ${(error as Error).message}`);
  }
}
