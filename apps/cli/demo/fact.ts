import type { z } from 'zod';
import type { CommandType } from '../../../libs/features/shared/command.ts';
import type { BulkDecider, IdentifiedEvent } from '../../../libs/platform/bulk-append.ts';

/** Something that happened in the demo county, as the command that reports it. */
export interface Fact {
  readonly occurredOn: string;
  /** @throws {Refusal} when a rule forbids it. */
  readonly decide: (decider: BulkDecider) => readonly IdentifiedEvent[];
}

export function fact<Schema extends z.ZodType, State>(
  type: CommandType<string, Schema, State>,
  body: z.input<Schema> & { occurredOn: string },
): Fact {
  return { occurredOn: body.occurredOn, decide: (decider) => decider.carryOut(type, body) };
}
