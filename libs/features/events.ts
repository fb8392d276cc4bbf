import { fundsAllocated } from './funds/funds.events.ts';
import type { EventType } from './shared/event.ts';
import { trainingHeld } from './trainings/training.events.ts';
import { projectStatusChanged, venueCompleted, venuePlanned } from './venues/venue.events.ts';
import { villageRegistered } from './villages/village.events.ts';

/** Every type of event by its feature, in the order of a venue's life. */
export const featureEvents: Readonly<Record<string, readonly EventType[]>> = {
  villages: [villageRegistered],
  venues: [venuePlanned, venueCompleted, projectStatusChanged],
  funds: [fundsAllocated],
  trainings: [trainingHeld],
};

/** Every type of event there is. */
export const eventTypes = Object.values(featureEvents).flat();
