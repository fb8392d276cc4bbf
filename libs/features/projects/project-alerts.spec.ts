import { describe, expect, it } from '@jest/globals';
import { initialRow } from '../../projections/fold.ts';
import type { Projection } from '../../projections/index.ts';
import { defaultStandard } from '../shared/standard.ts';
import type { AlertKind } from './alert.ts';
import { boardStage } from './board-stage.ts';
import { projectAlerts } from './project-alerts.ts';
import { projectCard } from './project-card.projection.ts';
import type { ProjectCardRow } from './project-card-row.ts';
import { isNearLimit, stageClock } from './stage-clock.ts';

// The shipped standard: 200 m², 2,500 yuan a m², three rounds; stages of 90, 180, 90, 300 and 180 days; idle after 90, a round stuck after 45,
// a defect late after 30 days; paid at most 15 points ahead of what is built; at risk below 70 % from October on.
const standard = defaultStandard;

/** A new building of 300 m² for 600,000 yuan that nothing is wrong with, differing in what a test is about. */
function aProject(differences: Partial<ProjectCardRow>): ProjectCardRow {
  const row = {
    ...(initialRow(projectCard as unknown as Projection) as unknown as ProjectCardRow),
    buildType: 'new',
    plannedOn: '2024-01-10',
    targetOn: '2025-12-20',
    plannedAreaDm2: 30_000,
    budgetFen: 60_000_000,
    ...differences,
  };
  return { ...row, stage: boardStage(row) };
}

const building = { startedOn: '2024-02-01', finalisedOn: '2024-03-01', constructionOn: '2024-04-01' };

function found(
  project: ProjectCardRow,
  today: string,
  kind: AlertKind,
  idle: { since: string; amountFen: number }[] = [],
) {
  return projectAlerts({ project, standard, today, idle }).find((alert) => alert.kind === kind);
}

describe('a stage', () => {
  it.each([
    ['planned', {}, '2024-04-09', '2024-04-10', '2024-01-10', 90],
    ['in preparation', { startedOn: '2024-02-01' }, '2024-07-30', '2024-07-31', '2024-02-01', 180],
    [
      'finalised, and not begun',
      { startedOn: '2024-02-01', finalisedOn: '2024-03-01' },
      '2024-05-30',
      '2024-05-31',
      '2024-03-01',
      90,
    ],
    ['in construction', building, '2025-01-26', '2025-01-27', '2024-04-01', 300],
    [
      'complete, and not settled',
      { ...building, completedOn: '2024-09-01' },
      '2025-02-28',
      '2025-03-01',
      '2024-09-01',
      180,
    ],
  ] as const)(
    '%s is overdue after the last day of its limit',
    (_, differences, last, after, since, limit) => {
      expect(found(aProject(differences), last, 'stage-overdue')).toBeUndefined();
      expect(found(aProject(differences), after, 'stage-overdue')).toEqual({
        kind: 'stage-overdue',
        severity: 'red',
        since,
        days: limit + 1,
        value: limit + 1,
        limit,
      });
    },
  );

  it('takes no time while the project rests, and no more than before after the rest', () => {
    expect(found(aProject({ suspendedOn: '2024-02-01' }), '2025-04-10', 'stage-overdue')).toBeUndefined();
    expect(found(aProject({ restedDays: 10 }), '2024-04-19', 'stage-overdue')).toBeUndefined();
    expect(found(aProject({ restedDays: 10 }), '2024-04-20', 'stage-overdue')?.days).toBe(91);
  });

  it('of what is complete ends with the settlement and not with the use of the venue', () => {
    const complete = { ...building, completedOn: '2024-09-01' };
    const inUse = { ...complete, handedOverOn: '2024-10-01' };
    expect(found(aProject(inUse), '2025-02-28', 'stage-overdue')).toBeUndefined();
    expect(found(aProject(inUse), '2025-03-01', 'stage-overdue')).toMatchObject({ days: 181, limit: 180 });
    for (const project of [complete, inUse]) {
      const settled = aProject({ ...project, settledOn: '2025-02-28' });
      expect(found(settled, '2030-01-01', 'stage-overdue')).toBeUndefined();
    }
  });

  it('of what was given up takes no time', () => {
    expect(found(aProject({ cancelledOn: '2024-02-01' }), '2030-01-01', 'stage-overdue')).toBeUndefined();
  });
});

describe('time', () => {
  const isShort = (today: string, timeShortPct: number) => {
    const thresholds = { ...standard.thresholds, timeShortPct };
    const clock = stageClock(aProject({}), standard, today)!;
    return isNearLimit(clock, { ...standard, thresholds });
  };

  it('is short after that part of a stage’s days which the county says', () => {
    // 72 and 45 of the 90 days from the plan of 10 January.
    expect([isShort('2024-03-22', 80), isShort('2024-03-23', 80)]).toEqual([false, true]);
    expect([isShort('2024-02-24', 50), isShort('2024-02-25', 50)]).toEqual([false, true]);
  });
});

describe('a target', () => {
  it('is missed from the day after it', () => {
    const project = aProject({ ...building, targetOn: '2024-08-31' });
    expect(found(project, '2024-08-31', 'target-missed')).toBeUndefined();
    expect(found(project, '2024-09-01', 'target-missed')).toMatchObject({ severity: 'red', days: 1 });
    expect(found({ ...project, stage: 'completed' }, '2024-09-01', 'target-missed')).toBeUndefined();
  });
});

describe('a year’s end', () => {
  const due = (percent: number, targetOn = '2024-12-20') => aProject({ ...building, percent, targetOn });

  it('is at risk from October on, below 70 % of the work', () => {
    expect(found(due(69), '2024-09-30', 'year-end-risk')).toBeUndefined();
    expect(found(due(69), '2024-10-01', 'year-end-risk')).toMatchObject({
      severity: 'amber',
      value: 69,
      limit: 70,
    });
    expect(found(due(70), '2024-10-01', 'year-end-risk')).toBeUndefined();
  });

  it('begins in the month that the county says', () => {
    const fromMay = { ...standard, thresholds: { ...standard.thresholds, yearEndRiskMonth: 5 } };
    const risk = (today: string) =>
      projectAlerts({ project: due(69), standard: fromMay, today, idle: [] }).find(
        ({ kind }) => kind === 'year-end-risk',
      );
    expect(risk('2024-04-30')).toBeUndefined();
    expect(risk('2024-05-01')).toMatchObject({ since: '2024-05-01', days: 0 });
  });

  it('is no risk for what is due in another year, or no more', () => {
    expect(found(due(0, '2025-01-01'), '2024-12-31', 'year-end-risk')).toBeUndefined();
    expect(found(due(0, '2024-11-01'), '2024-11-02', 'year-end-risk')).toBeUndefined();
  });
});

describe('a round', () => {
  const preparing = { startedOn: '2024-02-01', submittedOn: '2024-03-01', reviewedOn: '2024-03-15' };

  it('is stuck when nothing has happened in it for more than 45 days', () => {
    expect(found(aProject(preparing), '2024-04-29', 'round-stuck')).toBeUndefined();
    expect(found(aProject(preparing), '2024-04-30', 'round-stuck')).toMatchObject({
      since: '2024-03-15',
      days: 46,
      limit: 45,
    });
  });

  it('is not stuck before it begins, after the last one, or when the design is final', () => {
    expect(found(aProject({ startedOn: '2024-02-01' }), '2025-01-01', 'round-stuck')).toBeUndefined();
    expect(found(aProject({ ...preparing, roundsDone: 3 }), '2025-01-01', 'round-stuck')).toBeUndefined();
    expect(found(aProject({ ...preparing, roundsDone: 2 }), '2025-01-01', 'round-stuck')).toBeDefined();
    const final = aProject({ ...preparing, finalisedOn: '2024-04-01' });
    expect(found(final, '2025-01-01', 'round-stuck')).toBeUndefined();
  });
});

describe('a defect', () => {
  const open = { ...building, oldestDefectOn: '2024-09-01', openDefects: 2 };

  it('is late after 30 days, and cannot wait where it blocks completion', () => {
    expect(found(aProject(open), '2024-10-01', 'defect-open')).toBeUndefined();
    expect(found(aProject(open), '2024-10-02', 'defect-open')).toMatchObject({ severity: 'amber', value: 2 });
    const blocking = aProject({ ...open, blockingDefects: 1 });
    expect(found(blocking, '2024-10-02', 'defect-open')?.severity).toBe('red');
  });
});

describe('money', () => {
  const idle = [
    { since: '2024-03-01', amountFen: 700 },
    { since: '2024-03-02', amountFen: 50 },
  ];

  it('is idle when it came in more than 90 days ago; what came later does not count yet', () => {
    expect(found(aProject({}), '2024-05-30', 'money-idle', idle)).toBeUndefined();
    expect(found(aProject({}), '2024-05-31', 'money-idle', idle)).toMatchObject({
      since: '2024-03-01',
      days: 91,
      value: 700,
      limit: 90,
    });
    expect(found(aProject({}), '2024-06-01', 'money-idle', idle)?.value).toBe(750);
  });

  it('is spent ahead of progress when more is paid than is built, and 15 points', () => {
    const half = { ...building, percent: 50, contractFen: 40_000_000, variationsFen: 10_000_000 };
    const paid = (higherDisbursedFen: number) => aProject({ ...half, higherDisbursedFen });
    expect(found(paid(32_500_000), '2024-06-01', 'spending-ahead')).toBeUndefined();
    expect(found(paid(32_500_001), '2024-06-01', 'spending-ahead')).toMatchObject({ value: 65, limit: 65 });
  });

  it('is measured by the budget before there is a contract, and no more when all is built', () => {
    const paid = { higherDisbursedFen: 5_000_000, townDisbursedFen: 4_000_000 };
    expect(found(aProject(paid), '2024-02-01', 'spending-ahead')).toBeUndefined();
    const more = aProject({ ...paid, villageDisbursedFen: 1 });
    expect(found(more, '2024-02-01', 'spending-ahead')).toBeDefined();
    const complete = aProject({ ...building, completedOn: '2024-09-01', higherDisbursedFen: 60_000_000 });
    expect(found(complete, '2024-09-02', 'spending-ahead')).toBeUndefined();
  });
});

describe('a square metre', () => {
  // 300 m² at 2,500 yuan are 750,000 yuan.
  it('is over the ceiling above 2,500 yuan: by the plan, then by the contract, then as built', () => {
    expect(found(aProject({ budgetFen: 75_000_000 }), '2024-02-01', 'over-ceiling')).toBeUndefined();
    expect(found(aProject({ budgetFen: 75_000_100 }), '2024-02-01', 'over-ceiling')).toMatchObject({
      value: 250_000,
      limit: 250_000,
    });
    const contract = { ...building, budgetFen: 90_000_000, contractFen: 74_000_000 };
    expect(found(aProject(contract), '2024-05-01', 'over-ceiling')).toBeUndefined();
    const varied = aProject({ ...contract, variationsFen: 1_000_001 });
    expect(found(varied, '2024-05-01', 'over-ceiling')).toBeDefined();
    const built = { ...contract, completedOn: '2024-09-01', builtAreaDm2: 25_000, finalCostFen: 62_500_000 };
    expect(found(aProject(built), '2024-09-02', 'over-ceiling')).toBeUndefined();
    const dearer = aProject({ ...built, finalCostFen: 75_000_000 });
    expect(found(dearer, '2024-09-02', 'over-ceiling')?.value).toBe(300_000);
  });

  it('is too few below 200 of them, of what builds floor', () => {
    expect(found(aProject({ plannedAreaDm2: 20_000 }), '2024-02-01', 'below-standard')).toBeUndefined();
    const small = { plannedAreaDm2: 19_999 };
    expect(found(aProject(small), '2024-02-01', 'below-standard')).toMatchObject({
      value: 19_999,
      limit: 20_000,
    });
    expect(found(aProject({ ...small, buildType: 'equip' }), '2024-02-01', 'below-standard')).toBeUndefined();
    const built = aProject({ ...small, ...building, completedOn: '2024-09-01', builtAreaDm2: 20_000 });
    expect(found(built, '2024-09-02', 'below-standard')).toBeUndefined();
  });
});
