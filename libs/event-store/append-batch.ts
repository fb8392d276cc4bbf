import type { Append, AppendResult } from './append.ts';
import { streamName } from './event.ts';

/** Commands of a call at most. */
export const COMMANDS_PER_CALL = 200;
const EVENTS_PER_CALL = 2_000;

/** A command whose caller waits. */
export interface Waiting {
  readonly append: Append;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: Error) => void;
}

/** The commands of one call. */
export class Batch {
  readonly commands: Waiting[] = [];
  private events = 0;

  /**
   * Takes from the front of a tenant's queue what may travel together, until the call has `most` commands or is full; an empty
   * one takes at least one.
   *
   * @returns how many.
   */
  takeFrom(queue: Waiting[], most: number): number {
    // One that waits alone clashes with nobody.
    const touched = queue.length > 1 ? new Touched() : undefined;
    let taken = 0;
    for (const one of queue) {
      if (!this.holds(one.append.events.length, most) || touched?.add(one.append) === false) break;
      this.commands.push(one);
      this.events += one.append.events.length;
      taken += 1;
    }
    queue.splice(0, taken);
    return taken;
  }

  private holds(events: number, most: number): boolean {
    const { length } = this.commands;
    return length === 0 || (length < most && this.events + events <= EVENTS_PER_CALL);
  }
}

/** What the commands of one tenant in one call touch: none may share a command id, or a stream that one of them writes. */
class Touched {
  private readonly commands = new Set<string>();
  private readonly read = new Set<string>();
  private readonly written = new Set<string>();

  /** False when the command must wait for the next call. */
  add({ commandId, expectations, events }: Append): boolean {
    const writes = events.map(({ stream }) => streamName(stream));
    const reads = expectations.map(({ stream }) => streamName(stream));
    const clashes =
      this.commands.has(commandId) ||
      writes.some((stream) => this.read.has(stream) || this.written.has(stream)) ||
      reads.some((stream) => this.written.has(stream));
    if (clashes) return false;
    this.commands.add(commandId);
    for (const stream of writes) this.written.add(stream);
    for (const stream of reads) this.read.add(stream);
    return true;
  }
}
