import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { VENUE_ID } from '../../testing/example-commands.ts';
import { given } from '../../testing/given.ts';
import { planned, started } from '../../testing/preparation-facts.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { finaliseDesign, submitDesign } from './design.decider.ts';
import type { PreparationEvents } from './preparation.events.ts';
import { holdVillagerDiscussion, reviewDesign } from './review.decider.ts';

type Step = 'submit' | 'pass' | 'return' | 'carry' | 'reject' | 'finalise';

const common = { occurredOn: '2024-02-01', venueId: VENUE_ID };
const vote = (votesFor: number) => ({ ...common, eligible: 30, present: 30, votesFor });
const review = (outcome: string) => ({ ...common, level: 'town', outcome });

function decide(past: readonly DecidedEvent[], step: Step) {
  const so = given(...past);
  switch (step) {
    case 'submit':
      return so.when(submitDesign, { ...common, areaDm2: 30_000, estimateFen: 50_000_000 });
    case 'pass':
      return so.when(reviewDesign, review('passed'));
    case 'return':
      return so.when(reviewDesign, review('returned'));
    case 'carry':
      return so.when(holdVillagerDiscussion, vote(30));
    case 'reject':
      return so.when(holdVillagerDiscussion, vote(0));
    case 'finalise':
      return so.when(finaliseDesign, common);
    default:
      return step satisfies never;
  }
}

/** The rounds as a table tells them: where they are, and where a step leads from there; no entry: it is refused. */
type Place = 'nothing' | 'handed-in' | 'returned' | 'passed' | 'between' | 'over' | 'final';
const LEADS: Readonly<Record<Place, Readonly<Partial<Record<Step, Place>>>>> = {
  nothing: { submit: 'handed-in' },
  'handed-in': { submit: 'handed-in', pass: 'passed', return: 'returned' },
  returned: { submit: 'handed-in' },
  passed: { submit: 'handed-in', carry: 'between', reject: 'passed' },
  // What was carried may be reviewed in the next round as it is.
  between: { submit: 'handed-in', pass: 'passed', return: 'returned' },
  over: { finalise: 'final' },
  final: {},
};

function model(rounds: number) {
  let place: Place = 'nothing';
  let done = 0;
  return (step: Step): boolean => {
    // Without rounds a design is only handed in and finalised.
    if (rounds === 0 && place === 'handed-in') {
      if (step === 'finalise') place = 'final';
      return step === 'finalise' || step === 'submit';
    }
    const next: Place | undefined = LEADS[place][step];
    if (next === undefined) return false;
    if (next === 'between') done += 1;
    place = next === 'between' && done === rounds ? 'over' : next;
    return true;
  };
}

/** The shipped standard's build types, by how many rounds they need. */
const BUILD_TYPES = { 0: 'equip', 1: 'repair', 3: 'new' } as const;

const anyStep = fc.constantFrom<Step>('submit', 'pass', 'return', 'carry', 'reject', 'finalise');
// A random walk hardly ever comes through: these do, unless what is tried beside the way leads off it.
const wayThrough: Step[] = ['submit', 'pass', 'carry', 'pass', 'carry', 'pass', 'carry', 'finalise'];
const detours = wayThrough.map((step) =>
  fc.array(anyStep, { maxLength: 2 }).map((tried) => [...tried, step]),
);
const walks = fc.oneof(
  fc.array(anyStep, { maxLength: 40 }),
  fc.tuple(...detours).map((parts) => parts.flat()),
);
const rounds = fc.constantFrom<0 | 1 | 3>(0, 1, 3);

function walk(needed: 0 | 1 | 3, sequence: readonly Step[]) {
  const past: DecidedEvent[] = [planned({ buildType: BUILD_TYPES[needed] }), started()];
  const accepted = sequence.map((step) => {
    const decision = decide(past, step);
    if ('events' in decision) past.push(...decision.events);
    return 'events' in decision;
  });
  return { past, accepted };
}

describe('whatever is tried in whatever order, the rounds', () => {
  it('go as a table of them says', () => {
    fc.assert(
      fc.property(rounds, walks, (needed, sequence) => {
        const allows = model(needed);
        expect(walk(needed, sequence).accepted).toEqual(sequence.map((step) => allows(step)));
      }),
      { numRuns: 400 },
    );
  });

  it('number the versions of the design from 1 on without a gap', () => {
    fc.assert(
      fc.property(rounds, walks, (needed, sequence) => {
        const submitted = walk(needed, sequence).past.filter(({ type }) => type === 'DesignSubmitted');
        expect(submitted.map(({ data }) => data['designVersion'])).toEqual(submitted.map((_, i) => i + 1));
      }),
      { numRuns: 400 },
    );
  });

  it('are reviewed before they are discussed, in order and in one version, before the design is final', () => {
    let finals = 0;
    fc.assert(
      fc.property(rounds, walks, (needed, sequence) => {
        const { past } = walk(needed, sequence);
        const final = past.findIndex(({ type }) => type === 'DesignFinalised');
        if (final < 0) return;
        finals += 1;
        expect(final).toBe(past.length - 1);
        const carried = past.flatMap(({ type, data }, at) =>
          type === 'VillagerDiscussionHeld' && data['carried'] === true ? [{ at, round: data['round'] }] : [],
        );
        expect(carried.map(({ round }) => round)).toEqual(Array.from({ length: needed }, (_, i) => i + 1));
        carried.forEach(({ at, round }) =>
          expect(reviewBefore(past, at)).toEqual({ round, outcome: 'passed', isOfLastVersion: true }),
        );
      }),
      { numRuns: 400 },
    );
    expect(finals).toBeGreaterThan(10);
  });
});

/** The last review before an event: its round, how it ended, and whether nothing newer was handed in until then. */
function reviewBefore(past: readonly DecidedEvent[], at: number) {
  const before = past.slice(0, at);
  const versions = before.filter(({ type }) => type === 'DesignSubmitted').length;
  const { round, outcome, designVersion } = before.findLast(({ type }) => type === 'DesignReviewed')!
    .data as unknown as PreparationEvents['DesignReviewed'];
  return { round, outcome, isOfLastVersion: designVersion === versions };
}
