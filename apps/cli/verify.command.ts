import { Command, InvalidArgumentError } from 'commander';
import { loadConfig } from '../../libs/platform/config.ts';
import { prepareDatabase } from '../../libs/platform/prepare-database.ts';
import { attachmentFiles } from './attachments/attachment-files.ts';
import { OperatorError } from './operator-error.ts';
import { withProgress } from './progress.ts';
import { withDatabase } from './start/with-database.ts';
import { verifyAttachments } from './verify/verify-attachments.ts';
import { verifyInstallation } from './verify/verify-installation.ts';

interface VerifyOptions {
  readonly town?: string;
  readonly since: number;
}

/** `zhendi verify` */
export function verifyCommand(): Command {
  return new Command('verify')
    .description(
      'recompute the hash chains and check them against the published heads; exit code 1 if one is broken',
    )
    .option('--town <code>', 'only this town, or the county itself', tenantCode)
    .option('--since <position>', 'take the chain up to this position for granted', position, 0)
    .action(verify);
}

async function verify({ town, since }: VerifyOptions): Promise<void> {
  const config = loadConfig(process.env);
  const { store } = attachmentFiles(config);
  let lost = 0;
  const onLost = (line: string) => {
    lost++;
    console.log(line);
  };
  const { chains, events, auditEntries, publications, faults, attachments } = await withDatabase(
    config,
    async (ownerUrl) => {
      await prepareDatabase(ownerUrl);
      const verified = await withProgress('verifying', (onProgress) =>
        verifyInstallation(ownerUrl, config.ZHENDI_HOME, { town, since, onProgress, onFault: console.log }),
      );
      return { ...verified, attachments: await verifyAttachments(ownerUrl, store, town, onLost) };
    },
  );
  if (attachments > 0) console.log(`verified attachments: ${attachments - lost}`);
  console.log(
    `verified chains: ${chains}, events: ${events}, audit entries: ${auditEntries}, publications of their heads: ${publications}`,
  );
  if (faults + lost > 0) throw new OperatorError(`this is not what was recorded; faults: ${faults + lost}`);
}

function tenantCode(value: string): string {
  if (/^(\d{6}|\d{9})$/.test(value)) return value;
  throw new InvalidArgumentError('It must be a code of 9 digits, or of 6 for a county.');
}

function position(value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && Number.isSafeInteger(number)) return number;
  throw new InvalidArgumentError('It must be a position: 0, 1, 2 …');
}
