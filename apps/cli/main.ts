import { Command, CommanderError } from 'commander';
import { InvalidConfig } from '../../libs/platform/config.ts';
import { accountCommand } from './account.command.ts';
import { auditCommand } from './audit.command.ts';
import { backupCommand } from './backup.command.ts';
import { countyCommand } from './county.command.ts';
import { InvalidDivisions } from './county-import/faults.ts';
import { loadDemoCounty } from './demo/load-demo-county.ts';
import { OperatorError, UsageError } from './operator-error.ts';
import { personsCommand } from './persons.command.ts';
import { projectionCommand } from './projection.command.ts';
import { restoreCommand } from './restore.command.ts';
import { startCommand } from './start.command.ts';
import { tenantCommand } from './tenant.command.ts';
import { verifyCommand } from './verify.command.ts';

const FAILED = 1;
const WRONG_USAGE = 2;

const program = new Command('zhendi')
  .description('system of record for the public venues of Chinese townships')
  .addCommand(startCommand(loadDemoCounty))
  // What each of them needs is loaded only for it.
  .addCommand(new Command('api').description('run one API process').action(runApi))
  .addCommand(new Command('worker').description('run one worker process').action(runWorker))
  .addCommand(countyCommand())
  .addCommand(tenantCommand())
  .addCommand(accountCommand())
  .addCommand(projectionCommand())
  .addCommand(personsCommand())
  .addCommand(verifyCommand())
  .addCommand(auditCommand())
  .addCommand(backupCommand())
  .addCommand(restoreCommand());

try {
  exitInsteadOfEnding(program);
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

async function runApi(): Promise<void> {
  await import('../api/main.ts');
}

async function runWorker(): Promise<void> {
  await import('../worker/main.ts');
}

/** Lets commander's own errors come here, from whichever command. */
function exitInsteadOfEnding(command: Command): void {
  command.exitOverride();
  command.commands.forEach(exitInsteadOfEnding);
}

/** Tells an error. @returns the exit code it ends with. */
function report(error: unknown): number {
  // Commander has told its own; help that was asked for is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
  console.error(
    `zhendi: ${isExpected(error) ? (error as Error).message : ((error as Error).stack ?? String(error))}`,
  );
  return error instanceof UsageError ? WRONG_USAGE : FAILED;
}

/** What the operator can put right, and what the system or the database refuses under a code of its own. */
function isExpected(error: unknown): boolean {
  const known = [OperatorError, UsageError, InvalidConfig, InvalidDivisions];
  return (
    known.some((type) => error instanceof type) || typeof (error as { code?: unknown }).code === 'string'
  );
}
