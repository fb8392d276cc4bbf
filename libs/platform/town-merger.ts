import { createHash } from 'node:crypto';
import {
  appendAll,
  canonicalJson,
  EventReader,
  VersionConflict,
  type Append,
  type EventMetadata,
  type RecordedEvent,
  type SqlClient,
} from '../event-store/index.ts';
import { mergeTown } from '../features/mergers/merger.decider.ts';
import { projectMovedIn } from '../features/mergers/merger.events.ts';
import { emptyTown, evolveTown, type MovingTown } from '../features/mergers/moving-town.decider.ts';
import type { DecidedEvent } from '../features/shared/event.ts';
import { Refusal } from '../features/shared/refusal.ts';
import { namedId } from '../features/shared/streams.ts';
import { upcasters } from '../features/upcasters.ts';
import { changeStatus, moveVillageAccounts, type LockedTenant } from '../tenancy/index.ts';
import { newUuid } from './new-uuid.ts';

/** A town as far as its history was read. */
export interface ReadTown {
  readonly town: MovingTown;
  readonly position: number;
}

export const unreadTown: ReadTown = { town: emptyTown, position: 0 };

// As a page of the event reader.
const EVENTS_AT_ONCE = 1_000;

/** Goes on reading a town that is in scope, to its last event. */
export async function readTown(db: SqlClient, tenantId: number, read: ReadTown): Promise<ReadTown> {
  let { town, position } = read;
  let page: RecordedEvent[] = [];
  const turn = () => {
    town = evolveTown(town, page);
    position = page.at(-1)?.position ?? position;
    page = [];
  };
  for await (const event of new EventReader(db, upcasters).history(tenantId, { after: position })) {
    page.push(event);
    if (page.length === EVENTS_AT_ONCE) turn();
  }
  turn();
  return { town, position };
}

/** Two towns of which one becomes a part of the other, both locked. */
export interface LockedMerger {
  readonly from: LockedTenant;
  readonly into: LockedTenant;
  /** All of the town that ends. */
  readonly town: MovingTown;
  readonly occurredOn: string;
  readonly today: string;
}

/** What a merger moved. */
export interface MovedCounts {
  readonly villages: number;
  readonly projects: number;
  readonly venues: number;
  readonly accounts: number;
}

/**
 * Records a merger in both towns and closes the one, in the caller's transaction: all of it, or nothing. The ids of its
 * commands follow from the two towns.
 *
 * @throws {Refusal} as `mergeTown` does, and merger.same-id when both towns have a village or project of one id.
 */
export async function recordMerger(
  db: SqlClient,
  { from, into, town, occurredOn, today }: LockedMerger,
  metadata: Omit<EventMetadata, 'commandId'>,
): Promise<MovedCounts> {
  const { left, arrived } = mergeTown(town, { occurredOn, from: named(from), into: named(into) }, { today });
  const id = (part: string) => namedId(`merger/${from.publicId}/${into.publicId}/${part}`);
  const outcomes = await appendAll(db, [
    { ...command(id('left'), left, metadata), tenantId: from.tenantId, expectations: [] },
    {
      ...command(id('arrived'), arrived, metadata),
      tenantId: into.tenantId,
      expectations: arrived.map(({ stream }) => ({ stream, version: 'none' })),
    },
  ]);
  for (const outcome of outcomes) if (outcome instanceof Error) throw refusalOf(outcome);
  // The append's own scope ends with its statement, and is that of the same two towns.
  await changeStatus(db, from.tenantId, 'closed', into.tenantId);
  const accounts = await moveVillageAccounts(db, from.tenantId, into.tenantId);
  const projects = arrived.filter(({ type }) => type === projectMovedIn.type).length;
  return { villages: town.villages.size, projects, venues: town.venues.size, accounts };
}

function named({ code, name }: LockedTenant) {
  return { code, name };
}

function command(
  commandId: string,
  events: readonly DecidedEvent[],
  metadata: Omit<EventMetadata, 'commandId'>,
): Pick<Append, 'commandId' | 'requestHash' | 'events'> {
  const request = events.map(({ stream, type, occurredOn, data }) => [
    stream.type,
    stream.id,
    type,
    occurredOn,
    data,
  ]);
  return {
    commandId,
    requestHash: createHash('sha256').update(canonicalJson(request), 'utf8').digest('hex'),
    events: events.map((event) => ({ ...event, id: newUuid(), metadata: { ...metadata, commandId } })),
  };
}

function refusalOf(error: Error): Error {
  if (!(error instanceof VersionConflict)) return error;
  const { type, id } = error.streams[0]!;
  return new Refusal(
    'merger.same-id',
    {
      zh: `两个乡镇有同一编号的${SAME[type] ?? type} ${id}，不能合并`,
      en: `both towns have a ${type} of the id ${id}: they cannot be merged`,
    },
    { zh: '请由运维人员查明编号重复的原因', en: 'have the operators find out how the id came twice' },
  );
}

const SAME: Readonly<Record<string, string>> = { village: '村', project: '项目', venue: '阵地' };
