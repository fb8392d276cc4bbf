import { loadavg } from 'node:os';
import type { Cluster } from './cluster.ts';
import { median } from './statistics.ts';

/** One side of a comparison: it does a measured piece of work, and then shows that it was done right. */
export interface Contestant {
  readonly name: string;
  /** @returns the figure of one round, of whatever unit the comparison has. */
  run(): Promise<number>;
  /** The oracle. @throws Error when what the work left is not what it should be. */
  check(): Promise<void>;
}

/** The figures of each contestant, one a round, by its name. */
export type Samples = Readonly<Record<string, readonly number[]>>;

/**
 * Lets contestants take turns: in each round each of them, every second round in the reverse order, so that nobody always
 * comes after the same neighbour. A first round that does not count warms everything up.
 */
export async function alternate(
  cluster: Cluster,
  title: string,
  rounds: number,
  contestants: readonly Contestant[],
): Promise<Samples> {
  const samples: Record<string, number[]> = Object.fromEntries(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const contestant of round % 2 === 0 ? contestants : [...contestants].reverse()) {
      await cluster.checkpoint();
      const figure = await contestant.run();
      await contestant.check();
      if (round > 0) samples[contestant.name]!.push(figure);
    }
    say(`${title}: ${round === 0 ? 'warmed up' : `round ${round} of ${rounds}`}${latest(samples)}`);
  }
  return samples;
}

/** Tells how it goes: on standard error, since standard output is for the result. */
export function say(line: string): void {
  console.error(`[load ${loadavg()[0]!.toFixed(1)}] ${line}`);
}

/** The medians, by contestant. */
export function medians(samples: Samples): Record<string, number> {
  return Object.fromEntries(Object.entries(samples).map(([name, own]) => [name, median(own)]));
}

function latest(samples: Samples): string {
  return Object.entries(samples)
    .filter(([, own]) => own.length > 0)
    .map(([name, own]) => `, ${name} ${own.at(-1)!.toPrecision(3)}`)
    .join('');
}
