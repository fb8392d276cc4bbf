import { createHash } from 'node:crypto';
import type { z } from 'zod';
import {
  canonicalJson,
  type Append,
  type Expectation,
  type NewEvent,
  type StreamRef,
} from '../event-store/index.ts';
import { decidedIn, type CommandType } from '../features/shared/command.ts';
import { noPolicy, type CountyPolicy } from '../features/shared/county-policy.ts';
import type { DecidedEvent } from '../features/shared/event.ts';
import { namedId } from '../features/shared/streams.ts';
import { newUuid } from './new-uuid.ts';

/** A decided event with the id under which it will be recorded. */
export type IdentifiedEvent = DecidedEvent & { readonly id: string };

interface Folded<State> {
  readonly state: State;
  /** The last event of all that it may hold. */
  readonly upTo: number;
}

/**
 * Carries many commands of one town out in memory, one after the other, each by its own schema and decider: what a
 * {@link CommandRunner} would record for them, without a round trip for each.
 */
export class BulkDecider {
  private readonly streams = new Map<string, { sequence: number; event: IdentifiedEvent }[]>();
  private readonly states = new Map<string, Folded<unknown>>();
  private sequence = 0;

  /**
   * @param tenantCode division code of the town.
   * @param today the last day a fact may be dated, `YYYY-MM-DD`.
   * @param policy what the town's county has laid down.
   */
  constructor(
    private readonly tenantCode: string,
    private readonly today: string,
    private readonly policy: CountyPolicy = noPolicy,
  ) {}

  /**
   * The events that this command leads to, after all commands before it.
   *
   * @throws {Refusal} when a rule forbids it, {ZodError} when the body is not of the command's form.
   */
  carryOut<Schema extends z.ZodType, State>(
    type: CommandType<string, Schema, State>,
    body: z.input<Schema>,
  ): readonly IdentifiedEvent[] {
    const command = type.schema.parse(body);
    const { today, tenantCode, policy } = this;
    const context = { today, newId: newUuid(), tenantCode, policy };
    const state = this.stateOf(type, type.streams(command, context));
    const decided = decidedIn(type, state, command, context);
    return decided.map((event) => this.remember(event));
  }

  /** The last event of a type in a stream. */
  lastOf(stream: StreamRef, type: string): IdentifiedEvent | undefined {
    return this.history([stream]).findLast((event) => event.type === type);
  }

  /** Folded on from where the same command left it: a project's events are not read again for each training in its venue. */
  private stateOf<Schema extends z.ZodType, State>(
    { name, initial, evolve }: CommandType<string, Schema, State>,
    streams: readonly StreamRef[],
  ): State {
    const key = [name, ...streams.map(streamKey)].join(' ');
    const known = (this.states.get(key) as Folded<State> | undefined) ?? { state: initial, upTo: 0 };
    const state = this.history(streams, known.upTo).reduce(evolve, known.state);
    this.states.set(key, { state, upTo: this.sequence });
    return state;
  }

  private history(streams: readonly StreamRef[], after = 0): IdentifiedEvent[] {
    return streams
      .flatMap((stream) => newerThan(this.streams.get(streamKey(stream)) ?? [], after))
      .sort((a, b) => a.sequence - b.sequence)
      .map(({ event }) => event);
  }

  private remember(decided: DecidedEvent): IdentifiedEvent {
    const key = streamKey(decided.stream);
    const stream = this.streams.get(key) ?? [];
    // The same history has the same ids, so that an event of it may name another.
    const id = namedId(`bulk/${this.tenantCode}/${key}/${stream.length + 1}`);
    const event = { ...decided, id };
    stream.push({ sequence: (this.sequence += 1), event });
    this.streams.set(key, stream);
    return event;
  }
}

/** The end of a stream's events. */
function newerThan<Entry extends { readonly sequence: number }>(entries: readonly Entry[], after: number) {
  let from = entries.length;
  while (from > 0 && entries[from - 1]!.sequence > after) from -= 1;
  return entries.slice(from);
}

/** Who appends in bulk, kept with each event. */
export interface BulkMetadata {
  readonly actor: string;
  readonly role: string;
  readonly source: string;
  readonly correlationId: string;
}

// Some 0.1 s of the tenant's lock in one piece; twice as many a call gain nothing.
const EVENTS_PER_APPEND = 1_000;

/**
 * Appends for the events of streams that have not begun, in their order, in pieces. Each piece's command id follows
 * from its content, so that a bulk append which broke off is repeated as a whole: what is recorded already stays.
 */
export function bulkAppends(
  tenantId: number,
  events: readonly IdentifiedEvent[],
  metadata: BulkMetadata,
): Append[] {
  const versions = new Map<string, number>();
  return pieces(events, EVENTS_PER_APPEND).map((piece) => {
    const requestHash = createHash('sha256')
      .update(canonicalJson(piece.map(asJson)), 'utf8')
      .digest('hex');
    const commandId = namedId(`bulk/${requestHash}`);
    return {
      tenantId,
      commandId,
      requestHash,
      expectations: countStreams(piece, versions),
      events: piece.map((event): NewEvent => ({
        ...event,
        metadata: { ...metadata, commandId },
      })),
    };
  });
}

/** What the streams of these events are at before them; `versions` is moved on. */
function countStreams(events: readonly DecidedEvent[], versions: Map<string, number>): Expectation[] {
  const expectations = new Map<string, Expectation>();
  for (const { stream } of events) {
    const key = streamKey(stream);
    const version = versions.get(key) ?? 0;
    if (!expectations.has(key)) expectations.set(key, { stream, version: version || 'none' });
    versions.set(key, version + 1);
  }
  return [...expectations.values()];
}

function asJson({ stream, type, schemaVersion, occurredOn, data }: DecidedEvent) {
  return [stream.type, stream.id, type, schemaVersion, occurredOn, data];
}

function pieces<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

function streamKey(stream: StreamRef): string {
  return `${stream.type} ${stream.id}`;
}
