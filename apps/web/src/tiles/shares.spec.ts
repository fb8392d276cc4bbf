import { describe, expect, it } from '@jest/globals';
import { sharesMissWhole } from './shares.ts';

describe('shares as shown', () => {
  it('need no note when they add up to 100.0', () => {
    expect(sharesMissWhole(['48.5', '10.3', '41.2'])).toBe(false);
  });

  it('need the note when rounding leaves a remainder', () => {
    expect(sharesMissWhole(['33.3', '33.3', '33.3'])).toBe(true);
  });

  it('need no note where there is no denominator, or nothing at all', () => {
    expect(sharesMissWhole(['—', '—'])).toBe(false);
    expect(sharesMissWhole([])).toBe(false);
  });
});
