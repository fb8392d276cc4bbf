import { Command } from 'commander';
import type { Unopened } from '../../libs/persons/index.ts';
import { loadConfig, type Config } from '../../libs/platform/config.ts';
import { prepareDatabase } from '../../libs/platform/prepare-database.ts';
import { OperatorError } from './operator-error.ts';
import { withOwnerConnection, type OwnerConnection } from './owner-connection.ts';
import { forgetOldKeys, rotateKey } from './persons/rotate-key.ts';
import { withProgress } from './progress.ts';
import { withDatabase } from './start/with-database.ts';

/** `zhendi persons …` */
export function personsCommand(): Command {
  const rotating = new Command('rotate-key')
    .description('encrypt all persons’ keys with a new master key; after an interruption, go on with it')
    .action(rotate);
  const forgetting = new Command('forget-old-keys')
    .description('remove the master keys that no person of the database needs any more')
    .action(forget);
  return new Command('persons').description('personal data').addCommand(rotating).addCommand(forgetting);
}

async function rotate(): Promise<void> {
  const config = loadConfig(process.env);
  const { inUse, rewrapped, opened, unopened } = await withOwner(config, (owner) =>
    withProgress('persons', (onProgress) =>
      rotateKey(owner, config, {
        onProgress,
        onNewKey: (id) =>
          console.log(
            `made the master key ${id}: copy ${config.ZHENDI_HOME}/master-keys to where its copy is kept`,
          ),
        onUnopened: (one) => console.log(describe(one)),
      }),
    ),
  );
  console.log(`encrypted anew with the master key ${inUse}: ${rewrapped}; opened as a check: ${opened}`);
  if (unopened > 0) throw new OperatorError(`persons that do not open: ${unopened}`);
}

async function forget(): Promise<void> {
  const config = loadConfig(process.env);
  const forgotten = await withOwner(config, (owner) => forgetOldKeys(owner, config));
  for (const id of forgotten)
    console.log(
      `forgot the master key ${id}: with the last copy of it, the persons in older backups are gone`,
    );
  if (forgotten.length === 0) console.log('there is no master key that nobody needs');
}

function describe({ townCode, personId, keyId, keyMissing }: Unopened): string {
  const reason = keyMissing ? `the master key ${keyId} is not there` : 'the row was altered';
  return `${townCode} person ${personId} does not open: ${reason}`;
}

function withOwner<Result>(
  config: Config,
  work: (owner: OwnerConnection) => Promise<Result>,
): Promise<Result> {
  return withDatabase(config, async (ownerUrl) => {
    await prepareDatabase(ownerUrl);
    return withOwnerConnection(ownerUrl, work);
  });
}
