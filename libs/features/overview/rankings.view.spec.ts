import { describe, expect, it } from '@jest/globals';
import { rank } from './rankings.view.ts';

const town = (code: string, count: number, of: number) => ({ code, name: `镇${code}`, count, of });
const places = (...towns: ReturnType<typeof town>[]) =>
  rank(towns).map(({ code, ratePct, place }) => [code, ratePct, place]);

describe('a ranking', () => {
  it('shows the highest rate first, whatever the size', () => {
    expect(places(town('a', 9, 10), town('b', 1, 1), town('c', 40, 50))).toEqual([
      ['b', '100.0', 1],
      ['a', '90.0', 2],
      ['c', '80.0', 3],
    ]);
  });

  it('gives equals one place and leaves out the next', () => {
    expect(places(town('b', 2, 4), town('c', 1, 3), town('a', 1, 2))).toEqual([
      ['a', '50.0', 1],
      ['b', '50.0', 1],
      ['c', '33.3', 3],
    ]);
  });

  it('compares before it rounds: 185 of 186 is no 186 of 187', () => {
    expect(places(town('a', 185, 186), town('b', 186, 187))).toEqual([
      ['b', '99.5', 1],
      ['a', '99.5', 2],
    ]);
  });

  it('has no place for a town without a denominator', () => {
    expect(places(town('a', 0, 0), town('b', 0, 5))).toEqual([
      ['b', '0.0', 1],
      ['a', '—', null],
    ]);
  });
});
