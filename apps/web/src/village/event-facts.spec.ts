import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '../api/types.ts';
import { eventFacts } from './event-facts.ts';

function recorded(type: string, data: Record<string, unknown>): RecordedEvent {
  return {
    position: 1,
    id: 'e1',
    type,
    stream: { type: 'project', id: 'p1', version: 1 },
    occurredOn: '2024-05-01',
    recordedAt: '2024-05-01T02:00:00Z',
    data,
    metadata: { actor: 'u1', role: 'town-clerk', source: 'http', commandId: 'c1', correlationId: 'c1' },
    hash: 'aa',
  };
}

const venueNames = new Map([['v1', '红柳村活动中心']]);

describe('what an event says', () => {
  it('names the venue, the amount and where the money comes from', () => {
    const event = recorded('FundsAllocated', {
      venueId: 'v1',
      amountFen: 80_000_000,
      tier: 'higher',
      source: '省级财政',
      kind: 'cash',
      documentNo: '〔2024〕5号',
    });
    expect(eventFacts(event, venueNames)).toEqual([
      { name: 'venue', kind: 'text', text: '红柳村活动中心' },
      { name: 'amount', kind: 'money', fen: 80_000_000 },
      { name: 'tier', kind: 'term', group: 'tier', term: 'higher' },
      { name: 'source', kind: 'text', text: '省级财政' },
      { name: 'kind', kind: 'term', group: 'kind', term: 'cash' },
      { name: 'document', kind: 'text', text: '〔2024〕5号' },
    ]);
  });

  it('names the post, and those who leave and take it as far as one may see them', () => {
    const event = recorded('OfficerChanged', { post: 'clerk', outPersonId: 'p1', inPersonId: 'p2' });
    expect(eventFacts(event, venueNames, new Map([['p1', '已删除']]))).toEqual([
      { name: 'post', kind: 'term', group: 'post', term: 'clerk' },
      { name: 'outPerson', kind: 'text', text: '已删除' },
    ]);
  });

  it('says both values of a correction in the unit of the field, and money to the fen', () => {
    const correction = (field: string, old: unknown, value: unknown) =>
      eventFacts(
        recorded('FactCorrected', { venueId: 'v1', eventType: 'VenueCompleted', field, old, new: value }),
        venueNames,
      ).slice(2);
    expect(correction('finalCostFen', 58_500_000, 58_500_050)).toEqual([
      { name: 'field', kind: 'term', group: 'correction.fieldName', term: 'finalCostFen' },
      { name: 'old', kind: 'exact-money', fen: 58_500_000 },
      { name: 'new', kind: 'exact-money', fen: 58_500_050 },
    ]);
    expect(correction('builtAreaDm2', 312_000, 31_200).slice(1)).toEqual([
      { name: 'old', kind: 'area', dm2: 312_000 },
      { name: 'new', kind: 'area', dm2: 31_200 },
    ]);
    expect(correction('grade', 'standard', 'high').slice(1)).toEqual([
      { name: 'old', kind: 'term', group: 'grade', term: 'standard' },
      { name: 'new', kind: 'term', group: 'grade', term: 'high' },
    ]);
  });

  it('leaves out what was not recorded, and a venue that is not known', () => {
    const event = recorded('VenueCompleted', { venueId: 'v2', builtAreaDm2: 18_000 });
    expect(eventFacts(event, venueNames)).toEqual([{ name: 'area', kind: 'area', dm2: 18_000 }]);
  });

  it('says which town a village came from, and which one a project went to', () => {
    const town = { code: '990101100', name: '城关镇' };
    expect(eventFacts(recorded('VillageMovedIn', { from: town }), venueNames)).toEqual([
      { name: 'from', kind: 'text', text: '城关镇' },
    ]);
    expect(eventFacts(recorded('ProjectMovedOut', { venueId: 'v1', into: town }), venueNames)).toEqual([
      { name: 'venue', kind: 'text', text: '红柳村活动中心' },
      { name: 'into', kind: 'text', text: '城关镇' },
    ]);
  });

  it('is nothing for a kind of event that this page does not know', () => {
    expect(eventFacts(recorded('SomethingNew', { venueId: 'v1' }), venueNames)).toEqual([]);
  });
});
