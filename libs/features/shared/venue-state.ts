import type { RecordedEvent } from '../../event-store/index.ts';
import type { CommissioningEvents } from '../commissioning/commissioning.events.ts';
import type { MergerEvents } from '../mergers/merger.events.ts';
import { eventIn, type DecidedEvent } from './event.ts';
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

type Events = Omit<Data, 'ProjectHandedOver'> & Pick<MergerEvents, 'VenueMovedIn' | 'VenueMovedOut'>;

/** The venue after one more event of its stream; other events leave it as it is. */
export function evolveVenue(venue: Venue, recorded: RecordedEvent | DecidedEvent): Venue {
  const event = eventIn<Events>(recorded);
  const on = event.occurredOn;
  switch (event.type) {
    case 'VenueRegistered': {
      const { villageId, sharedWith, name, areaDm2, origin, condition, standardVersion } = event.data;
      return {
        ...venue,
        registered: { on, villageId, sharedWith, name, areaDm2, origin, standardVersion },
        condition: { grade: condition, on },
      };
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
    case 'VenueMovedIn':
      // People do not move with a village: the town that it came to names its own.
      return { ...(event.data.standing as unknown as Venue), cameOn: on, responsibilities: {} };
    case 'VenueMovedOut':
      return noVenue;
    default:
      // Streams hold events of other features too.
      event satisfies never;
      return venue;
  }
}
