import type { StreamFact } from '../../event-store/index.ts';
import type { CommissioningEvents } from '../commissioning/commissioning.events.ts';
import type { CorrectionEvents } from '../corrections/correction.events.ts';
import type { MergerEvents } from '../mergers/merger.events.ts';
import { eventIn, type DecidedEvent } from './event.ts';
import { Refusal } from './refusal.ts';
import type { BuildingCondition } from './values.ts';

type Data = CommissioningEvents;
export type Duty = Data['ResponsibilityAssigned']['duty'];
export type Designation = Data['VenueDesignated']['kind'];

/** A venue as its own stream tells: from its registration to its end. Plain data, so that a merger can carry it. */
export interface Venue {
  /** Null before it is registered. */
  readonly registered: {
    readonly on: string;
    readonly villageId: string;
    readonly sharedWith: readonly string[];
    readonly name: string;
    readonly areaDm2: number;
    readonly rooms: Data['VenueRegistered']['rooms'];
    readonly homes: Data['VenueRegistered']['homes'];
    readonly origin: 'existing' | 'project';
    readonly standardVersion: number;
  } | null;
  /** The day on which it came from another town; null for one of the town's own. */
  readonly cameOn: string | null;
  readonly condition: { readonly grade: BuildingCondition; readonly on: string } | null;
  readonly sixHaves: {
    readonly on: string;
    readonly standardVersion: number;
    readonly missing: readonly string[];
    readonly met: readonly string[];
  } | null;
  readonly responsibilities: Readonly<
    Partial<Record<Duty, { readonly personId: string; readonly from: string }>>
  >;
  readonly commissioned: { readonly on: string; readonly waiverUntil: string | null } | null;
  readonly designations: Readonly<
    Partial<
      Record<Designation, { readonly level: string; readonly on: string; readonly until: string | null }>
    >
  >;
  readonly retiredOn: string | null;
}

/** A venue that was registered. */
export type RegisteredVenue = Venue & { readonly registered: NonNullable<Venue['registered']> };

export const noVenue: Venue = {
  registered: null,
  cameOn: null,
  condition: null,
  sixHaves: null,
  responsibilities: {},
  commissioned: null,
  designations: {},
  retiredOn: null,
};

type Events = Omit<Data, 'ProjectHandedOver'> &
  Pick<CorrectionEvents, 'FactCorrected'> &
  Pick<MergerEvents, 'VenueMovedIn' | 'VenueMovedOut'>;

/** The venue after one more event of its stream; other events leave it as it is. */
export function evolveVenue(venue: Venue, recorded: StreamFact | DecidedEvent): Venue {
  const event = eventIn<Events>(recorded);
  const on = event.occurredOn;
  switch (event.type) {
    case 'VenueRegistered': {
      const { venueId: _, condition, attachments: _files, ...registered } = event.data;
      return { ...venue, registered: { on, ...registered }, condition: { grade: condition, on } };
    }
    case 'RegistrationCorrected': {
      const { name, areaDm2 } = event.data.new;
      const { registered } = venue;
      if (!registered) return venue;
      const corrected = { name: name ?? registered.name, areaDm2: areaDm2 ?? registered.areaDm2 };
      return { ...venue, registered: { ...registered, ...corrected } };
    }
    case 'VenueConditionAssessed':
      return { ...venue, condition: { grade: event.data.condition, on } };
    case 'SixHavesAssessed': {
      const { items, standardVersion } = event.data;
      const keys = (met: boolean) => items.filter((item) => item.met === met).map(({ key }) => key);
      return { ...venue, sixHaves: { on, standardVersion, missing: keys(false), met: keys(true) } };
    }
    case 'ResponsibilityAssigned': {
      const { duty, personId } = event.data;
      return { ...venue, responsibilities: { ...venue.responsibilities, [duty]: { personId, from: on } } };
    }
    case 'VenueCommissioned':
      return { ...venue, commissioned: { on, waiverUntil: event.data.waiver?.until ?? null } };
    case 'VenueDesignated': {
      const { kind, level, change, until = null } = event.data;
      const { [kind]: _, ...others } = venue.designations;
      const designations = change === 'revoked' ? others : { ...others, [kind]: { level, on, until } };
      return { ...venue, designations };
    }
    case 'VenueRetired':
      return { ...venue, retiredOn: on };
    case 'FactCorrected':
      return withCorrectedArea(venue, event.data);
    case 'VenueMovedIn':
      // People do not move with a village: the town that it came to names its own.
      return {
        ...noVenue,
        ...(event.data.standing as unknown as Venue),
        cameOn: on,
        responsibilities: {},
      };
    case 'VenueMovedOut':
      return noVenue;
    default:
      // Streams hold events of other features too.
      event satisfies never;
      return venue;
  }
}

/** What a project built has the area of its completion, a corrected one too. */
function withCorrectedArea(
  venue: Venue,
  { eventType, field, new: value }: CorrectionEvents['FactCorrected'],
): Venue {
  if (eventType !== 'VenueCompleted' || field !== 'builtAreaDm2' || venue.registered?.origin !== 'project')
    return venue;
  return { ...venue, registered: { ...venue.registered, areaDm2: Number(value) } };
}

/** What stands against whatever is done with a venue: that it is not registered, or is a venue no longer. */
export function venueBlockers({ registered, retiredOn }: Venue): readonly Refusal[] {
  if (!registered) return [venueNotRegistered()];
  if (retiredOn === null) return [];
  return [
    new Refusal(
      'venue.retired',
      { zh: `这个阵地已于 ${retiredOn} 停用，不能再登记`, en: `this venue was retired on ${retiredOn}` },
      { zh: '仍在使用的，请另行登记为新的阵地', en: 'register a new venue if the building is in use' },
      '/venueId',
    ),
  ];
}

export function venueNotRegistered(): Refusal {
  return new Refusal(
    'venue.not-registered',
    { zh: '本镇没有登记这个阵地', en: 'the town has no such venue' },
    { zh: '请先登记阵地', en: 'register it first' },
    '/venueId',
  );
}

/**
 * A venue that is registered and not retired.
 *
 * @throws {Refusal} venue.not-registered, venue.retired
 */
export function requireVenue(venue: Venue): RegisteredVenue {
  const [blocker] = venueBlockers(venue);
  if (blocker) throw blocker;
  return venue as RegisteredVenue;
}

/** What stands against a project under an id: that it is the id of a venue which was there before. */
export function existingVenueBlockers({ registered }: Venue): readonly Refusal[] {
  if (registered?.origin !== 'existing') return [];
  return [
    new Refusal(
      'venue.existing',
      { zh: '这个编号是原有阵地的', en: 'this id is that of an existing venue' },
      {
        zh: '维修、改建请另用新编号立项，竣工后登记新阵地，并停用原有阵地',
        en: 'plan its repair under a new id, register what is built, and retire the old venue',
      },
      '/venueId',
    ),
  ];
}
