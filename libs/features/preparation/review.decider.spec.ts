import { describe, expect, it } from '@jest/globals';
import { exampleCommands, NEIGHBOUR, VILLAGE } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given } from '../../testing/given.ts';
import {
  discussed,
  finalised,
  planned,
  reviewed,
  roundsDone,
  started,
  submitted,
} from '../../testing/preparation-facts.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { holdVillagerDiscussion, reviewDesign } from './review.decider.ts';

const at = '/venueId';
const begun = [facts.venuePlanned, started(), submitted()];

describe('reviewing a design', () => {
  const { round: _, designVersion: __, ...unnumbered } = exampleCommands['review-design'];
  const reviewing = (past: DecidedEvent[], change: object = {}) =>
    given(...past).when(reviewDesign, { ...unnumbered, occurredOn: '2024-01-28', ...change });
  const of = (round: number, designVersion: number) => ({ events: [{ data: { round, designVersion } }] });

  it('is of the round under way and the version handed in last', () => {
    expect(reviewing(begun)).toMatchObject(of(1, 1));
    expect(reviewing([...begun, submitted(2)])).toMatchObject(of(1, 2));
    expect(reviewing([...begun, ...roundsDone(2)])).toMatchObject(of(3, 1));
  });

  it('may name both, and is refused when it names others', () => {
    const past = [...begun, ...roundsDone(1), submitted(2)];
    expect(reviewing(past, { round: 2, designVersion: 2 })).toMatchObject(of(2, 2));
    for (const round of [1, 3])
      expect(reviewing(past, { round })).toEqual({ refused: 'design.other-round', at: '/round' });
    for (const designVersion of [1, 3])
      expect(reviewing(past, { designVersion })).toEqual({
        refused: 'design.other-version',
        at: '/designVersion',
      });
  });

  it('needs a design that was handed in, in a project that was started', () => {
    expect(reviewing([facts.venuePlanned])).toEqual({ refused: 'project.not-started', at });
    expect(reviewing([facts.venuePlanned, started()])).toEqual({ refused: 'design.not-submitted', at });
  });

  it('repeats its round after it was returned, in a newer version and not in the same', () => {
    const past = [...begun, reviewed(1, 'returned')];
    expect(reviewing(past)).toEqual({ refused: 'design.awaits-new-version', at });
    expect(reviewing([...past, submitted(2)])).toMatchObject(of(1, 2));
    expect(reviewing([...past, submitted(2), reviewed(1, 'returned', { designVersion: 2 })])).toEqual({
      refused: 'design.awaits-new-version',
      at,
    });
  });

  it('waits for the discussion once it was passed, unless there is a newer version', () => {
    const past = [...begun, reviewed(1)];
    expect(reviewing(past)).toEqual({ refused: 'design.awaits-discussion', at });
    expect(reviewing([...past, discussed(1, false)])).toEqual({ refused: 'design.awaits-discussion', at });
    expect(reviewing([...past, discussed(1, false), submitted(2)])).toMatchObject(of(1, 2));
  });

  it('is over after the last round, after the final design, and where the standard asks for none', () => {
    expect(reviewing([...begun, ...roundsDone(3)])).toEqual({ refused: 'design.rounds-over', at });
    expect(reviewing([...begun, ...roundsDone(3), finalised()])).toEqual({
      refused: 'design.already-finalised',
      at,
    });
    const equipment = [planned({ buildType: 'equip' }), started(), submitted()];
    expect(reviewing(equipment)).toEqual({ refused: 'design.no-rounds', at });
  });

  it('may be on the day on which the version was handed in and not before', () => {
    expect(reviewing(begun, { occurredOn: '2024-01-20' })).toHaveProperty('events');
    expect(reviewing(begun, { occurredOn: '2024-01-19' })).toEqual({
      refused: 'date.before-earlier-stage',
      at: '/occurredOn',
    });
  });
});

describe('a discussion of the villagers', () => {
  const { round: _, changesAsked: __, ...unnumbered } = exampleCommands['hold-villager-discussion'];
  const discussing = (past: DecidedEvent[], change: object = {}) =>
    given(...past).when(holdVillagerDiscussion, { ...unnumbered, ...change });
  const passed = [...begun, reviewed(1)];
  const carried = (decision: object) =>
    (decision as { events: { data: { carried: boolean } }[] }).events[0]!.data.carried;

  it('is of the round whose review passed', () => {
    expect(discussing(passed)).toEqual({ events: [discussed(1)] });
    expect(discussing([...begun, ...roundsDone(2), reviewed(3)], { round: 3 })).toMatchObject({
      events: [{ data: { round: 3 } }],
    });
    expect(discussing(passed, { round: 2 })).toEqual({ refused: 'design.other-round', at: '/round' });
  });

  it('needs the review of its round to have passed, and of the last version', () => {
    const missing = { refused: 'design.review-missing', at };
    expect(discussing(begun)).toEqual(missing);
    expect(discussing([...begun, reviewed(1, 'returned')])).toEqual(missing);
    expect(discussing([...begun, ...roundsDone(1)])).toEqual(missing);
    expect(discussing([...passed, submitted(2)])).toEqual(missing);
  });

  it('is carried by two thirds present and more than half of them for it', () => {
    // Of 31 two thirds are 20 2/3: 21 are enough, 20 are not.
    expect(carried(discussing(passed, { eligible: 31, present: 21, votesFor: 21 }))).toBe(true);
    expect(carried(discussing(passed, { eligible: 31, present: 20, votesFor: 20 }))).toBe(false);
    expect(carried(discussing(passed, { eligible: 30, present: 20, votesFor: 11 }))).toBe(true);
    expect(carried(discussing(passed, { eligible: 30, present: 20, votesFor: 10 }))).toBe(false);
  });

  it('is held again when it was not carried, and not when it was', () => {
    const again = { occurredOn: '2024-01-28' };
    expect(discussing([...passed, discussed(1, false)], again)).toMatchObject({
      events: [{ data: { round: 1, carried: true } }],
    });
    expect(discussing([...passed, discussed(1)], again)).toHaveProperty('refused', 'design.review-missing');
    expect(discussing([...begun, ...roundsDone(3)], again)).toEqual({ refused: 'design.rounds-over', at });
  });

  it('has as many present as are entitled, and as many votes as are present, and not one more', () => {
    expect(discussing(passed, { eligible: 30, present: 30, votesFor: 30 })).toHaveProperty('events');
    expect(discussing(passed, { eligible: 30, present: 31, votesFor: 30 })).toEqual({
      refused: 'vote.present-above-eligible',
      at: '/present',
    });
    expect(discussing(passed, { eligible: 30, present: 25, votesFor: 26 })).toEqual({
      refused: 'vote.votes-above-present',
      at: '/votesFor',
    });
  });

  it('names the village of the project, or none', () => {
    expect(discussing(passed, { villageId: undefined })).toEqual({ events: [discussed(1)] });
    expect(discussing(passed, { villageId: VILLAGE.id })).toEqual({ events: [discussed(1)] });
    expect(discussing(passed, { villageId: NEIGHBOUR.id })).toEqual({
      refused: 'project.other-village',
      at: '/villageId',
    });
  });

  it('may be on the day of the review and not before', () => {
    expect(discussing(passed, { occurredOn: '2024-01-22' })).toHaveProperty('events');
    expect(discussing(passed, { occurredOn: '2024-01-21' })).toEqual({
      refused: 'date.before-earlier-stage',
      at: '/occurredOn',
    });
  });
});
