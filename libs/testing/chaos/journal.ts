/** An event as an answer told of it. */
export interface AcknowledgedEvent {
  readonly id: string;
  readonly type: string;
  readonly streamId: string;
  readonly version: number;
  readonly position: number;
}

/** What became of a command, as whoever issued it knows. */
export type Fate =
  | {
      readonly kind: 'acknowledged';
      readonly position: number;
      readonly events: readonly AcknowledgedEvent[];
    }
  /** A definite no; nothing of it may be recorded, unless an earlier attempt was never answered. */
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'unknown' };

/** A command with its key; the body is never changed between attempts. */
export interface IssuedCommand {
  readonly townCode: string;
  readonly key: string;
  readonly command: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Attempts without an answer, or with one that leaves it open whether anything was done. */
  unanswered: number;
  fate: Fate;
}

/** All that the writers issued and were told: what the event store is held to afterwards. */
export class Journal {
  readonly commands: IssuedCommand[] = [];
  /** Answers by their code: how the storm looked from outside. */
  readonly answers = new Map<string, number>();
  /** Answers that no client should ever get, whatever fault there was. */
  readonly violations: string[] = [];

  issue(
    townCode: string,
    key: string,
    command: string,
    body: Readonly<Record<string, unknown>>,
  ): IssuedCommand {
    const issued: IssuedCommand = { townCode, key, command, body, unanswered: 0, fate: { kind: 'unknown' } };
    this.commands.push(issued);
    return issued;
  }

  count(code: string): void {
    this.answers.set(code, (this.answers.get(code) ?? 0) + 1);
  }

  /** Commands that were acknowledged when they were carried out, up to now. */
  get acknowledged(): number {
    return this.answers.get('201') ?? 0;
  }

  /** What came of the commands, and what was answered, for whoever watches. */
  summary(events: number): string {
    const fates = new Map<string, number>();
    for (const { fate } of this.commands) fates.set(fate.kind, (fates.get(fate.kind) ?? 0) + 1);
    const table = (counts: Map<string, number>) =>
      [...counts]
        .sort()
        .map(([name, count]) => `${name}: ${count}`)
        .join(', ');
    return `${events} events; commands ${table(fates)}; answers ${table(this.answers)}`;
  }
}
