import * as commissioning from '../../features/commissioning/commissioning.events.ts';
import { happened, type DecidedEvent } from '../../features/shared/event.ts';
import { defaultStandard } from '../../features/shared/standard.ts';
import { venueStream } from '../../features/shared/streams.ts';
import { later, type Chance } from './project-life.builder.ts';

/** A venue that is there: of a project that is complete, or an old one. */
export interface StandingVenue {
  readonly venueId: string;
  readonly villageId: string;
  readonly personId: string;
  readonly origin: 'existing' | 'project';
  /** Another village that it may be for too. */
  readonly neighbour?: string | undefined;
  /** How often something has happened to it, and when last. */
  facts: number;
  lastOn: string;
}

/** What happens to a venue next: it is registered, looked at, given to somebody, commissioned, designated, retired. */
export function nextOfVenue(
  venue: StandingVenue,
  { occurredOn, areaDm2, people, which }: Chance,
): DecidedEvent {
  const { venueId, villageId, personId, origin, neighbour } = venue;
  const on = later(occurredOn, venue.lastOn);
  const ids = { venueId, villageId };
  const stream = venueStream(venueId);
  const next = [
    () =>
      happened(commissioning.venueRegistered, stream, on, {
        ...ids,
        sharedWith: neighbour && neighbour !== villageId && which % 2 ? [neighbour] : [],
        name: `阵地${people}`,
        areaDm2,
        rooms: [{ kind: 'library', count: 1 }],
        homes: ['women'],
        origin,
        condition: 'B',
        standardVersion: 0,
      }),
    () =>
      happened(commissioning.sixHavesAssessed, stream, on, {
        ...ids,
        standardVersion: 0,
        items: defaultStandard.sixHaves.map(({ key }) => ({ key, met: key !== 'signs' || people % 2 === 0 })),
      }),
    () =>
      happened(commissioning.responsibilityAssigned, stream, on, {
        ...ids,
        duty: (['use', 'maintenance', 'safety'] as const)[which % 3]!,
        personId,
      }),
    () => happened(commissioning.venueCommissioned, stream, on, ids),
    () =>
      happened(commissioning.venueDesignated, stream, on, {
        ...ids,
        kind: which % 2 ? 'highlight' : 'demonstration',
        level: 'county',
        change: 'granted',
        documentNo: '县委组〔2023〕8号',
      }),
    () =>
      happened(commissioning.venueConditionAssessed, stream, on, {
        ...ids,
        condition: (['A', 'B', 'C', 'D'] as const)[which % 4]!,
      }),
    () =>
      happened(commissioning.registrationCorrected, stream, on, {
        ...ids,
        old: { name: `阵地${people}` },
        new: { name: `阵地${which}`, ...(origin === 'existing' && { areaDm2: areaDm2 + 1 }) },
        registeredOn: on,
        reason: '录入有误',
      }),
    () => happened(commissioning.venueRetired, stream, on, { ...ids, reason: '合并使用', origin }),
  ];
  venue.lastOn = on;
  return next[venue.facts++ % next.length]!();
}
