import { Command, Option } from 'commander';
import { loadConfig } from '../../libs/platform/config.ts';
import { prepareDatabase } from '../../libs/platform/prepare-database.ts';
import { ROLES, type Role } from '../../libs/tenancy/index.ts';
import { createAccount } from './accounts/create-account.ts';
import { newPassword, readPassword } from './accounts/password.ts';
import { divisionCode } from './division-code.ts';
import { UsageError } from './operator-error.ts';
import { withOwnerConnection } from './owner-connection.ts';
import { withDatabase } from './start/with-database.ts';

interface CreateOptions {
  readonly role: Role;
  readonly county?: string;
  readonly town?: string;
  readonly passwordStdin?: true;
}

/** `zhendi account …` */
export function accountCommand(): Command {
  const create = new Command('create')
    .description('create an account; without --password-stdin its password is random and shown once')
    .argument('<username>')
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).makeOptionMandatory())
    .option('--county <code>', 'the county of a county-analyst', divisionCode(6))
    .option('--town <code>', 'the town of a town-clerk', divisionCode(9))
    .option('--password-stdin', 'read the password from standard input')
    .action(createFromOptions);
  return new Command('account').description('local accounts').addCommand(create);
}

async function createFromOptions(username: string, options: CreateOptions): Promise<void> {
  const divisionCode = divisionOf(options);
  const config = loadConfig(process.env);
  const password = options.passwordStdin ? await readPassword(process.stdin) : newPassword();
  await withDatabase(config, async (ownerUrl) => {
    await prepareDatabase(ownerUrl);
    await withOwnerConnection(ownerUrl, (owner) =>
      createAccount(owner, { username, role: options.role, divisionCode, password }),
    );
  });
  const shown = options.passwordStdin ? '' : `, with the password ${password} (shown only now)`;
  console.log(`created ${username}, ${options.role} of ${divisionCode}${shown}`);
}

/** @throws {UsageError} when the division is not of the role's level. */
function divisionOf({ role, county, town }: CreateOptions): string {
  switch (role) {
    case 'county-analyst':
      if (county && !town) return county;
      throw new UsageError('a county-analyst needs --county <code> and no --town');
    case 'town-clerk':
      if (town && !county) return town;
      throw new UsageError('a town-clerk needs --town <code> and no --county');
    default:
      return role satisfies never;
  }
}
