import { describe, expect, it } from '@jest/globals';
import { noPolicy, type CountyPolicy } from '../shared/county-policy.ts';
import { venueAlerts, type WatchedVenue } from './venue-alerts.ts';

const venue: WatchedVenue = {
  venueId: '0190f5fe-7c00-7000-8000-000000000001',
  stage: 'in-use',
  condition: 'B',
  conditionOn: '2023-01-01',
  waiverUntil: '2024-06-30',
  sixHavesMissing: 'signs,books',
};

function kinds(differences: Partial<WatchedVenue>, today: string, policy: CountyPolicy = noPolicy) {
  const found = venueAlerts({ ...venue, ...differences }, { policy, townCode: '990101100', today });
  return found.map(({ kind, value }) => [kind, value]);
}

describe('a waiver', () => {
  it('is over on the day after its last, while something is still missing', () => {
    expect(kinds({}, '2024-06-30')).toEqual([]);
    expect(kinds({}, '2024-07-01')).toEqual([['waiver-expired', 2]]);
    expect(kinds({ sixHavesMissing: '' }, '2024-07-01')).toEqual([]);
    expect(kinds({ waiverUntil: null }, '2024-07-01')).toEqual([]);
  });

  it('may be granted anew, for the very venue and until its own last day', () => {
    const waiver = {
      waiverId: '0190f5fe-7c00-7000-8000-000000000009',
      townCode: '990101100',
      venueId: venue.venueId,
      kind: 'six-haves' as const,
      until: '2024-09-30',
      documentNo: '青组〔2024〕3号',
    };
    expect(kinds({}, '2024-09-30', { ...noPolicy, waivers: [waiver] })).toEqual([]);
    expect(kinds({}, '2024-10-01', { ...noPolicy, waivers: [waiver] })).toEqual([['waiver-expired', 2]]);
    const others = { ...waiver, townCode: '990101101' };
    expect(kinds({}, '2024-07-01', { ...noPolicy, waivers: [others] })).toHaveLength(1);
  });
});

describe('a building', () => {
  it('of grade D is not to be in use', () => {
    expect(kinds({ condition: 'D' }, '2024-01-01')).toEqual([['condition-d', null]]);
    expect(kinds({ condition: 'C' }, '2024-01-01')).toEqual([]);
  });

  it('that is not in use may be of any grade', () => {
    for (const stage of ['completed', 'registered', 'retired', 'moved'])
      expect(kinds({ condition: 'D', stage }, '2025-01-01')).toEqual([]);
  });
});
