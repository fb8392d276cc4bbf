import type { Fact } from './facts.ts';

/** An event store under measurement, in a database of its own. */
export interface Store {
  readonly name: string;
  /** Records facts durably; resolves when they are acknowledged. Anything but success is an error. */
  record(facts: readonly Fact[]): Promise<unknown>;
  /**
   * The oracle.
   *
   * @param events how many were acknowledged so far.
   * @throws Error when the store holds something else, or when positions or versions have gaps.
   */
  check(events: number): Promise<void>;
  /** Tables, indexes and all else that recording these facts has filled, after a vacuum. */
  bytes(): Promise<number>;
  close(): Promise<void>;
}

/** Compares what an oracle found with what it must be. @throws Error naming what differs. */
export function expectEqual(
  where: string,
  found: Record<string, unknown>,
  wanted: Record<string, number>,
): void {
  for (const [name, value] of Object.entries(wanted)) {
    if (Number(found[name]) !== value)
      throw new Error(`${where}: ${name} is ${String(found[name])}, should be ${value}`);
  }
}
