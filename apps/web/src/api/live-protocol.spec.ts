import { describe, expect, it } from '@jest/globals';
import { reconnectPause, townCodeOf } from './live-protocol.ts';

describe('reconnecting to the live signal', () => {
  it('waits longer after every failed try, up to half a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((attempt) => reconnectPause(attempt, 0))).toEqual([
      1000, 2000, 4000, 8000, 16000, 30000, 30000,
    ]);
  });

  it('spreads the tries of many browsers over half of the pause', () => {
    expect(reconnectPause(3, 1)).toBe(2000);
  });
});

describe('a live signal', () => {
  it('names the town that changed', () => {
    expect(townCodeOf('{"townCode":"990101100","position":7}')).toBe('990101100');
  });

  it('is ignored when it is not what we know', () => {
    expect(townCodeOf('{"town":1}')).toBeUndefined();
    expect(townCodeOf('not json')).toBeUndefined();
    expect(townCodeOf('null')).toBeUndefined();
  });
});
