import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '../api/types.ts';
import { correctableValues, correctionsOf } from './corrections.ts';

function recorded(position: number, type: string, data: Record<string, unknown>): RecordedEvent {
  return {
    position,
    id: `e${String(position)}`,
    type,
    stream: { type: 'project', id: 'p1', version: position },
    occurredOn: '2024-05-01',
    recordedAt: '2024-05-01T02:00:00Z',
    data,
    metadata: { actor: 'u1', role: 'town-clerk', source: 'http', commandId: 'c1', correlationId: 'c1' },
    hash: 'aa',
  };
}

const completed = recorded(1, 'VenueCompleted', {
  builtAreaDm2: 312_000,
  finalCostFen: 58_500_000,
  grade: 'standard',
});
const corrected = (position: number, old: number, value: number) =>
  recorded(position, 'FactCorrected', { eventId: 'e1', field: 'builtAreaDm2', old, new: value });

describe('what a correctable event says now', () => {
  it('is what it said, as long as nothing was corrected', () => {
    expect(correctableValues(completed, [])).toEqual({
      builtAreaDm2: 312_000,
      finalCostFen: 58_500_000,
      grade: 'standard',
    });
  });

  it('is what the last of its corrections said, whatever the order of the list', () => {
    const events = [corrected(3, 31_200, 31_250), corrected(2, 312_000, 31_200), completed];
    const corrections = correctionsOf(events).get('e1')!;
    expect(corrections.map((one) => [one.old, one.new])).toEqual([
      [312_000, 31_200],
      [31_200, 31_250],
    ]);
    expect(correctableValues(completed, corrections)).toHaveProperty('builtAreaDm2', 31_250);
  });

  it('is nothing for what it left out, and for an event that is not corrected', () => {
    const venue = recorded(1, 'VenuePlanned', { venueName: '青石沟村新址' });
    expect(correctableValues(venue, [])).toEqual({ venueName: '青石沟村新址' });
    expect(correctableValues(recorded(1, 'ProjectStarted', { documentNo: '号' }), [])).toEqual({});
  });
});
