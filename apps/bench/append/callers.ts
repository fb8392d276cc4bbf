import { FactSource, type Fact } from './facts.ts';

/** What came of a run. */
export interface Work {
  /** Commands that were acknowledged. */
  readonly commands: number;
  readonly seconds: number;
  /** Of each command, in milliseconds. */
  readonly latencies: readonly number[];
}

/**
 * So many callers at once, each of which records one fact after the other for some seconds and waits for each.
 *
 * @param record carries out the facts given, in one call; all of them are acknowledged when it resolves.
 * @param together facts a caller records at once.
 */
export async function callersAtWork(
  { callers, tenants, seconds }: { callers: number; tenants: number; seconds: number },
  record: (facts: readonly Fact[]) => Promise<unknown>,
  together = 1,
): Promise<Work> {
  const began = performance.now();
  const end = began + seconds * 1000;
  const latencies: number[] = [];
  const caller = async (number: number) => {
    const source = new FactSource(tenants, number);
    while (performance.now() < end) {
      const facts = Array.from({ length: together }, () => source.next());
      const asked = performance.now();
      await record(facts);
      latencies.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, number) => caller(number)));
  return {
    commands: latencies.length * together,
    seconds: (performance.now() - began) / 1000,
    latencies,
  };
}
