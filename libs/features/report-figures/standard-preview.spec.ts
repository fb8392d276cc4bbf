import { describe, expect, it } from '@jest/globals';
import { defaultStandard } from '../shared/standard.ts';
import type { CoveringVenue } from './coverage.ts';
import { previewOf } from './standard-preview.ts';

const venue = (venueId: string, areaDm2: number): CoveringVenue => ({
  venueId,
  villageId: venueId,
  name: venueId,
  sharedWith: '',
  completedOn: null,
  registeredOn: '2024-01-01',
  commissionedOn: '2024-02-01',
  retiredOn: null,
  movedOn: null,
  areaDm2,
  builtAreaDm2: null,
  condition: 'B',
  sixHavesMet: defaultStandard.sixHaves.map(({ key }) => key).join(','),
});
const project = {
  venueId: 'p',
  villageId: 'c',
  name: '新阵地',
  plannedAreaDm2: 20_000,
  budgetFen: 50_000_000,
};
const town = {
  villages: ['a', 'b', 'c'].map((villageId) => ({
    villageId,
    code: villageId,
    mergedIntoId: null,
    absorbed: '',
  })),
  venues: [venue('a', 20_000), venue('b', 19_999)],
  projects: [project],
};
const preview = (change: object) => {
  const found = previewOf(town, defaultStandard, { ...defaultStandard, ...change });
  return {
    becomeCompliant: found.becomeCompliant.map(({ venue }) => venue.venueId),
    becomeNonCompliant: found.becomeNonCompliant.map(({ venue }) => venue.venueId),
    aboveCeiling: found.aboveCeiling.length,
    belowArea: found.belowArea.length,
  };
};
const nothing = { becomeCompliant: [], becomeNonCompliant: [], aboveCeiling: 0, belowArea: 0 };

describe('another standard', () => {
  it('that is the same changes nothing', () => {
    expect(preview({})).toEqual(nothing);
  });

  it('with a smaller area makes venues compliant', () => {
    expect(preview({ minAreaDm2: 19_999 })).toEqual({ ...nothing, becomeCompliant: ['b'] });
  });

  it('with a larger one makes venues and plans too small, by a dm²', () => {
    expect(preview({ minAreaDm2: 20_001 })).toEqual({ ...nothing, becomeNonCompliant: ['a'], belowArea: 1 });
  });

  it('with a new item makes venues non-compliant that nobody has looked at for it', () => {
    const sixHaves = [...defaultStandard.sixHaves, { key: 'ramp', name: '有坡道' }];
    expect(preview({ sixHaves })).toEqual({ ...nothing, becomeNonCompliant: ['a'] });
  });

  it('with a lower ceiling finds the plans above it', () => {
    // 500,000 yuan for 200 m²: 2,500 yuan a m².
    expect(preview({ unitCostCeilingFen: 250_000 }).aboveCeiling).toBe(0);
    expect(preview({ unitCostCeilingFen: 249_999 }).aboveCeiling).toBe(1);
  });
});
