import type { z } from 'zod';
import { carriedOut, type CommandContext, type CommandType } from '../features/shared/command.ts';
import type { DecidedEvent } from '../features/shared/event.ts';
import { noPolicy } from '../features/shared/county-policy.ts';
import { Refusal } from '../features/shared/refusal.ts';

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
export function given(...facts: DecidedEvent[]) {
  return {
    when<Schema extends z.ZodType, State>(
      type: CommandType<string, Schema, State>,
      body: unknown,
      context: Partial<CommandContext> = {},
    ): Decision {
      const parsed = type.schema.safeParse(body);
      if (!parsed.success) return { invalid: faults(parsed.error) };
      const whole = { today: TODAY, newId: NEW_ID, tenantCode: TOWN, policy: noPolicy, ...context };
      const streams = type.streams(parsed.data, whole);
      const seen = facts.filter((fact) =>
        streams.some(({ type, id }) => fact.stream.type === type && fact.stream.id === id),
      );
      try {
        return { events: carriedOut(type, seen, parsed.data, whole) };
      } catch (error) {
        if (error instanceof Refusal) return { refused: error.code, at: error.pointer };
        throw error;
      }
    },
  };
}

/** The fields at fault as JSON pointers, each once. */
function faults(error: z.ZodError): string[] {
  const paths = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path],
  );
  return [...new Set(paths.map((path) => path.map((part) => `/${String(part)}`).join('')))];
}
