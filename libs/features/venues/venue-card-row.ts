import { bigint, date, integer, nullable, text, uuid, type Values } from '../../projections/index.ts';
import type { CommissioningEvents } from '../commissioning/commissioning.events.ts';
import type { Venue } from '../shared/venue-state.ts';

/** One venue: what its project planned, paid and built, and what has become of it since. Lists have commas between. */
export const venueCardColumns = {
  villageId: uuid(),
  name: text(),
  stage: text(),
  year: integer(),
  buildType: text(),
  plannedAreaDm2: bigint(),
  builtAreaDm2: nullable(bigint()),
  budgetFen: bigint(),
  higherFen: bigint(),
  townFen: bigint(),
  villageFen: bigint(),
  plannedOn: date(),
  targetOn: date(),
  completedOn: date(),
  grade: nullable(text()),
  finalCostFen: nullable(bigint()),
  cancelledOn: date(),
  movedOn: date(),
  /** Of the venue itself. `origin`: existing or project; null before it is registered. */
  origin: nullable(text()),
  registeredOn: date(),
  areaDm2: nullable(bigint()),
  standardVersion: integer(),
  /** Other villages that it serves. */
  sharedWith: text(),
  rooms: text(),
  homes: text(),
  condition: nullable(text()),
  conditionOn: date(),
  sixHavesOn: date(),
  sixHavesStandard: nullable(integer()),
  sixHavesMet: text(),
  sixHavesMissing: text(),
  usePersonId: nullable(uuid()),
  maintenancePersonId: nullable(uuid()),
  safetyPersonId: nullable(uuid()),
  commissionedOn: date(),
  waiverUntil: date(),
  highlightLevel: nullable(text()),
  highlightUntil: date(),
  demonstrationLevel: nullable(text()),
  demonstrationUntil: date(),
  retiredOn: date(),
};

export type VenueCardRow = Values<typeof venueCardColumns>;

/**
 * `planned`, `completed` and `cancelled` are of the project that builds it, `registered` is an old one that is not in use, and
 * `moved` went to another town with its village.
 */
export type VenueStage =
  'planned' | 'cancelled' | 'completed' | 'registered' | 'in-use' | 'retired' | 'moved';

function stageOf(row: VenueCardRow): VenueStage {
  if (row.movedOn) return 'moved';
  if (row.retiredOn) return 'retired';
  if (row.commissionedOn) return 'in-use';
  if (row.completedOn) return 'completed';
  if (row.registeredOn) return 'registered';
  return row.cancelledOn ? 'cancelled' : 'planned';
}

/** The row after a change, at the stage that follows. */
export function changed(row: VenueCardRow, change: Partial<VenueCardRow>): VenueCardRow {
  const after = { ...row, ...change };
  return { ...after, stage: stageOf(after) };
}

/** What a registration says of a venue. Its area is what its project built, where one did. */
export function registered(
  { villageId, sharedWith, name, areaDm2, ...data }: CommissioningEvents['VenueRegistered'],
  registeredOn: string,
): Partial<VenueCardRow> {
  return {
    villageId,
    name,
    areaDm2,
    registeredOn,
    origin: data.origin,
    standardVersion: data.standardVersion,
    sharedWith: sharedWith.join(','),
    rooms: roomsOf(data),
    homes: data.homes.join(','),
    condition: data.condition,
    conditionOn: registeredOn,
  };
}

function roomsOf({ rooms }: Pick<CommissioningEvents['VenueRegistered'], 'rooms'>): string {
  return rooms.map(({ kind, count }) => `${kind}×${count}`).join(',');
}

/** The items of a list with commas between. */
export function listed(text: string): string[] {
  return text === '' ? [] : text.split(',');
}

/** Rooms of a kind, as a row tells of them: `library×2`. */
export function roomOf(text: string): { readonly kind: string; readonly count: number } {
  const [kind = '', count] = text.split('×');
  return { kind, count: Number(count) };
}

/** Items of the six haves that are met, or are not. */
export function sixHavesOf({ items, standardVersion }: CommissioningEvents['SixHavesAssessed']) {
  const keys = (met: boolean) => items.filter((item) => item.met === met).map(({ key }) => key);
  return {
    sixHavesStandard: standardVersion,
    sixHavesMet: keys(true).join(','),
    sixHavesMissing: keys(false).join(','),
  };
}

/** What a designation changes. */
export function designated({ kind, level, change, until }: CommissioningEvents['VenueDesignated']) {
  const holds = change !== 'revoked';
  return { [`${kind}Level`]: holds ? level : null, [`${kind}Until`]: (holds && until) || null };
}

/** A venue as it stood in the town that it came from. People stay there. */
export function standingOf(venue: Venue): Partial<VenueCardRow> {
  const { registered: known, designations } = venue;
  return {
    ...(known && {
      villageId: known.villageId,
      name: known.name,
      areaDm2: known.areaDm2,
      registeredOn: known.on,
      origin: known.origin,
      standardVersion: known.standardVersion,
      sharedWith: known.sharedWith.join(','),
      rooms: roomsOf(known),
      homes: known.homes.join(','),
    }),
    condition: venue.condition?.grade ?? null,
    conditionOn: venue.condition?.on ?? null,
    sixHavesOn: venue.sixHaves?.on ?? null,
    sixHavesStandard: venue.sixHaves?.standardVersion ?? null,
    sixHavesMet: venue.sixHaves?.met.join(',') ?? '',
    sixHavesMissing: venue.sixHaves?.missing.join(',') ?? '',
    usePersonId: null,
    maintenancePersonId: null,
    safetyPersonId: null,
    commissionedOn: venue.commissioned?.on ?? null,
    waiverUntil: venue.commissioned?.waiverUntil ?? null,
    highlightLevel: designations.highlight?.level ?? null,
    highlightUntil: designations.highlight?.until ?? null,
    demonstrationLevel: designations.demonstration?.level ?? null,
    demonstrationUntil: designations.demonstration?.until ?? null,
    retiredOn: venue.retiredOn,
  };
}
