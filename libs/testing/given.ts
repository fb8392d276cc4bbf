import type { z } from 'zod';
import type { RecordedEvent } from '../event-store/index.ts';
import {
  carriedOut,
  type BlockerContext,
  type CommandContext,
  type CommandType,
} from '../features/shared/command.ts';
import type { DecidedEvent } from '../features/shared/event.ts';
import { noPolicy } from '../features/shared/county-policy.ts';
import { Refusal } from '../features/shared/refusal.ts';
import { VENUE_ID } from './example-commands.ts';

/** What came of a command: its events, a rule's refusal and the field at fault, or the fields the schema refuses. */
export type Decision =
  | { readonly events: readonly DecidedEvent[] }
  | { readonly refused: string; readonly at: string | undefined }
  | { readonly invalid: readonly string[] };

/** The day on which the commands of {@link given} come in, unless the test says otherwise. */
export const TODAY = '2024-06-15';
/** Division code of the town they come to. */
export const TOWN = '990101100';
/** The id that the runner would have drawn for what a command creates. */
export const NEW_ID = '0190f5fe-7c00-7000-8000-00000000000a';

/**
 * Given events, when a command, then a {@link Decision}: as the command runner does it, without a store. The
 * decider sees the events of those streams only that the command declares.
 */
export function given(...facts: (DecidedEvent | RecordedEvent)[]) {
  function outcome<Schema extends z.ZodType, State>(
    type: CommandType<string, Schema, State>,
    body: unknown,
    context: Partial<CommandContext>,
  ): { readonly events: readonly DecidedEvent[] } | z.ZodError | Refusal {
    const parsed = type.schema.safeParse(body);
    if (!parsed.success) return parsed.error;
    const whole = { today: TODAY, newId: NEW_ID, tenantCode: TOWN, policy: noPolicy, ...context };
    const streams = type.streams(parsed.data, whole);
    const seen = facts.filter((fact) =>
      streams.some(({ type, id }) => fact.stream.type === type && fact.stream.id === id),
    );
    try {
      return { events: carriedOut(type, seen, parsed.data, whole) };
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  }
  return {
    when<Schema extends z.ZodType, State>(
      type: CommandType<string, Schema, State>,
      body: unknown,
      context: Partial<CommandContext> = {},
    ): Decision {
      const came = outcome(type, body, context);
      if (came instanceof Refusal) return { refused: came.code, at: came.pointer };
      return 'issues' in came ? { invalid: faults(came) } : came;
    },

    /** The sentence of the refusal in Chinese; undefined when there is none. */
    why<Schema extends z.ZodType, State>(
      type: CommandType<string, Schema, State>,
      body: unknown,
      context: Partial<CommandContext> = {},
    ): string | undefined {
      const came = outcome(type, body, context);
      return came instanceof Refusal ? came.sentence.zh : undefined;
    },

    /** What stands against a command whatever its fields say: the codes of the refusals, in order. */
    blockers<State>(
      {
        initial,
        evolve,
        blockers,
      }: Pick<CommandType<string, z.ZodType, State>, 'initial' | 'evolve' | 'blockers'>,
      context: Partial<BlockerContext> = {},
    ): readonly string[] {
      const state = facts.reduce(evolve, initial);
      const whole = { today: TODAY, tenantCode: TOWN, policy: noPolicy, venueId: VENUE_ID, ...context };
      return (blockers?.(state, whole) ?? []).map(({ code }) => code);
    },
  };
}

/** A fact as it stands in its stream, with the id that corrections name it by. */
export function recorded(fact: DecidedEvent, id: string): RecordedEvent {
  return {
    ...fact,
    stream: { ...fact.stream, version: 1 },
    id,
    tenantId: 1,
    position: 1,
    metadata: { actor: 'a', role: 'town-clerk', source: 'test', commandId: id, correlationId: id },
    recordedAt: `${fact.occurredOn}T00:00:00.000000Z`,
    hash: '',
  };
}

/** The fields at fault as JSON pointers, each once. */
function faults(error: z.ZodError): string[] {
  const paths = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path],
  );
  return [...new Set(paths.map((path) => path.map((part) => `/${String(part)}`).join('')))];
}
