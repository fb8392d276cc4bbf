import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from '../../../apps/cli/demo/dice.ts';
import { namedId } from '../../features/shared/streams.ts';
import { ApiClient, type Answer } from '../api-client.ts';
import { draftCommand, type Draft, type KnownTown } from './command-mix.ts';
import type { AcknowledgedEvent, IssuedCommand, Journal } from './journal.ts';

// Longer than the API lets anybody wait; a paused one is asked again elsewhere.
const ANSWER_WITHIN_MS = 12_000;
const LONGEST_PAUSE_MS = 40;
const RETRY_MS = 100;
// For a minute at least: what is down longer does not come back.
const MOST_ATTEMPTS = 600;

export interface WriterOptions {
  readonly number: number;
  readonly dice: Dice;
  readonly towns: readonly KnownTown[];
  readonly journal: Journal;
  /** Addresses of the API processes that are up at this moment. */
  readonly apis: () => readonly string[];
  /** A clerk's bearer token. */
  readonly token: (townCode: string) => Promise<string>;
  /** Aborted when no further command is to be begun; what is begun is brought to an end. */
  readonly done: AbortSignal;
}

/**
 * A client as good ones are: sends one command after the other, each under a key of its own, and sends a command again
 * under the same key until it knows what became of it. Now and then it gives up, repeats itself, or uses a key twice.
 */
export class Writer {
  private readonly keys = new Map<string, number>();

  constructor(private readonly options: WriterOptions) {}

  async run(): Promise<void> {
    const { dice, towns, done } = this.options;
    while (!done.aborted) {
      // Every fourth in the first town, so that the writers meet there.
      const town = dice.chance(0.25) ? towns[0]! : dice.pick(towns);
      await this.issue(town, draftCommand(town, dice));
      await sleep(dice.int(0, LONGEST_PAUSE_MS));
    }
  }

  private async issue(town: KnownTown, draft: Draft): Promise<void> {
    const { dice, journal } = this.options;
    const issued = journal.issue(town.code, this.nextKey(town), draft.command, draft.body);
    await this.untilKnown(issued, dice.chance(0.1) ? 1 : MOST_ATTEMPTS);
    if (issued.fate.kind !== 'acknowledged') return;
    town.learn(draft, issued.fate.events[0]!.streamId);
    if (dice.chance(0.05)) await this.repeat(issued);
    if (dice.chance(0.05)) await this.reuseKey(issued);
  }

  /** The same keys in every town: a key means nothing without its town. */
  private nextKey({ code }: KnownTown): string {
    const next = (this.keys.get(code) ?? 0) + 1;
    this.keys.set(code, next);
    return namedId(`chaos/key/${this.options.number}/${next}`);
  }

  private async untilKnown(issued: IssuedCommand, attempts: number): Promise<void> {
    for (let attempt = 1; attempt <= attempts && issued.fate.kind === 'unknown'; attempt++) {
      if (attempt > 1) await sleep(RETRY_MS);
      const answer = await this.send(issued, issued.body);
      if (isOpen(answer)) issued.unanswered += 1;
      else if (answer.status < 300) issued.fate = { kind: 'acknowledged', ...acknowledgement(answer) };
      // Somebody else was at the same streams: nothing was done, and it may be sent again.
      else if (answer.status !== 409) issued.fate = { kind: 'refused', code: answer.body.code as string };
    }
  }

  private async repeat(issued: IssuedCommand): Promise<void> {
    const answer = await this.send(issued, issued.body);
    if (isOpen(answer)) return;
    const same =
      JSON.stringify({ kind: 'acknowledged', ...acknowledgement(answer) }) === JSON.stringify(issued.fate);
    if (answer.status !== 200 || !same) this.object(issued, 'repeated', answer);
  }

  private async reuseKey(issued: IssuedCommand): Promise<void> {
    const answer = await this.send(issued, { ...issued.body, occurredOn: '2024-06-30' });
    if (isOpen(answer)) return;
    if (answer.body.code !== 'idempotency-key.reused') this.object(issued, 'sent with another body', answer);
  }

  private object({ townCode, key }: IssuedCommand, what: string, { status, body }: Answer): void {
    this.options.journal.violations.push(
      `${key} of ${townCode}, acknowledged and ${what}, was answered ${status} ${JSON.stringify(body)}`,
    );
  }

  /** One attempt, at any API that is up; null without an answer. */
  private async send({ townCode, key, command }: IssuedCommand, body: object): Promise<Answer | null> {
    const { apis, dice, journal, token } = this.options;
    const up = apis();
    if (up.length === 0) {
      journal.count('no API');
      return null;
    }
    try {
      const client = new ApiClient(dice.pick(up), await token(townCode));
      const answer = await client.request(`/api/v1/towns/${townCode}/commands/${command}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      journal.count(answer.status < 300 ? String(answer.status) : `${answer.status} ${answer.body.code}`);
      return answer;
    } catch {
      journal.count('no answer');
      return null;
    }
  }
}

/** Whether it is left open what became of the command. */
function isOpen(answer: Answer | null): answer is null {
  return answer === null || answer.status >= 500;
}

function acknowledgement({ body }: Answer): { position: number; events: AcknowledgedEvent[] } {
  return { position: body.position, events: body.events };
}
