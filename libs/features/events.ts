import { fundsAllocated } from './funds/funds.events.ts';
import { projectMovedIn, projectMovedOut, villageMovedIn, villageMovedOut } from './mergers/merger.events.ts';
import { rankingPublished, rankingWithdrawn } from './rankings/ranking.events.ts';
import { officerChanged } from './officers/officer.events.ts';
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
  rankings: [rankingPublished, rankingWithdrawn],
  mergers: [villageMovedOut, villageMovedIn, projectMovedOut, projectMovedIn],
  officers: [officerChanged],
};

/** Every type of event there is. */
export const eventTypes = Object.values(featureEvents).flat();

/** Every kind of stream there is: what one of them is about, and whose id it bears. */
export const streamTypes: Readonly<Record<string, { readonly title: string; readonly description: string }>> =
  {
    village: { title: '村', description: 'a village; its id is the village’s' },
    project: {
      title: '项目',
      description: 'a project, its money included; its id is that of the venue that it makes',
    },
    use: {
      title: '使用',
      description: 'how a village’s venues were used in a month; its id is made of both',
    },
    ranking: {
      title: '排名',
      description: 'of the county: whether it ranks its towns in public by a figure; its id is made of that',
    },
  };
