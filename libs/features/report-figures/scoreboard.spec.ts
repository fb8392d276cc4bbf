import { describe, expect, it } from '@jest/globals';
import { ratio } from '../shared/exact.ts';
import { places, sizeGroup, sizeMethod } from './scoreboard.ts';

describe('a scoreboard', () => {
  it('compares towns of like size', () => {
    const groups = (mediumTownFrom: number, largeTownFrom: number) =>
      [0, 9, 10, 19, 20].map((villages) => sizeGroup(villages, { mediumTownFrom, largeTownFrom }));
    expect(groups(10, 20)).toEqual(['small', 'small', 'medium', 'medium', 'large']);
    expect(groups(9, 19)).toEqual(['small', 'medium', 'medium', 'large', 'large']);
  });

  it('says by which sizes it compares', () => {
    expect(sizeMethod({ mediumTownFrom: 9, largeTownFrom: 19 }).zh).toMatch(
      '不足 9 个为小镇，9 个及以上、不足 19 个为中镇，19 个及以上为大镇',
    );
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
