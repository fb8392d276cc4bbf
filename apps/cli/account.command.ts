import { Command, Option } from 'commander';
import { loadConfig } from '../../libs/platform/config.ts';
import { prepareDatabase } from '../../libs/platform/prepare-database.ts';
import { villageIdOf } from '../../libs/features/shared/streams.ts';
import { newPassword, ROLES, type Role } from '../../libs/tenancy/index.ts';
import { createAccount } from './accounts/create-account.ts';
import { readPassword } from './accounts/password.ts';
import { divisionCode } from './division-code.ts';
import { UsageError } from './operator-error.ts';
import { withOwnerConnection } from './owner-connection.ts';
import { withDatabase } from './start/with-database.ts';

interface CreateOptions {
  readonly role: Role;
  readonly county?: string;
  readonly town?: string;
  readonly village?: string;
  readonly passwordStdin?: true;
}

// What of a division each role belongs to.
const NEEDED: Readonly<Record<Role, readonly ('county' | 'town' | 'village')[]>> = {
  'village-clerk': ['town', 'village'],
  'town-clerk': ['town'],
  'town-leader': ['town'],
  'county-analyst': ['county'],
  'county-reviewer': ['county'],
  'county-administrator': ['county'],
  auditor: ['county'],
  operator: [],
};

/** `zhendi account …` */
export function accountCommand(): Command {
  const create = new Command('create')
    .description('create an account; without --password-stdin its password is random and shown once')
    .argument('<username>')
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).makeOptionMandatory())
    .option('--county <code>', 'the county of somebody of the county', divisionCode(6))
    .option('--town <code>', 'the town of somebody of a town or village', divisionCode(9))
    .option('--village <code>', 'the village of a village-clerk', divisionCode(12))
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
      createAccount(owner, {
        username,
        role: options.role,
        divisionCode,
        password,
        ...(options.village && { villageId: villageIdOf(options.village) }),
      }),
    );
  });
  const shown = options.passwordStdin ? '' : `, with the password ${password} (shown only now)`;
  console.log(`created ${username}, ${options.role} of ${divisionCode}${shown}`);
}

/** @throws {UsageError} when the division is not of the role's level. */
function divisionOf({ role, county, town, village }: CreateOptions): string {
  const needed = NEEDED[role];
  const given = { county, town, village };
  const names = Object.keys(given) as (keyof typeof given)[];
  const fits = names.every((name) => (given[name] !== undefined) === needed.includes(name));
  if (!fits) {
    const wanted = needed.map((name) => `--${name} <code>`).join(' and ');
    throw new UsageError(`a role of ${role} needs ${wanted || 'no division'}${wanted && ' and no other'}`);
  }
  return town ?? county ?? 'platform';
}
