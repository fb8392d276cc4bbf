import { describe, expect, it } from '@jest/globals';
import { matchesName } from './search.ts';

describe('finding by name', () => {
  it('looks into every name for the part that was typed', () => {
    expect(matchesName(' 红柳 ', '党群活动中心', '红柳村')).toBe(true);
    expect(matchesName('沙枣', '党群活动中心', '红柳村')).toBe(false);
  });

  it('finds everything while nothing is typed', () => {
    expect(matchesName('  ', '红柳村')).toBe(true);
  });
});
