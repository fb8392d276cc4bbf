import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chance that is the same in every run: dice of the same name fall the same. */
export class Dice {
  private readonly generator: ReturnType<typeof xoroshiro128plus>;

  constructor(name: string) {
    this.generator = xoroshiro128plus(createHash('sha256').update(name, 'utf8').digest().readInt32BE());
  }

  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number {
    return uniformInt(this.generator, least, most);
  }

  /** A number from `least` up to, not including, `most`. */
  real(least: number, most: number): number {
    return least + uniformFloat64(this.generator) * (most - least);
  }

  chance(probability: number): boolean {
    return this.real(0, 1) < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.int(0, items.length - 1)]!;
  }

  /** One of the keys, as often as its weight says. */
  weighted<Key extends string>(weights: Readonly<Record<Key, number>>): Key {
    const entries = Object.entries<number>(weights) as [Key, number][];
    let left = this.real(
      0,
      entries.reduce((sum, [, weight]) => sum + weight, 0),
    );
    return (entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1)!)[0];
  }

  /** How often something happens that happens `mean` times on average (Knuth's method; for small means). */
  poisson(mean: number): number {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.real(0, 1); product > limit; product *= this.real(0, 1)) count += 1;
    return count;
  }

  shuffled<Item>(items: readonly Item[]): Item[] {
    const result = [...items];
    for (let i = result.length - 1; i > 0; i--) {
      const j = this.int(0, i);
      [result[i], result[j]] = [result[j]!, result[i]!];
    }
    return result;
  }
}
