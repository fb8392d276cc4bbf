import type { QueryCreator } from 'kysely';
import type { ReadModels } from '../read-models.ts';
import { alertKinds, type Alert, type AlertKind } from './alert.ts';
import { venueAlerts } from './venue-alerts.ts';
import {
  projectRows,
  townOf,
  watched,
  watchedModels,
  type Watch,
  type WatchedProject,
} from './watched-projects.ts';

/** The read models that alerts are made of. */
export const alertsModels = [...watchedModels, 'venue_card'] as const satisfies readonly (keyof ReadModels)[];

export type AlertsDb = QueryCreator<Pick<ReadModels, (typeof alertsModels)[number]>>;

/** Where an alert is. */
export interface PlacedAlert extends Alert {
  readonly townCode: string;
  readonly townName: string;
  readonly villageId: string;
  readonly villageName: string | null;
  readonly venueId: string;
  readonly name: string;
}

/** Which alerts: of one village, of some towns, of one kind, and how many at most. Counts are of all kinds. */
export interface AlertFilter {
  readonly villageId?: string | undefined;
  readonly tenantIds?: readonly number[] | undefined;
  readonly kind?: AlertKind | undefined;
  readonly limit?: number | undefined;
}

/** Everything that needs attention in the towns in scope: red before amber, what lasts longest first. */
export async function alerts(
  db: AlertsDb,
  { villageId, tenantIds, kind, limit = Infinity }: AlertFilter,
  watch: Watch,
) {
  const place = { villageId, tenantIds };
  const projects = await watched(db, await projectRows(db, place).execute(), watch);
  const all = [
    ...projects.flatMap((project) => ofProject(project, watch)),
    ...(await ofVenues(db, place, watch)),
  ].sort(mostUrgentFirst);
  const found = kind === undefined ? all : all.filter((alert) => alert.kind === kind);
  return {
    kinds: alertKinds.map((name) => ({ kind: name, count: all.filter((one) => one.kind === name).length })),
    alerts: found.slice(0, limit),
    more: found.length > limit,
  };
}

function ofProject({ row, alerts: found }: WatchedProject, { towns }: Watch): PlacedAlert[] {
  const { villageId, villageName, venueId, name } = row;
  const place = { ...townOf(row.tenantId, towns), villageId, villageName, venueId, name };
  return found.map((alert) => ({ ...alert, ...place }));
}

async function ofVenues(
  db: AlertsDb,
  { villageId, tenantIds }: AlertFilter,
  { policy, towns, today }: Watch,
): Promise<PlacedAlert[]> {
  const rows = await venueRows(db)
    .where('venue.stage', '=', 'in-use')
    .$if(villageId !== undefined, (query) => query.where('venue.villageId', '=', villageId!))
    .$if(tenantIds !== undefined, (query) => query.where('venue.tenantId', 'in', [...tenantIds!]))
    .execute();
  return rows.flatMap(({ tenantId, villageId, villageName, name, ...venue }) => {
    const town = townOf(tenantId, towns);
    const place = { ...town, villageId, villageName, venueId: venue.venueId, name };
    return venueAlerts(venue, { policy, townCode: town.townCode, today }).map((alert) => ({
      ...alert,
      ...place,
    }));
  });
}

/** The venues in scope, as far as their alerts and waivers need to know them. */
export function venueRows(db: AlertsDb) {
  return db
    .selectFrom('venue_card as venue')
    .leftJoin('village_card as village', (join) =>
      join
        .onRef('village.tenantId', '=', 'venue.tenantId')
        .onRef('village.villageId', '=', 'venue.villageId')
        .on('village.code', '<>', ''),
    )
    .select([
      'venue.tenantId',
      'venue.venueId',
      'venue.villageId',
      'venue.name',
      'venue.stage',
      'venue.condition',
      'venue.conditionOn',
      'venue.waiverUntil',
      'venue.sixHavesMissing',
      'village.name as villageName',
    ]);
}

function mostUrgentFirst(one: PlacedAlert, other: PlacedAlert): number {
  if (one.severity !== other.severity) return one.severity === 'red' ? -1 : 1;
  return (
    (other.days ?? -1) - (one.days ?? -1) ||
    (one.townCode < other.townCode ? -1 : Number(one.townCode > other.townCode)) ||
    (one.venueId < other.venueId ? -1 : Number(one.venueId > other.venueId))
  );
}
