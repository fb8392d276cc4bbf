import type { z } from 'zod';
import { defineCommand, type BlockerContext, type CommandContext, type CommandType } from './command.ts';
import { standardOf, type CountyPolicy } from './county-policy.ts';
import { notInFuture } from './dates.ts';
import type { DecidedEvent, EventType } from './event.ts';
import {
  evolveProject,
  requireItsVillage,
  requirePlan,
  unplanned,
  type PlannedProject,
  type Project,
} from './project-state.ts';
import type { Refusal } from './refusal.ts';
import type { Standard } from './standard.ts';
import { projectStream } from './streams.ts';

/** What every command about a project says: whose project, when, and, for a village's clerk, of which village. */
interface ProjectBody {
  readonly occurredOn: string;
  readonly venueId: string;
  readonly villageId?: string | undefined;
}

interface ProjectCommand<
  Name extends string,
  Schema extends z.ZodType<ProjectBody>,
  Emitted extends EventType,
> {
  readonly name: Name;
  readonly summary: string;
  readonly schema: Schema;
  readonly emits: readonly Emitted[];
  readonly blockers: (project: Project, context: BlockerContext) => readonly Refusal[];
  /** What depends on the command's fields; its date is not in the future. */
  readonly decide: (
    project: PlannedProject,
    command: z.infer<Schema>,
    context: CommandContext,
  ) => readonly DecidedEvent<NoInfer<Emitted>['type']>[];
}

/** A command about one planned project: its decision rests on the project's stream alone. */
export function defineProjectCommand<
  const Name extends string,
  Schema extends z.ZodType<ProjectBody>,
  Emitted extends EventType,
>({
  decide,
  ...command
}: ProjectCommand<Name, Schema, Emitted>): CommandType<Name, Schema, Project, Emitted> {
  return defineCommand({
    ...command,
    streams: ({ venueId }) => [projectStream(venueId)],
    initial: unplanned,
    evolve: evolveProject,
    decide: (state, body, context) => {
      notInFuture(body.occurredOn, context.today);
      requireItsVillage(state, body.villageId);
      return decide(requirePlan(state), body, context);
    },
  });
}

/** The standard that a planned project is pinned to. */
export function pinnedStandard({ plan }: PlannedProject, policy: CountyPolicy): Standard {
  return standardOf(policy, plan.standardVersion);
}
