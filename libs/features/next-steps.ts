import type { RecordedEvent } from '../event-store/index.ts';
import { townCommands } from './commands.ts';
import { routeName, type BlockerContext } from './shared/command.ts';
import type { Refusal } from './shared/refusal.ts';

/** A command about a project or its venue, and what stands against it whatever its form says. */
export interface NextStep {
  /** Its route: `start-construction`. */
  readonly command: string;
  readonly title: string;
  /** In the order in which they are to be settled; none: the form decides. */
  readonly blockers: readonly Refusal[];
}

const ABOUT_PROJECTS: readonly string[] = ['project', 'venue'];

/** The commands about projects and venues, in the order of a venue's life. */
export const stepCommands = townCommands.filter(({ emits }) =>
  emits.some(({ streamType }) => ABOUT_PROJECTS.includes(streamType)),
);

/**
 * What may be done next about a project or venue: found as the runner finds it, so that neither says what the other does not.
 *
 * @param events of the project, the venue and their village, in the order they were recorded.
 */
export function nextSteps(events: readonly RecordedEvent[], context: BlockerContext): NextStep[] {
  return stepCommands.map(({ name, summary, initial, evolve, blockers }) => ({
    command: routeName(name),
    title: summary,
    blockers: blockers?.(events.reduce(evolve, initial), context) ?? [],
  }));
}
