import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { NewEvent, RecordedEvent } from '../../event-store/index.ts';
import { foldInto, type Projection } from '../../projections/index.ts';
import { townLives } from '../../testing/builders/town-life.builder.ts';
import { evolveProject, unplanned } from '../shared/project-state.ts';
import { projectCard } from './project-card.projection.ts';
import { standingOf } from './project-card-row.ts';

const recorded = (event: NewEvent, at: number) =>
  ({ ...event, tenantId: 1, position: at + 1 }) as RecordedEvent;
const cards = (events: readonly RecordedEvent[]) => [
  ...foldInto(projectCard as unknown as Projection, new Map(), events).values(),
];

describe('a project’s card', () => {
  it('says of every project what its deciders know', () => {
    fc.assert(
      fc.property(townLives(150), (life) => {
        const events = life.map(recorded);
        for (const { key, row } of cards(events)) {
          const own = events.filter(
            ({ stream }) => stream.type === 'project' && stream.id === key['venueId'],
          );
          // The days and states of the round under way are told in other words.
          const {
            reviewedOn: _,
            roundState: __,
            ...known
          } = standingOf(own.reduce(evolveProject, unplanned));
          expect(row).toMatchObject(known);
        }
      }),
      { numRuns: 60 },
    );
  });
});
