import { isDeepStrictEqual } from 'node:util';
import type { ExpectedVersion, NewEvent } from '../event-store/index.ts';

/** A command as the model knows it; streams and events by their ids. */
export interface ModelCommand {
  readonly id: string;
  readonly request: string;
  readonly expectations: readonly { readonly stream: string; readonly version: ExpectedVersion }[];
  readonly events: readonly NewEvent[];
}

export type ModelOutcome =
  | { readonly kind: 'appended' | 'repeated'; readonly first: number; readonly last: number }
  | { readonly kind: 'VersionConflict' }
  | { readonly kind: 'CommandIdReused' };

/** One sending of a command to a town and what came of it. */
export interface Attempt {
  readonly command: ModelCommand;
  readonly outcome: ModelOutcome;
  /** The highest position that anybody had been told of when it was sent: what it cannot have come before. */
  readonly knownBefore: number;
}

/** An event as the model keeps it: its place in the list is its position. */
export interface ModelEvent {
  readonly event: NewEvent;
  readonly version: number;
}

/**
 * One town as a list of events. Attempts that were made at the same time must have come out as if they had been made one
 * after the other, in an order that keeps what was done before from coming after.
 */
export class TownModel {
  readonly events: ModelEvent[] = [];
  private readonly appended: Attempt[];

  constructor(private readonly attempts: readonly Attempt[]) {
    this.appended = attempts
      .filter(({ outcome }) => outcome.kind === 'appended')
      .sort((a, b) => span(a).first - span(b).first);
  }

  /** Replays the attempts in the order of their positions. @returns which of them no order explains. */
  unexplained(): string[] {
    const faults: string[] = [];
    const waiting = new Set(this.attempts.filter(({ outcome }) => outcome.kind === 'VersionConflict'));
    const explainConflicts = (done: readonly Attempt[]) => {
      for (const attempt of waiting) if (this.conflictsNow(attempt, done)) waiting.delete(attempt);
    };
    explainConflicts([]);
    for (const [i, attempt] of this.appended.entries()) {
      faults.push(...this.append(attempt));
      explainConflicts(this.appended.slice(0, i + 1));
    }
    for (const { command } of waiting) faults.push(`${command.id}: a conflict with nothing`);
    return [...faults, ...this.attempts.flatMap((attempt) => this.wrongReceipt(attempt))];
  }

  /** The event ids of a stream, by version. */
  stream(id: string): string[] {
    return this.events.filter(({ event }) => event.stream.id === id).map(({ event }) => event.id);
  }

  private append(attempt: Attempt): string[] {
    const { command, knownBefore } = attempt;
    const { first, last } = span(attempt);
    const faults: string[] = [];
    if (!this.holds(command)) faults.push(`${command.id}: appended against what it expects`);
    if (first !== this.events.length + 1 || last !== this.events.length + command.events.length)
      faults.push(`${command.id}: appended at ${first}–${last} after ${this.events.length} events`);
    if (first <= knownBefore) faults.push(`${command.id}: appended before what was known when it was sent`);
    for (const event of command.events)
      this.events.push({ event, version: this.stream(event.stream.id).length + 1 });
    return faults;
  }

  private conflictsNow({ command, knownBefore }: Attempt, done: readonly Attempt[]): boolean {
    const isReceipted = done.some((earlier) => earlier.command.id === command.id);
    return this.events.length >= knownBefore && !isReceipted && !this.holds(command);
  }

  /** A repeat is told what the first one was; a key belongs to the request that was appended under it, once. */
  private wrongReceipt({ command, outcome }: Attempt): string[] {
    if (outcome.kind === 'VersionConflict') return [];
    const under = this.appended.filter((one) => one.command.id === command.id);
    const sameRequest = under.length === 1 && under[0]!.command.request === command.request;
    const isRight =
      outcome.kind === 'CommandIdReused'
        ? under.length === 1 && !sameRequest
        : sameRequest && isDeepStrictEqual(span(under[0]!), { first: outcome.first, last: outcome.last });
    return isRight ? [] : [`${command.id}: ${JSON.stringify(outcome)} is not what its key stands for`];
  }

  private holds({ expectations }: ModelCommand): boolean {
    return expectations.every(
      ({ stream, version }) =>
        version === 'any' || (version === 'none' ? 0 : version) === this.stream(stream).length,
    );
  }
}

function span({ outcome }: Attempt): { first: number; last: number } {
  if (outcome.kind !== 'appended') throw new Error(`${outcome.kind} has no positions of its own`);
  return { first: outcome.first, last: outcome.last };
}
