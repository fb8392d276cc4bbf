import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { NewEvent, RecordedEvent } from '../../event-store/index.ts';
import { foldInto, type Projection } from '../../projections/index.ts';
import { anEvent } from '../../testing/builders/append.builder.ts';
import { townLives } from '../../testing/builders/town-life.builder.ts';
import { facts } from '../../testing/example-facts.ts';
import { venueMovedIn } from '../mergers/merger.events.ts';
import { happened, type DecidedEvent } from '../shared/event.ts';
import { evolveProject, unplanned } from '../shared/project-state.ts';
import { venueStream } from '../shared/streams.ts';
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

  describe('whose venue was retired', () => {
    const { venuePlanned, venueCompleted, projectHandedOver, venueRetired } = facts;
    const stagesOf = (...past: DecidedEvent[]) =>
      cards(past.map((fact, at) => recorded(anEvent(fact), at))).map(({ row }) => [
        row['stage'],
        row['stageSince'],
      ]);
    const built = [venuePlanned, venueCompleted, projectHandedOver];

    it('is in use until that day, and retired from it on', () => {
      expect(stagesOf(...built)).toEqual([['in-use', projectHandedOver.occurredOn]]);
      expect(stagesOf(...built, venueRetired)).toEqual([['retired', '2024-06-14']]);
    });

    it('is so also in the town that it moved to', () => {
      const standing = { registered: { origin: 'project' }, retiredOn: '2024-06-14' };
      const { venueId, villageId } = venueRetired.data;
      const from = { tenantCode: '990101101', name: '北坡镇' };
      const moved = happened(venueMovedIn, venueStream(venueId as string), '2025-01-01', {
        ...{ venueId, villageId, standing, from },
      } as never);
      expect(stagesOf(...built, moved)).toEqual([['retired', '2024-06-14']]);
    });

    it('there is none of, where no project built it', () => {
      const existing = { ...venueRetired, data: { ...venueRetired.data, origin: 'existing' as const } };
      expect(stagesOf(existing)).toEqual([]);
      expect(stagesOf(...built, existing)).toEqual([['in-use', projectHandedOver.occurredOn]]);
    });
  });
});
