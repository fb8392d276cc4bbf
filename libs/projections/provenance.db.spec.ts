import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { append, type NewEvent } from '../event-store/index.ts';
import { venueCard } from '../features/venues/venue-card.projection.ts';
import { villageCard } from '../features/villages/village-card.projection.ts';
import { readingOnly } from '../tenancy/index.ts';
import { makeScope } from '../tenancy/scope.ts';
import { anAppend, anEvent } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { townLives } from '../testing/builders/town-life.builder.ts';
import { rowOrigins, type Projection } from './index.ts';

let installation: Installation;

beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());

/** Two towns with the same events, and so with the same ids: the second's must not show. */
async function twoTownsWith(events: readonly NewEvent[]): Promise<[number, number]> {
  const { towns } = await installation.aCounty(2);
  for (const tenantId of towns) {
    if (events.length > 0) await append(installation.app, anAppend({ tenantId, events }));
  }
  return towns as [number, number];
}

const positionsOf = (events: readonly NewEvent[], counts: (event: NewEvent) => boolean) =>
  events.flatMap((event, i) => (counts(event) ? [i + 1] : []));

const ids = (events: readonly NewEvent[], name: string): string[] => [
  ...new Set(events.flatMap(({ data }) => (typeof data[name] === 'string' ? [data[name]] : []))),
];

function origins(
  towns: readonly number[],
  projection: Projection,
  key: Record<string, string>,
  upcasters = {},
) {
  const history = { tenantId: towns[0]!, projection, cutoff: {}, upcasters };
  const scope = readingOnly(makeScope({ tenantId: towns[0]!, readable: towns, access: 'read' }));
  return installation.database.withTenant(scope, (db) =>
    rowOrigins(db, history, key, { after: 0, limit: 1_000 }),
  );
}

const village = villageCard as unknown as Projection;
const venue = venueCard as unknown as Projection;

/** Facts that change the cards of their village and venue whatever they say; of others it depends. */
const ALWAYS = ['VenuePlanned', 'FundsAllocated', 'VenueCompleted'];

/** Nothing but events that name the row, and of these types all of them. */
function expectAllOf(
  found: Awaited<ReturnType<typeof origins>>,
  events: readonly NewEvent[],
  names: (event: NewEvent) => boolean,
  types: readonly string[],
): void {
  const positions = found.events.map(({ event }) => event.position);
  expect(positionsOf(events, names)).toEqual(expect.arrayContaining(positions));
  const certain = positionsOf(events, (event) => names(event) && types.includes(event.type));
  expect(positions).toEqual(expect.arrayContaining(certain));
}

describe('the events of a row', () => {
  it('are all those that name it, of its own town', async () => {
    await fc.assert(
      fc.asyncProperty(townLives(60), async (events) => {
        const towns = await twoTownsWith(events);
        for (const villageId of ids(events, 'villageId')) {
          const found = await origins(towns, village, { villageId });
          expectAllOf(found, events, ({ data }) => data['villageId'] === villageId, [
            'VillageRegistered',
            'TrainingHeld',
            ...ALWAYS,
          ]);
        }
        for (const venueId of ids(events, 'venueId')) {
          const found = await origins(towns, venue, { venueId });
          expectAllOf(found, events, ({ data }) => data['venueId'] === venueId, ALWAYS);
        }
      }),
      { numRuns: 5 },
    );
  });

  it('are found by what their data is called now, not by what it was called when they were recorded', async () => {
    const villageId = '0190f5fe-7c00-7000-8000-000000000001';
    const towns = await twoTownsWith([
      anEvent({ type: 'VillageRegistered', data: { id: villageId, code: '990101100201', name: '渡口村' } }),
    ]);
    const renamed = ({ id, ...data }: NewEvent['data']) => ({ ...data, villageId: id! });
    const { exists, events } = await origins(towns, village, { villageId }, { VillageRegistered: [renamed] });
    expect([exists, events.length]).toEqual([true, 1]);
  });
});
