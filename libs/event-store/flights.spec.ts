import { describe, expect, it } from '@jest/globals';
import { Flights } from './flights.ts';

/** Calls that end when the test says so. */
function aCall(): { call: () => Promise<void>; end: () => void } {
  let end: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (end = resolve));
  return { call: () => over, end };
}

describe('another call', () => {
  it('leaves at once when none is on its way, however few commands it carries', () => {
    expect(new Flights(2, () => undefined).mayLeave(1)).toBe(true);
  });

  it('waits until it carries as many commands as those on their way', async () => {
    const flights = new Flights(3, () => undefined);
    const { call, end } = aCall();
    const flying = flights.run(5, call);
    expect([4, 5, Infinity].map((waiting) => flights.mayLeave(waiting))).toEqual([false, true, true]);
    expect(flights.all(4)).toBe(9);
    end();
    await flying;
    expect(flights.mayLeave(1)).toBe(true);
    expect(flights.all(4)).toBe(4);
  });

  it('waits for a call to come back when as many are on their way as there may be', async () => {
    const flights = new Flights(2, () => undefined);
    const calls = [aCall(), aCall()];
    const flying = calls.map(({ call }) => flights.run(1, call));
    expect(flights.mayLeave(100)).toBe(false);
    calls[0]!.end();
    await flying[0];
    expect(flights.mayLeave(100)).toBe(true);
    calls[1]!.end();
    await Promise.all(flying);
  });

  it('does not wait for one that is late, and is told of it', async () => {
    let tell: () => void = () => undefined;
    const told = new Promise<void>((resolve) => (tell = resolve));
    const flights = new Flights(2, () => tell());
    const { call, end } = aCall();
    const flying = flights.run(5, call);
    expect(flights.mayLeave(1)).toBe(false);
    await told;
    expect(flights.mayLeave(1)).toBe(true);
    end();
    await flying;
  });

  it('leaves after one that failed as after any other', async () => {
    let changes = 0;
    const flights = new Flights(1, () => (changes += 1));
    await expect(flights.run(5, () => Promise.reject(new Error('of the call')))).rejects.toThrow(
      'of the call',
    );
    expect([flights.mayLeave(1), flights.all(0), changes]).toEqual([true, 0, 1]);
  });
});
