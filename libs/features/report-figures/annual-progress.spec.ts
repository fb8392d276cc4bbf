import { describe, expect, it } from '@jest/globals';
import { annualProgress, type DatedProject } from './annual-progress.ts';

const project = (targetOn: string, completedOn: string | null = null, stage = 'building'): DatedProject => ({
  stage: completedOn ? 'completed' : stage,
  plannedOn: '2022-01-10',
  targetOn,
  completedOn,
});
const onDay = (on: string, ...projects: DatedProject[]) => annualProgress(projects, { year: 2024, on });

describe('the progress of a year', () => {
  it('counts a plan in the month in which it is to be complete, and a completion in its own', () => {
    const progress = onDay('2024-06-30', project('2024-03-31', '2024-05-20'), project('2024-12-31'));
    expect(progress).toMatchObject({ due: 2, completed: 1, carriedOver: 0, completionPct: '50.0' });
    expect(progress.months.slice(2, 7)).toEqual([
      { month: '2024-03', due: 1, completed: 0, dueCumulative: 1, completedCumulative: 0 },
      { month: '2024-04', due: 0, completed: 0, dueCumulative: 1, completedCumulative: 0 },
      { month: '2024-05', due: 0, completed: 1, dueCumulative: 1, completedCumulative: 1 },
      { month: '2024-06', due: 0, completed: 0, dueCumulative: 1, completedCumulative: 1 },
      { month: '2024-07', due: 0, completed: 0, dueCumulative: 1, completedCumulative: null },
    ]);
    expect(progress.months[11]).toMatchObject({ dueCumulative: 2 });
  });

  it('carries over what should have been complete before, whenever it is', () => {
    const late = [
      project('2023-12-31'),
      project('2023-12-31', '2024-01-01'),
      project('2023-12-31', '2023-12-31'),
    ];
    expect(onDay('2024-06-30', ...late)).toMatchObject({
      carriedOver: 2,
      due: 0,
      completed: 1,
      completionPct: '50.0',
    });
  });

  it('has nothing of what was given up, went away or is not planned yet', () => {
    const none = [
      project('2024-05-01', null, 'cancelled'),
      project('2024-05-01', null, 'moved'),
      { stage: 'needed', plannedOn: null, targetOn: null, completedOn: null },
    ];
    expect(onDay('2024-06-30', ...none)).toMatchObject({
      due: 0,
      completed: 0,
      carriedOver: 0,
      completionPct: '—',
    });
  });
});

describe('the forecast to the year’s end', () => {
  const open = Array.from({ length: 20 }, () => project('2024-12-31'));

  it('goes on at the pace so far', () => {
    // 2 in 183 of 366 days.
    const done = [project('2024-03-01', '2024-02-01'), project('2024-03-01', '2024-03-01')];
    expect(onDay('2024-07-01', ...done, ...open).forecast).toMatchObject({
      completed: 4,
      daysOver: 183,
      days: 366,
      most: 22,
    });
  });

  it('expects no more than there are', () => {
    const done = [project('2024-03-01', '2024-01-02'), project('2024-03-01', '2024-01-02')];
    expect(onDay('2024-01-03', ...done, open[0]!).forecast).toMatchObject({ completed: 3, daysOver: 3 });
  });

  it('is what was completed once the year is over, and nothing before it begins', () => {
    const done = project('2024-03-01', '2024-02-01');
    expect(onDay('2024-12-31', done, ...open).forecast).toMatchObject({ completed: 1, most: 1 });
    expect(onDay('2025-06-01', done, ...open).forecast).toMatchObject({ completed: 1, daysOver: 366 });
    expect(onDay('2023-06-01', ...open).forecast).toMatchObject({ completed: 0, daysOver: 0, most: 20 });
  });
});
