import type { z } from 'zod';
import type { StreamFact, StreamRef } from '../../event-store/index.ts';
import type { CountyPolicy } from './county-policy.ts';
import type { DecidedEvent, EventType } from './event.ts';
import type { Refusal } from './refusal.ts';

/** What a decider may know beside its state and the command: everything that is not a fact of the domain. */
export interface CommandContext {
  /** The day on which the command came in, in Asia/Shanghai. */
  readonly today: string;
  /** An unused UUID, for what the command creates. */
  readonly newId: string;
  /** Division code of the tenant whose streams are written. */
  readonly tenantCode: string;
  /** What the tenant's county has laid down. */
  readonly policy: CountyPolicy;
}

/** What is known before a command is written. */
export type BlockerContext = Pick<CommandContext, 'today' | 'tenantCode' | 'policy'> & {
  /** The project or venue that the command would be about. */
  readonly venueId: string;
};

/** A person that a command names. */
export interface NamedPerson {
  /** JSON pointer of the field. */
  readonly pointer: string;
  readonly personId: string;
}

/** A kind of command: its form, the streams it needs to know, and the decision. Pure. */
export interface CommandType<
  Name extends string = string,
  Schema extends z.ZodType = z.ZodType,
  State = unknown,
  Emitted extends EventType = EventType,
> {
  /** Imperative, as in the domain: `PlanVenue`. The route is its kebab-case form. */
  readonly name: Name;
  /** One line for the API's description. */
  readonly summary: string;
  readonly schema: Schema;
  /** The types of events that it may lead to. */
  readonly emits: readonly Emitted[];
  /** The streams the decision rests on. None of them may change between loading and append. */
  readonly streams: (command: z.infer<Schema>, context: CommandContext) => readonly StreamRef[];
  /**
   * The persons that the command brings in, by the field that names each. They must be in the town's side store, and not
   * erased: which no decider can know, since people are no part of any event.
   */
  readonly persons?: (command: z.infer<Schema>) => readonly NamedPerson[];
  readonly initial: State;
  readonly evolve: (state: State, event: StreamFact | DecidedEvent) => State;
  /**
   * What still stands against the command, whatever its fields say, in the order in which it is to be settled: so that a page
   * can say it beforehand. The runner refuses with the first before it asks `decide`.
   */
  readonly blockers?: (state: State, context: BlockerContext) => readonly Refusal[];
  /** @throws {Refusal} when a rule forbids it. */
  readonly decide: (
    state: State,
    command: z.infer<Schema>,
    context: CommandContext,
  ) => readonly DecidedEvent<NoInfer<Emitted>['type']>[];
}

export function defineCommand<
  const Name extends string,
  Schema extends z.ZodType,
  State,
  Emitted extends EventType,
>(type: CommandType<Name, Schema, State, Emitted>): CommandType<Name, Schema, State, Emitted> {
  return type;
}

/** `PlanVenue` → `plan-venue`. */
export function routeName(commandName: string): string {
  return commandName.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
}

/**
 * What a command leads to after the events of its streams.
 *
 * @throws {Refusal} the first of what stands against it, or what its decider refuses.
 */
export function carriedOut<Schema extends z.ZodType, State>(
  type: CommandType<string, Schema, State>,
  events: readonly (StreamFact | DecidedEvent)[],
  command: z.infer<Schema>,
  context: CommandContext,
): readonly DecidedEvent[] {
  return decidedIn(type, events.reduce(type.evolve, type.initial), command, context);
}

/** What a command leads to in a state. @throws {Refusal} as {@link carriedOut}. */
export function decidedIn<Schema extends z.ZodType, State>(
  { blockers, decide }: CommandType<string, Schema, State>,
  state: State,
  command: z.infer<Schema>,
  context: CommandContext,
): readonly DecidedEvent[] {
  const { venueId = '' } = command as { venueId?: string };
  const [blocker] = blockers?.(state, { ...context, venueId }) ?? [];
  if (blocker) throw blocker;
  return decide(state, command, context);
}
