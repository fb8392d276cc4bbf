import type { z } from 'zod';
import type { RecordedEvent, StreamRef } from '../../event-store/index.ts';
import type { DecidedEvent, EventType } from './event.ts';

/** What a decider may know beside its state and the command: everything that is not a fact of the domain. */
export interface CommandContext {
  /** The day on which the command came in, in Asia/Shanghai. */
  readonly today: string;
  /** An unused UUID, for what the command creates. */
  readonly newId: string;
  /** Division code of the tenant whose streams are written. */
  readonly tenantCode: string;
}

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
  readonly evolve: (state: State, event: RecordedEvent | DecidedEvent) => State;
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
