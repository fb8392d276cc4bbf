import { Command, Option } from 'commander';
import type { SqlClient } from '../../libs/event-store/index.ts';
import { villageIdOf } from '../../libs/features/shared/streams.ts';
import { loadConfig } from '../../libs/platform/config.ts';
import { prepareDatabase } from '../../libs/platform/prepare-database.ts';
import { newPassword, ROLES, type Role } from '../../libs/tenancy/index.ts';
import { createAccount } from './accounts/create-account.ts';
import {
  listAccounts,
  resetPassword,
  setDisabled,
  signOut,
  type ListedAccount,
} from './accounts/manage-accounts.ts';
import { readPassword } from './accounts/password.ts';
import { divisionCode } from './division-code.ts';
import { UsageError } from './operator-error.ts';
import { ownerTransaction } from './owner-connection.ts';
import { withDatabase } from './start/with-database.ts';

interface CreateOptions {
  readonly role: Role;
  readonly county?: string;
  readonly town?: string;
  readonly village?: string;
  readonly passwordStdin?: true;
}

interface ListOptions {
  readonly county?: string;
  readonly town?: string;
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
  const creating = new Command('create')
    .description(
      'create an account; without --password-stdin its password is random, shown once, and to be changed at the first sign-in',
    )
    .argument('<username>')
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).makeOptionMandatory())
    .option('--county <code>', 'the county of somebody of the county', divisionCode(6))
    .option('--town <code>', 'the town of somebody of a town or village', divisionCode(9))
    .option('--village <code>', 'the village of a village-clerk', divisionCode(12))
    .option('--password-stdin', 'read the password from standard input')
    .action(create);
  const listing = new Command('list')
    .description('list the accounts: name, division, roles, state, sessions, last sign-in')
    .option('--county <code>', 'only of this county itself', divisionCode(6))
    .option('--town <code>', 'only of this town', divisionCode(9))
    .action(list);
  const commands = [
    creating,
    listing,
    naming('disable', 'let nobody sign in as the account, and end its sessions', disable),
    naming('enable', 'let its owner sign in again', enable),
    naming(
      'reset-password',
      'give a random initial password, shown once; ends the sessions and takes the second factor away',
      reset,
    ),
    naming('sign-out', 'end all sessions of the account', signOutEverywhere),
  ];
  return commands.reduce(
    (parent, command) => parent.addCommand(command),
    new Command('account').description('accounts of people'),
  );
}

function naming(name: string, description: string, action: (username: string) => Promise<void>): Command {
  return new Command(name).description(description).argument('<username>').action(action);
}

async function create(username: string, options: CreateOptions): Promise<void> {
  const divisionCode = divisionOf(options);
  const { role, village, passwordStdin = false } = options;
  const password = passwordStdin ? await readPassword(process.stdin) : newPassword();
  await inTransaction((owner) =>
    createAccount(owner, {
      username,
      role,
      divisionCode,
      password,
      mustChangePassword: !passwordStdin,
      ...(village && { villageId: villageIdOf(village) }),
    }),
  );
  console.log(`created ${username}, ${role} of ${divisionCode}${passwordStdin ? '' : shown(password)}`);
}

async function list({ county, town }: ListOptions): Promise<void> {
  const accounts = await inTransaction((owner) => listAccounts(owner, town ?? county));
  for (const account of accounts) console.log(lineOf(account));
}

async function disable(username: string): Promise<void> {
  await inTransaction((owner) => setDisabled(owner, username, true));
  console.log(`disabled ${username}; its sessions have ended`);
}

async function enable(username: string): Promise<void> {
  await inTransaction((owner) => setDisabled(owner, username, false));
  console.log(`enabled ${username}`);
}

async function reset(username: string): Promise<void> {
  const password = newPassword();
  await inTransaction((owner) => resetPassword(owner, username, password));
  console.log(`reset ${username}${shown(password)}`);
}

async function signOutEverywhere(username: string): Promise<void> {
  await inTransaction((owner) => signOut(owner, username));
  console.log(`signed ${username} out everywhere`);
}

function inTransaction<Result>(work: (owner: SqlClient) => Promise<Result>): Promise<Result> {
  return withDatabase(loadConfig(process.env), async (ownerUrl) => {
    await prepareDatabase(ownerUrl);
    return ownerTransaction(ownerUrl, work);
  });
}

const shown = (password: string) => `, with the password ${password} (shown only now)`;

/** Separated by tabs, so that other programs can read it too. */
function lineOf(account: ListedAccount): string {
  const states = [
    account.disabled && 'disabled',
    account.mustChangePassword && 'initial password',
    account.secondFactor && 'second factor',
    account.kind === 'oidc' && 'by issuer',
  ];
  return [
    account.username,
    account.division,
    account.roles.join(' '),
    states.filter(Boolean).join(', ') || '-',
    `${account.sessions} sessions`,
    account.lastSignInAt?.toISOString() ?? 'never',
  ].join('\t');
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
