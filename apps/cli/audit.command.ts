import { Command, InvalidArgumentError } from 'commander';
import { loadConfig } from '../../libs/platform/config.ts';
import { prepareDatabase } from '../../libs/platform/prepare-database.ts';
import { publishedKeys } from '../../libs/platform/signing-key.ts';
import { archiveAudit } from './audit/archive-audit.ts';
import { readArchiveSeal, verifyArchive } from './audit/archive-file.ts';
import { PublishedHashes } from './audit/published-hashes.ts';
import { withDatabase } from './start/with-database.ts';

/** `zhendi audit …` */
export function auditCommand(): Command {
  const archiving = new Command('archive')
    .description('move the entries from before a day, six months ago or earlier, to signed files')
    .requiredOption('--before <date>', 'the first day whose entries stay, YYYY-MM-DD', day)
    .option('--out <folder>', 'where the files go', '.')
    .action(archive);
  const verifying = new Command('verify')
    .description('check that an archive is whole, signed, and what was published of it; exit code 1 if not')
    .argument('<file>', 'what zhendi audit archive wrote')
    .action(verify);
  return new Command('audit').description('the audit log').addCommand(archiving).addCommand(verifying);
}

async function archive({ before, out }: { before: string; out: string }): Promise<void> {
  const config = loadConfig(process.env);
  let files = 0;
  await withDatabase(config, async (ownerUrl) => {
    await prepareDatabase(ownerUrl);
    await archiveAudit(ownerUrl, {
      before,
      folder: out,
      home: config.ZHENDI_HOME,
      onArchived: ({ file, entries }) => {
        files++;
        console.log(`${file}: entries: ${entries}`);
      },
    });
  });
  if (files === 0) console.log(`nothing was recorded before ${before} that is not archived`);
}

async function verify(file: string): Promise<void> {
  const home = loadConfig(process.env).ZHENDI_HOME;
  const keys = await publishedKeys(home);
  const { seal } = await readArchiveSeal(file, keys);
  const published = await PublishedHashes.of(seal.tenant, home);
  await verifyArchive(file, keys, (entry) => published.check(entry));
  console.log(
    `${file}: ${seal.code}, positions ${seal.first} to ${seal.last}, sealed ${seal.sealedAt}; published heads that it holds: ${published.held}`,
  );
}

function day(value: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))) return value;
  throw new InvalidArgumentError('It must be a day: YYYY-MM-DD.');
}
