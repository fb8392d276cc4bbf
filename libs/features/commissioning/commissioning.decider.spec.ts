import { describe, expect, it } from '@jest/globals';
import { exampleCommands, VENUE_ID, VILLAGE } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given, TOWN } from '../../testing/given.ts';
import { noPolicy, type Waiver } from '../shared/county-policy.ts';
import { happened, type DecidedEvent } from '../shared/event.ts';
import { Refusal } from '../shared/refusal.ts';
import { namedId, venueStream } from '../shared/streams.ts';
import { commissionVenue, retireVenue } from './commissioning.decider.ts';
import { sixHavesAssessed, venueConditionAssessed } from './commissioning.events.ts';

const {
  venuePlanned,
  venueCompleted,
  venueRegistered,
  conditionAssessed,
  useAssigned,
  maintenanceAssigned,
  safetyAssigned,
  venueCommissioned,
  venueRetired,
} = facts;
const haves = facts.sixHavesAssessed;
const body = exampleCommands['commission-venue'];
const stream = venueStream(VENUE_ID);
const ids = { venueId: VENUE_ID, villageId: VILLAGE.id };
const EARLY = { refused: 'date.before-earlier-stage', at: '/occurredOn' };

const project = [venuePlanned, venueCompleted];
const assigned = [useAssigned, maintenanceAssigned, safetyAssigned];
const ready = [...project, venueRegistered, conditionAssessed, haves, ...assigned];

/** Without these of the facts that make it ready, and with others. */
const commissioning = (without: readonly DecidedEvent[] = [], and: readonly DecidedEvent[] = []) =>
  given(...ready.filter((fact) => !without.includes(fact)), ...and).when(commissionVenue, body);

const graded = (condition: 'A' | 'B' | 'C' | 'D', occurredOn: string) =>
  happened(venueConditionAssessed, stream, occurredOn, { ...ids, condition });

const lacking = (key: string) =>
  happened(sixHavesAssessed, stream, '2024-05-23', {
    ...ids,
    standardVersion: 0,
    items: exampleCommands['assess-six-haves'].items.map((item) => ({ ...item, met: item.key !== key })),
  });

describe('commissioning what a project built', () => {
  it('takes the venue into use and hands the project over, on the same day', () => {
    expect(commissioning()).toEqual({
      events: [
        {
          stream: { type: 'venue', id: VENUE_ID },
          type: 'VenueCommissioned',
          schemaVersion: 1,
          occurredOn: '2024-05-28',
          data: ids,
        },
        {
          stream: { type: 'project', id: VENUE_ID },
          type: 'ProjectHandedOver',
          schemaVersion: 1,
          occurredOn: '2024-05-28',
          data: ids,
        },
      ],
    });
  });

  it('happens once', () => {
    expect(commissioning([], [venueCommissioned])).toEqual({
      refused: 'venue.already-commissioned',
      at: '/venueId',
    });
  });
});

describe('commissioning an existing venue', () => {
  it('concerns no project', () => {
    const old = { ...venueRegistered, data: { ...venueRegistered.data, origin: 'existing' } };
    expect(commissioning([...project, venueRegistered], [old])).toMatchObject({
      events: [{ type: 'VenueCommissioned' }],
    });
  });
});

describe('a venue that is to be used', () => {
  const refusal = (code: string) => ({ refused: code, at: '/venueId' });

  it('is registered', () => {
    expect(given(...project).when(commissionVenue, body)).toEqual(refusal('venue.not-registered'));
  });

  it('is not retired', () => {
    const past = [...ready, venueRetired];
    expect(given(...past).when(commissionVenue, { ...body, occurredOn: '2024-06-15' })).toEqual(
      refusal('venue.retired'),
    );
  });

  it('is of no condition D, by its last assessment', () => {
    expect(commissioning([], [graded('C', '2024-05-25')])).toHaveProperty('events');
    expect(commissioning([], [graded('D', '2024-05-25')])).toEqual(refusal('venue.condition-d'));
    expect(commissioning([], [graded('D', '2024-05-25'), graded('B', '2024-05-26')])).toHaveProperty(
      'events',
    );
  });

  it('has each of the six haves', () => {
    expect(commissioning([haves])).toEqual(refusal('venue.six-haves-not-assessed'));
    expect(commissioning([haves], [lacking('books')])).toEqual(refusal('venue.six-haves-missing'));
    expect(commissioning([haves], [lacking('books'), haves])).toHaveProperty('events');
  });

  it('has somebody who answers for each of its duties', () => {
    expect(commissioning([useAssigned])).toEqual(refusal('venue.no-one-for-use'));
    expect(commissioning([maintenanceAssigned])).toEqual(refusal('venue.no-one-for-maintenance'));
    expect(commissioning([safetyAssigned])).toEqual(refusal('venue.no-one-for-safety'));
  });

  it('is told beforehand of all that is missing, in words that name it', () => {
    const state = [...project, venueRegistered, graded('D', '2024-05-22'), lacking('books')].reduce(
      commissionVenue.evolve,
      commissionVenue.initial,
    );
    const context = { today: '2024-06-15', tenantCode: TOWN, policy: noPolicy, venueId: VENUE_ID };
    const blockers = commissionVenue.blockers!(state, context);
    expect(blockers.map(({ code }) => code)).toEqual([
      'venue.condition-d',
      'venue.six-haves-missing',
      'venue.no-one-for-use',
      'venue.no-one-for-maintenance',
      'venue.no-one-for-safety',
    ]);
    expect(blockers.every((blocker) => blocker instanceof Refusal)).toBe(true);
    expect(blockers[1]!.sentence.zh).toContain('有图书资料');
    expect(blockers[2]!.sentence.zh).toContain('管理使用');
  });
});

describe('the day of commissioning', () => {
  const on = (occurredOn: string, ...past: DecidedEvent[]) =>
    given(...ready, ...past).when(commissionVenue, { ...body, occurredOn });

  it('is not before what makes the venue ready', () => {
    // The last of it is the maintenance, assigned on 2024-05-26.
    expect(on('2024-05-26')).toHaveProperty('events');
    expect(on('2024-05-25')).toEqual(EARLY);
    expect(on('2024-05-30', graded('B', '2024-05-30'))).toHaveProperty('events');
    expect(on('2024-05-29', graded('B', '2024-05-30'))).toEqual(EARLY);
  });

  it('is today at the latest', () => {
    expect(on('2024-06-15')).toHaveProperty('events');
    expect(on('2024-06-16')).toEqual({ refused: 'date.in-future', at: '/occurredOn' });
  });
});

describe('a waiver of the six haves', () => {
  const waiver: Waiver = {
    waiverId: namedId('example/waiver'),
    townCode: TOWN,
    venueId: VENUE_ID,
    kind: 'six-haves',
    until: '2024-05-31',
    documentNo: '县组〔2024〕7号',
  };
  const waived = (
    occurredOn: string,
    change: Partial<Waiver> = {},
    past: DecidedEvent[] = [lacking('books')],
  ) =>
    given(...ready.filter((fact) => fact !== haves), ...past).when(
      commissionVenue,
      { ...body, occurredOn },
      { policy: { ...noPolicy, waivers: [{ ...waiver, ...change }] } },
    );

  it('lets the venue be used without them, and is recorded with its last day', () => {
    expect(waived('2024-05-28')).toHaveProperty('events.0.data.waiver', {
      waiverId: waiver.waiverId,
      until: '2024-05-31',
    });
    expect(waived('2024-05-28', {}, [])).toHaveProperty('events.0.data.waiver');
  });

  it('covers its last day and not the next', () => {
    expect(waived('2024-05-31')).toHaveProperty('events');
    expect(waived('2024-06-01')).toEqual({ refused: 'venue.waiver-expired', at: '/occurredOn' });
  });

  it('that ran out before the venue was ready is none', () => {
    expect(waived('2024-05-28', { until: '2024-05-26' })).toEqual({
      refused: 'venue.waiver-expired',
      at: '/occurredOn',
    });
    expect(waived('2024-05-28', { until: '2024-05-25' })).toEqual({
      refused: 'venue.six-haves-missing',
      at: '/venueId',
    });
  });

  it.each([
    ['another town', { townCode: '990101101' }],
    ['another venue', { venueId: namedId('another venue') }],
    ['another rule', { kind: 'review-rounds' }],
  ] as const)('of %s is none', (_, change) => {
    expect(waived('2024-05-28', change)).toHaveProperty('refused', 'venue.six-haves-missing');
  });

  it('is not used up by a venue that has all six', () => {
    expect(waived('2024-05-28', {}, [haves])).not.toHaveProperty('events.0.data.waiver');
  });

  it('is no waiver of anything else', () => {
    expect(waived('2024-05-28', {}, [lacking('books'), graded('D', '2024-05-24')])).toHaveProperty(
      'refused',
      'venue.condition-d',
    );
  });
});

describe('retiring a venue', () => {
  const retirement = exampleCommands['retire-venue'];
  const retiring = (occurredOn: string, ...past: DecidedEvent[]) =>
    given(venueRegistered, ...past).when(retireVenue, { ...retirement, occurredOn });

  it('ends one that is in use, or was never', () => {
    expect(retiring('2024-06-14', venueCommissioned)).toEqual({ events: [venueRetired] });
    expect(retiring('2024-06-14')).toEqual({ events: [venueRetired] });
  });

  it('happens once, to a venue that there is', () => {
    expect(retiring('2024-06-14', venueRetired)).toEqual({ refused: 'venue.retired', at: '/venueId' });
    expect(given().when(retireVenue, retirement)).toEqual({
      refused: 'venue.not-registered',
      at: '/venueId',
    });
  });

  it('is not before any fact of the venue, nor in the future', () => {
    expect(retiring('2024-05-28', venueCommissioned)).toHaveProperty('events');
    expect(retiring('2024-05-27', venueCommissioned)).toEqual(EARLY);
    expect(retiring('2024-06-15')).toHaveProperty('events');
    expect(retiring('2024-06-16')).toEqual({ refused: 'date.in-future', at: '/occurredOn' });
  });
});
