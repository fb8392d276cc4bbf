import { describe, expect, it } from '@jest/globals';
import { anEvent } from './builders/append.builder.ts';
import { TownModel, type Attempt, type ModelOutcome } from './concurrent-model.ts';

const STREAM = '00000000-0000-4000-8000-000000000001';

/** A command of one event that expects the stream at a version. */
function attempt(id: string, version: 'any' | number, outcome: ModelOutcome, differences = {}): Attempt {
  const events = [anEvent({ stream: { type: 'project', id: STREAM } })];
  const command = { id, request: 'r', expectations: [{ stream: STREAM, version }], events, ...differences };
  return { command, outcome, knownBefore: 0 };
}
const at = (first: number): ModelOutcome => ({ kind: 'appended', first, last: first });
const conflict: ModelOutcome = { kind: 'VersionConflict' };

describe('attempts made at the same time', () => {
  it('are explained by the order of their positions', () => {
    const model = new TownModel([
      attempt('b', 1, at(2)),
      attempt('a', 0, at(1)),
      attempt('a', 0, { kind: 'repeated', first: 1, last: 1 }),
      attempt('a', 0, { kind: 'CommandIdReused' }, { request: 'another' }),
      attempt('c', 0, conflict),
    ]);
    expect(model.unexplained()).toEqual([]);
    expect(model.events.map(({ version }) => version)).toEqual([1, 2]);
  });

  it.each<[string, Attempt[], string]>([
    ['a gap', [attempt('a', 'any', at(2))], 'a: appended at 2–2 after 0 events'],
    [
      'two that expected the same version and were both appended',
      [attempt('a', 0, at(1)), attempt('b', 0, at(2))],
      'b: appended against what it expects',
    ],
    ['a conflict where nothing moved', [attempt('a', 0, conflict)], 'a: a conflict with nothing'],
    [
      'a conflict that was over when the command was sent',
      [attempt('a', 'any', at(1)), { ...attempt('b', 1, conflict), knownBefore: 1 }],
      'b: a conflict with nothing',
    ],
    [
      'one that was appended before what was known when it was sent',
      [{ ...attempt('a', 'any', at(1)), knownBefore: 1 }],
      'a: appended before what was known when it was sent',
    ],
    [
      'a repeat that is told other positions',
      [attempt('a', 'any', at(1)), attempt('a', 'any', { kind: 'repeated', first: 2, last: 2 })],
      'a: {"kind":"repeated","first":2,"last":2} is not what its key stands for',
    ],
    [
      'a key that is said to be used and is not',
      [attempt('a', 'any', { kind: 'CommandIdReused' })],
      'a: {"kind":"CommandIdReused"} is not what its key stands for',
    ],
    [
      'an outcome that no caller may get',
      [attempt('a', 'any', { kind: 'TypeError' } as unknown as ModelOutcome)],
      'a: {"kind":"TypeError"} is not what its key stands for',
    ],
  ])('are not explained by any order: %s', (_, attempts, fault) => {
    expect(new TownModel(attempts).unexplained()).toEqual([fault]);
  });
});
