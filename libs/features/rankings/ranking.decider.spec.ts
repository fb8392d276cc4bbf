import { describe, expect, it } from '@jest/globals';
import { given } from '../../testing/given.ts';
import { happened } from '../shared/event.ts';
import { rankingStream } from '../shared/streams.ts';
import { publishRanking, withdrawRanking } from './ranking.decider.ts';
import { rankingPublished, rankingWithdrawn } from './ranking.events.ts';

const stream = rankingStream('coverage');
const published = happened(rankingPublished, stream, '2024-05-01', { figure: 'coverage' });
const withdrawn = happened(rankingWithdrawn, stream, '2024-05-20', {
  figure: 'coverage',
  reason: '口径调整',
});

describe('publishing a ranking', () => {
  const publish = { occurredOn: '2024-06-01', figure: 'coverage' };

  it('shows it from that day on', () => {
    expect(given().when(publishRanking, publish)).toEqual({
      events: [happened(rankingPublished, stream, '2024-06-01', { figure: 'coverage' })],
    });
  });

  it('is refused while it is published, and possible again after it was withdrawn', () => {
    expect(given(published).when(publishRanking, publish)).toEqual({
      refused: 'ranking.already-published',
      at: '/figure',
    });
    expect(given(published, withdrawn).when(publishRanking, publish)).toHaveProperty('events');
  });

  it('of one figure does not hinder another', () => {
    expect(given(published).when(publishRanking, { ...publish, figure: 'completion' })).toHaveProperty(
      'events',
    );
  });

  it('may be dated today and not tomorrow, and names a figure that there is', () => {
    expect(given().when(publishRanking, { ...publish, occurredOn: '2024-06-15' })).toHaveProperty('events');
    expect(given().when(publishRanking, { ...publish, occurredOn: '2024-06-16' })).toEqual({
      refused: 'date.in-future',
      at: '/occurredOn',
    });
    expect(given().when(publishRanking, { ...publish, figure: 'beauty' })).toEqual({ invalid: ['/figure'] });
  });
});

describe('withdrawing a ranking', () => {
  const withdraw = { occurredOn: '2024-05-20', figure: 'coverage', reason: '口径调整' };

  it('shows it no longer, and says why', () => {
    expect(given(published).when(withdrawRanking, withdraw)).toEqual({ events: [withdrawn] });
    expect(given(published).when(withdrawRanking, { ...withdraw, reason: '' })).toEqual({
      invalid: ['/reason'],
    });
  });

  it('is refused when it is not published', () => {
    const refusal = { refused: 'ranking.not-published', at: '/figure' };
    expect(given().when(withdrawRanking, withdraw)).toEqual(refusal);
    expect(given(published, withdrawn).when(withdrawRanking, withdraw)).toEqual(refusal);
  });

  it('is not dated before its publication', () => {
    expect(given(published).when(withdrawRanking, { ...withdraw, occurredOn: '2024-05-01' })).toHaveProperty(
      'events',
    );
    expect(given(published).when(withdrawRanking, { ...withdraw, occurredOn: '2024-04-30' })).toMatchObject({
      at: '/occurredOn',
    });
  });
});
