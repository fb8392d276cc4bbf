import { Inject, Injectable } from '@nestjs/common';
import { EventReader, type RecordedEvent } from '../../libs/event-store/index.ts';
import { standardInForce, standardOf, type CountyPolicy } from '../../libs/features/shared/county-policy.ts';
import { evolveProject, unplanned, type Project } from '../../libs/features/shared/project-state.ts';
import { projectStream, venueStream, villageStream } from '../../libs/features/shared/streams.ts';
import { evolveVenue, noVenue, type Venue } from '../../libs/features/shared/venue-state.ts';
import { upcasters } from '../../libs/features/upcasters.ts';
import type { Cutoff } from '../../libs/projections/index.ts';
import { readingOnly, TenantDatabase, type TenantScope } from '../../libs/tenancy/index.ts';

/** All that has happened to a project, its venue and their village. */
export interface ProjectHistory {
  readonly venueId: string;
  readonly villageId: string;
  readonly project: Project;
  readonly venue: Venue;
  /** In the order they were recorded. */
  readonly events: readonly RecordedEvent[];
  /** Of the town's last event that could be among them. */
  readonly position: number;
}

/** Reads the histories of projects in one snapshot each. */
@Injectable()
export class ProjectHistories {
  constructor(@Inject(TenantDatabase) private readonly database: TenantDatabase) {}

  /**
   * Null where the scope's town, or its village, has no such project or venue at that time. Of a venue that another village
   * shares with the scope's, a history of the venue alone: neither of the project that built it nor of its village.
   */
  read(scope: TenantScope, venueId: string, cutoff: Cutoff = {}): Promise<ProjectHistory | null> {
    const { tenantId } = scope;
    return this.database.withTenant(readingOnly(scope), async (db) => {
      const reader = new EventReader(db, upcasters);
      const own = (await reader.streams(tenantId, [projectStream(venueId), venueStream(venueId)])).filter(
        within(cutoff),
      );
      const project = own.reduce(evolveProject, unplanned);
      const venue = own.reduce(evolveVenue, noVenue);
      const villageId = project.villageId ?? venue.registered?.villageId;
      if (villageId === undefined) return null;
      const isOwn = (scope.villageId ?? villageId) === villageId;
      if (!isOwn && !venue.registered?.sharedWith.includes(scope.villageId!)) return null;
      const { recordedBy } = cutoff;
      const position = await (recordedBy ? reader.headAt(tenantId, recordedBy) : reader.head(tenantId));
      if (!isOwn) {
        const events = own.filter(({ stream }) => stream.type === venueStream(venueId).type);
        return { venueId, villageId, project: unplanned, venue, events, position };
      }
      const village = (await reader.stream(tenantId, villageStream(villageId))).filter(within(cutoff));
      const events = [...village, ...own].sort((a, b) => a.position - b.position);
      return { venueId, villageId, project, venue, events, position };
    });
  }
}

function within({ asOf, recordedBy }: Cutoff) {
  return (event: RecordedEvent) =>
    (asOf === undefined || event.occurredOn <= asOf) &&
    (recordedBy === undefined || event.recordedAt <= recordedBy);
}

/** Where a project and its venue stand, with the standard that they keep to: that in force, where they keep to none yet. */
export function standingOf(
  { venueId, villageId, project, venue, events }: ProjectHistory,
  policy: CountyPolicy,
  on: string,
) {
  const { facts: _, ...standing } = project;
  const version = project.plan?.standardVersion ?? venue.registered?.standardVersion;
  return {
    venueId,
    village: { villageId, name: nameIn(events) },
    project: standing,
    venue,
    standard: version === undefined ? standardInForce(policy, on) : standardOf(policy, version),
  };
}

/** The village's name, as it was registered or came with. */
function nameIn(events: readonly RecordedEvent[]): string | null {
  const named = events.findLast(({ type }) => type === 'VillageRegistered' || type === 'VillageMovedIn');
  return (named?.data['name'] as string | undefined) ?? null;
}
