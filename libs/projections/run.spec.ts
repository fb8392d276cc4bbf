import { describe, expect, it } from '@jest/globals';
import { notes } from '../testing/builders/notes.builder.ts';
import { Run, type Step } from './run.ts';
import type { Standing } from './standings.ts';

const projection = notes(1);
const seen: Standing = { projection, build: 1, isLive: true, position: 0, attempts: 0, held: false };
const unseen: Standing = { ...seen, build: 2, isLive: false };

/**
 * A town whose history is one event longer at each look; what was tried, as `build: after-upTo`, and what came of it.
 * The event at `refused` cannot be folded.
 */
function inABusyTown(builds: readonly Standing[], refused = Infinity): { taken: string[]; outcome: string } {
  const run = new Run();
  const taken: string[] = [];
  const positions = new Map(builds.map(({ build, position }) => [build, position]));
  const look = (head: number) =>
    run.next({ head, builds: builds.map((build) => ({ ...build, position: positions.get(build.build)! })) });
  let head = 100;
  for (let step: Step | null; (step = look(head)) && taken.length < 100; head++) {
    const { after, upTo } = step;
    taken.push(`${step.builds.map(({ build }) => build).join(' and ')}: ${after}-${upTo}`);
    if (after < refused && refused <= upTo) {
      if (upTo - after > 1) run.halve(step);
      else run.fail(step, new Error('refused'));
      continue;
    }
    run.took(step, step.builds, upTo);
    for (const { build } of step.builds) positions.set(build, upTo);
  }
  return { taken, outcome: run.outcome };
}

describe('a run in a town where facts keep arriving', () => {
  it('takes what arrived meanwhile once, and leaves the rest to its next turn', () => {
    expect(inABusyTown([seen])).toEqual({ taken: ['1: 0-100', '1: 100-101'], outcome: 'more' });
  });

  it('takes a build that nobody sees yet one step further', () => {
    expect(inABusyTown([{ ...seen, position: 99 }, unseen])).toEqual({
      taken: ['1: 99-100', '1: 100-101', '2: 0-102'],
      outcome: 'more',
    });
  });

  it('takes a read model that stayed behind one step further', () => {
    const late = { ...seen, build: 3, position: 10 };
    expect(inABusyTown([{ ...seen, position: 99 }, late])).toEqual({
      taken: ['1: 99-100', '1: 100-101', '3: 10-102'],
      outcome: 'more',
    });
  });

  it('searches for the event that a read model which stayed behind cannot fold, until it is found', () => {
    const late = { ...seen, build: 3, position: 98 };
    expect(inABusyTown([{ ...seen, position: 99 }, late], 99)).toEqual({
      taken: ['1: 99-100', '1: 100-101', '3: 98-102', '3: 98-100', '3: 98-99'],
      outcome: 'more',
    });
  });
});
