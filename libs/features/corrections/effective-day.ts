import type { RecordedEvent } from '../../event-store/index.ts';
import type { Cutoff } from '../../projections/index.ts';
import { eventIn } from '../shared/event.ts';
import type { CorrectionEvents } from './correction.events.ts';

/** The day from which an event counts: a correction from that of the fact that it puts right, others from their own. */
export function effectiveDay(recorded: RecordedEvent): string {
  if (recorded.type !== 'FactCorrected') return recorded.occurredOn;
  return eventIn<CorrectionEvents>(recorded).data.fact.occurredOn;
}

/** What stood at the end of a day, with every correction of it that is known by the cutoff. */
export function standingOn(day: string, known: Cutoff): Cutoff {
  return { ...known, effective: { by: day, dayOf: effectiveDay } };
}
