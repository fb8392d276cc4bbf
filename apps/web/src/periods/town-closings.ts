import type { RecordedEvent } from '../api/types.ts';

/** How a period stands, and what put it so. */
export interface Closing {
  period: string;
  change: 'closed' | 'reopened';
  event: RecordedEvent;
}

/** The periods that were ever closed, each as it stands after the last of its events. @param events the latest first. */
export function closingsOf(events: readonly RecordedEvent[]): Closing[] {
  const closings = new Map<string, Closing>();
  for (const event of events) {
    const { period, change } = event.data as Pick<Closing, 'period' | 'change'>;
    if (!closings.has(period)) closings.set(period, { period, change, event });
  }
  return [...closings.values()];
}
