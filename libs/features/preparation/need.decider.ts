import { defineCommand } from '../shared/command.ts';
import { notBeforeCame, notInFuture } from '../shared/dates.ts';
import { happened } from '../shared/event.ts';
import { projectBlockers } from '../shared/project-blockers.ts';
import {
  evolveProject,
  isPlanned,
  requireItsVillage,
  unplanned,
  type Project,
} from '../shared/project-state.ts';
import { projectStream, venueStream, villageStream } from '../shared/streams.ts';
import { businessDate, uuid } from '../shared/values.ts';
import { evolveVenue, existingVenueBlockers, noVenue, type Venue } from '../shared/venue-state.ts';
import { evolveVillage, noVillage, requireInTown, type Village } from '../shared/village-state.ts';
import { needsAssessed } from './preparation.events.ts';

interface NeedState {
  readonly village: Village;
  readonly project: Project;
  /** Of the same id: none but an existing one, before the project has built it. */
  readonly venue: Venue;
}

const needState: NeedState = { village: noVillage, project: unplanned, venue: noVenue };

/**
 * Records what a village's venue lacks: a project may begin with it, and until construction it may be assessed anew. The venue
 * is then planned under the same id.
 */
export const assessNeeds = defineCommand({
  name: 'AssessNeeds',
  summary: '登记需求评估',
  schema: needsAssessed.data.extend({
    occurredOn: businessDate,
    venueId: uuid.optional().describe('assigned when left out'),
  }),
  emits: [needsAssessed],
  streams: ({ venueId, villageId }, { newId }) => [
    projectStream(venueId ?? newId),
    venueStream(venueId ?? newId),
    villageStream(villageId),
  ],
  initial: needState,
  evolve: (state, event) => ({
    village: evolveVillage(state.village, event),
    project: evolveProject(state.project, event),
    venue: evolveVenue(state.venue, event),
  }),
  blockers: ({ project, venue }) =>
    isPlanned(project) ? projectBlockers(project, { before: 'construction' }) : existingVenueBlockers(venue),
  decide: ({ village, project }, { occurredOn, venueId, ...need }, { today, newId }) => {
    notInFuture(occurredOn, today);
    if (project.villageId !== null) requireItsVillage(project, need.villageId);
    // What is planned goes on to its end, also where its village has gone into another one.
    if (isPlanned(project)) notBeforeCame(occurredOn, project.cameOn);
    else requireInTown(village, occurredOn);
    const id = venueId ?? newId;
    return [happened(needsAssessed, projectStream(id), occurredOn, { ...need, venueId: id })];
  },
});
