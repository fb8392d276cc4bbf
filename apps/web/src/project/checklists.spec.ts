import { describe, expect, it } from '@jest/globals';
import type { ProjectDetail } from '../api/project-types.ts';
import { checklists, roundDays } from './checklists.ts';

const procedure = { reviewRounds: 2, decisionSteps: ['branch-proposal'], site: true, securedPct: 50 };
const work = {
  contract: null,
  progress: { percent: 40, on: '2024-04-30' },
  inspection: null,
  completion: null,
  settlement: null,
};
const project = {
  need: null,
  plan: { plannedOn: '2024-01-10', buildType: 'new', budgetFen: 60_000_000 },
  startedOn: '2024-01-15',
  siteOn: null,
  design: {
    submitted: { on: '2024-03-05', version: 2 },
    roundsDone: 1,
    review: { round: 2, outcome: 'passed', on: '2024-03-10', designVersion: 2 },
    discussion: null,
    finalised: null,
    decisions: {},
  },
  money: { allocations: { a: { on: '2024-02-01', allocatedFen: 29_999_999 } } },
  work,
};
const venue = { registered: null, sixHaves: null, responsibilities: {}, commissioned: null };
const detail = { project, venue, standard: { procedures: { new: procedure } } } as unknown as ProjectDetail;

const days = roundDays([
  { type: 'DesignReviewed', occurredOn: '2024-02-18', data: { round: 1, outcome: 'returned' } },
  { type: 'DesignReviewed', occurredOn: '2024-02-20', data: { round: 1, outcome: 'passed' } },
  { type: 'VillagerDiscussionHeld', occurredOn: '2024-02-25', data: { round: 1, carried: false } },
  { type: 'VillagerDiscussionHeld', occurredOn: '2024-03-01', data: { round: 1, carried: true } },
]);
const items = (of: ProjectDetail, group: number, ...more: [] | [typeof days]) =>
  Object.fromEntries(
    checklists(of, ...more)[group]!.items.map(({ name, round, step, on, percent }) => [
      [name, round, step].filter(Boolean).join(' '),
      percent === undefined ? on : [on, percent],
    ]),
  );

describe('the checklists of a project', () => {
  it('say round by round what was passed and carried, and when', () => {
    expect(items(detail, 0, days)).toEqual({
      plan: '2024-01-10',
      start: '2024-01-15',
      site: null,
      design: '2024-03-05',
      'review 1': '2024-02-20',
      'discussion 1': '2024-03-01',
      'review 2': '2024-03-10',
      'discussion 2': null,
      'decision branch-proposal': null,
      // One fen less than half of the budget.
      secured: [null, 49],
      final: null,
    });
  });

  it('say only that a round was done where it was done in another town', () => {
    expect(items(detail, 0)).toMatchObject({ 'review 1': 'done', 'discussion 1': 'done' });
  });

  it('say how far the work is', () => {
    expect(items(detail, 1)).toMatchObject({ construction: null, progress: [null, 40], completion: null });
  });

  it('are of the venue alone where no project built it', () => {
    const registered = { on: '2024-02-01', origin: 'existing' };
    const existing = { ...detail, venue: { ...venue, registered } } as unknown as ProjectDetail;
    expect(checklists(existing).map(({ group }) => group)).toEqual(['venue']);
  });
});
