import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { NewEvent, RecordedEvent } from '../../event-store/index.ts';
import { foldInto, type Projection } from '../../projections/index.ts';
import { townLives } from '../../testing/builders/town-life.builder.ts';
import { evolveVenue, noVenue } from '../shared/venue-state.ts';
import { standingOf } from './venue-card-row.ts';
import { venueCard } from './venue-card.projection.ts';

const recorded = (event: NewEvent, at: number) =>
  ({ ...event, tenantId: 1, position: at + 1 }) as RecordedEvent;
const cards = (events: readonly RecordedEvent[]) => [
  ...foldInto(venueCard as unknown as Projection, new Map(), events).values(),
];

describe('a venue’s card', () => {
  it('says of every venue what its deciders know, and who answers for it', () => {
    fc.assert(
      fc.property(townLives(150), (life) => {
        const events = life.map(recorded);
        for (const { key, row } of cards(events)) {
          const own = events.filter(({ stream }) => stream.type === 'venue' && stream.id === key['venueId']);
          const venue = own.reduce(evolveVenue, noVenue);
          // A plan has a standard too, and a correction of what was built changes its venue's area.
          const { standardVersion: _, areaDm2: __, ...known } = standingOf(venue);
          const persons = Object.fromEntries(
            (['use', 'maintenance', 'safety'] as const).map((duty) => [
              `${duty}PersonId`,
              venue.responsibilities[duty]?.personId ?? null,
            ]),
          );
          expect(row).toMatchObject({ ...known, ...persons });
        }
      }),
      { numRuns: 60 },
    );
  });
});
