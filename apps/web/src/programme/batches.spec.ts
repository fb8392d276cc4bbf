import { describe, expect, it } from '@jest/globals';
import type { BoardProject } from '../api/board-types.ts';
import { batchesOf } from './batches.ts';

const project = (part: Partial<BoardProject>) =>
  ({ year: 2024, batch: 1, stage: 'planned', budgetFen: 100, allocatedFen: 0, ...part }) as BoardProject;

describe('the batches of a town', () => {
  it('count their projects and money, the latest year first and those of no batch last', () => {
    expect(
      batchesOf([
        project({ year: 2023, stage: 'in-use', allocatedFen: 90 }),
        project({ batch: null }),
        project({ batch: 2 }),
        project({ stage: 'completed', allocatedFen: 60 }),
        project({ budgetFen: 50 }),
      ]),
    ).toEqual([
      { year: 2024, batch: 1, projects: 2, completed: 1, budgetFen: 150, allocatedFen: 60 },
      { year: 2024, batch: 2, projects: 1, completed: 0, budgetFen: 100, allocatedFen: 0 },
      { year: 2024, batch: null, projects: 1, completed: 0, budgetFen: 100, allocatedFen: 0 },
      { year: 2023, batch: 1, projects: 1, completed: 1, budgetFen: 100, allocatedFen: 90 },
    ]);
  });

  it('leave out what was never planned and what was given up', () => {
    expect(batchesOf([project({ stage: 'needed' }), project({ stage: 'cancelled' })])).toEqual([]);
  });
});
