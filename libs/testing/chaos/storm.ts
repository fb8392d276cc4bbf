import { Dice } from '../../../apps/cli/demo/dice.ts';
import type { ChaosInstallation } from './chaos-installation.ts';
import { KnownTown } from './command-mix.ts';
import { faults } from './faults.ts';
import { Journal } from './journal.ts';
import { patiently } from './patience.ts';
import { Writer } from './writer.ts';

const WRITERS = 8;
// So many more acknowledged commands between two faults: each one meets an installation at work.
const FEWEST_BETWEEN = 10;
const MOST_BETWEEN = 80;

export interface StormOptions {
  /** Chooses faults, their order and their dice, and what the writers' dice are; the machine does the rest. */
  readonly seed: string;
  /** How often each fault happens. */
  readonly rounds: number;
  readonly tell: (line: string) => void;
}

/**
 * Lets writers write and faults happen, all in random order, each when some more commands were acknowledged. Resolves
 * when every command that was begun has come to its end and every server is up again.
 *
 * @throws when the installation does not go on after a fault.
 */
export async function runStorm(
  installation: ChaosInstallation,
  { seed, rounds, tell }: StormOptions,
): Promise<Journal> {
  const journal = new Journal();
  const done = new AbortController();
  const writers = startWriters(installation, journal, seed, done.signal);
  const course = new Dice(`${seed}/course`).shuffled(
    Object.keys(faults).flatMap((name) => Array<string>(rounds).fill(name)),
  );
  try {
    for (const [i, name] of course.entries()) {
      // Dice of its own, so that a fault falls the same however many connections the one before has cut.
      const dice = new Dice(`${seed}/fault ${i}`);
      const enough = journal.acknowledged + dice.int(FEWEST_BETWEEN, MOST_BETWEEN);
      await patiently(`work goes on before ${name} (${i + 1})`, () => journal.acknowledged >= enough);
      tell(`${i + 1}/${course.length} ${name}, after ${journal.acknowledged} commands`);
      await faults[name]!(installation, dice);
    }
  } finally {
    done.abort();
    await writers;
  }
  const servers = [...installation.apis, ...installation.workers];
  await patiently('all servers are up again', () => servers.every((server) => server.isUp()));
  return journal;
}

async function startWriters(
  { apis, towns, token }: ChaosInstallation,
  journal: Journal,
  seed: string,
  done: AbortSignal,
): Promise<void> {
  const known = towns.map(({ code }) => new KnownTown(code));
  const up = () => apis.flatMap(({ url }) => url ?? []);
  const writers = Array.from(
    { length: WRITERS },
    (_, number) =>
      new Writer({
        number,
        dice: new Dice(`${seed}/writer ${number}`),
        towns: known,
        journal,
        apis: up,
        token,
        done,
      }),
  );
  await Promise.all(writers.map((writer) => writer.run()));
}
