import { describe, expect, it } from '@jest/globals';
import { ratio } from '../shared/exact.ts';
import { places, sizeGroup } from './scoreboard.ts';

describe('a scoreboard', () => {
  it('compares towns of like size', () => {
    expect([0, 9, 10, 19, 20].map(sizeGroup)).toEqual(['small', 'small', 'medium', 'medium', 'large']);
  });

  it('gives equals the same place, and none to whom nothing is to be divided by', () => {
    // 1/3 and 2/6 are equal; 333/1000 is less, though both are shown as 33.3 %.
    expect(places([ratio(1, 3), null, ratio(333, 1000), ratio(2, 6), ratio(0, 4)])).toEqual([
      1,
      null,
      3,
      1,
      4,
    ]);
  });
});
