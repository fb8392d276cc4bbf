import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.ts';

/** Longer than any test. */
const NEVER_MS = 600_000;

/** Whether a promise is settled once all that can go on has gone on. */
async function isSettled(promise: Promise<void>): Promise<boolean> {
  let settled = false;
  void promise.then(() => (settled = true));
  await new Promise(setImmediate);
  return settled;
}

describe('a long run', () => {
  it('goes on at once while it is alone', async () => {
    const long = new Turns(NEVER_MS).begin();
    expect(await isSettled(long.pass())).toBe(true);
    expect(await isSettled(long.pass())).toBe(true);
  });

  it('lets all short runs go first that have begun', async () => {
    const turns = new Turns(NEVER_MS);
    const [long, one, other] = [turns.begin(), turns.begin(), turns.begin()];
    const passing = long.pass();
    expect(await isSettled(passing)).toBe(false);
    one.end();
    expect(await isSettled(passing)).toBe(false);
    other.end();
    await passing;
  });

  it('rests between its pages while others are at work, and not for another long one', async () => {
    const turns = new Turns(NEVER_MS);
    const [long, other] = [turns.begin(), turns.begin()];
    await Promise.all([long.pass(), other.pass()]);
    other.end();
    expect(await isSettled(long.pass())).toBe(true);
    turns.begin().end();
    // Long enough that the rest after it is not over at once.
    const busyUntil = performance.now() + 5;
    while (performance.now() < busyUntil);
    const resting = long.pass();
    expect(await isSettled(resting)).toBe(false);
    await resting;
  });

  it('does not wait for another long one', async () => {
    const turns = new Turns(NEVER_MS);
    const [one, other] = [turns.begin(), turns.begin()];
    const first = one.pass();
    expect(await isSettled(other.pass())).toBe(true);
    expect(await isSettled(first)).toBe(true);
  });

  it('goes on after a while, however long the short ones last', async () => {
    const turns = new Turns(1);
    const [long, endless] = [turns.begin(), turns.begin()];
    await long.pass();
    await long.pass();
    endless.end();
  });

  it('that has ended is waited for no more, whether it was long or short', async () => {
    const turns = new Turns(NEVER_MS);
    const [long, other] = [turns.begin(), turns.begin()];
    await Promise.all([long.pass(), other.pass()]);
    long.end();
    long.end();
    const next = turns.begin();
    const passing = other.pass();
    expect(await isSettled(passing)).toBe(false);
    next.end();
    await passing;
  });
});
