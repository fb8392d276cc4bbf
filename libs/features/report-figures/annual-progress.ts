import type { Sentence } from '../shared/refusal.ts';
import { percent, roundedRatio } from '../shared/rounding.ts';

/** A project, as far as the yearly progress knows it: a row of `project_card`. */
export interface DatedProject {
  readonly stage: string;
  readonly plannedOn: string | null;
  readonly targetOn: string | null;
  readonly completedOn: string | null;
}

/** One month of the S-curve: what is due and complete by its end. Null: the month has not begun. */
export interface ProgressMonth {
  readonly month: string;
  readonly due: number;
  readonly completed: number;
  readonly dueCumulative: number;
  readonly completedCumulative: number | null;
}

/** Planned against completed in a year, with what is to be expected of the rest of it. */
export interface AnnualProgress {
  readonly year: number;
  /** Projects that should have been complete before the year, and were not. */
  readonly carriedOver: number;
  readonly due: number;
  readonly completed: number;
  /** Completed ÷ (due and carried over). */
  readonly completionPct: string;
  readonly months: readonly ProgressMonth[];
  readonly forecast: Forecast;
}

export interface Forecast {
  readonly completed: number;
  /** Days of the year that are over, and that there are. */
  readonly daysOver: number;
  readonly days: number;
  /** What could be completed at most: what is, and every project under way. */
  readonly most: number;
  readonly method: Sentence;
}

const METHOD: Sentence = {
  zh: '按今年以来的竣工速度推算全年：已竣工数 ÷ 已过天数 × 全年天数，四舍五入，不超过已竣工与在办项目之和',
  en: 'completed so far ÷ days over × days of the year, rounded half up; at most what is complete and under way together',
};

const isCounted = ({ stage, plannedOn }: DatedProject) =>
  plannedOn !== null && stage !== 'cancelled' && stage !== 'moved';

/** The progress of a year as it stands on a day. A plan counts in the month in which it is to be complete. Pure. */
export function annualProgress(
  projects: readonly DatedProject[],
  { year, on }: { readonly year: number; readonly on: string },
): AnnualProgress {
  const counted = projects.filter(isCounted);
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const due = counted.filter(({ targetOn }) => isWithin(targetOn, first, last));
  const completed = counted.filter(({ completedOn }) => isWithin(completedOn, first, last));
  const carried = counted.filter(
    ({ targetOn, completedOn }) => targetOn! < first && (completedOn === null || completedOn >= first),
  );
  return {
    year,
    carriedOver: carried.length,
    due: due.length,
    completed: completed.length,
    completionPct: percent(completed.length, due.length + carried.length),
    months: monthsOf(year, on, due, completed),
    forecast: forecastOf(counted, completed.length, { year, on }),
  };
}

function monthsOf(
  year: number,
  on: string,
  due: readonly DatedProject[],
  completed: readonly DatedProject[],
): ProgressMonth[] {
  let dueCumulative = 0;
  let completedCumulative = 0;
  return Array.from({ length: 12 }, (_, i) => {
    const month = `${year}-${String(i + 1).padStart(2, '0')}`;
    const count = (all: readonly DatedProject[], day: 'targetOn' | 'completedOn') =>
      all.filter((project) => project[day]!.startsWith(month)).length;
    const inMonth = { due: count(due, 'targetOn'), completed: count(completed, 'completedOn') };
    dueCumulative += inMonth.due;
    completedCumulative += inMonth.completed;
    const hasBegun = month <= on.slice(0, 7);
    return {
      month,
      ...inMonth,
      dueCumulative,
      completedCumulative: hasBegun ? completedCumulative : null,
    };
  });
}

function forecastOf(
  counted: readonly DatedProject[],
  completed: number,
  { year, on }: { year: number; on: string },
): Forecast {
  const days = dayOfYear(`${year}-12-31`);
  const daysOver = on < `${year}-01-01` ? 0 : on > `${year}-12-31` ? days : dayOfYear(on);
  const open = counted.filter(({ completedOn }) => completedOn === null).length;
  const most = completed + (daysOver === days ? 0 : open);
  const atPace = daysOver === 0 ? 0 : Number(roundedRatio(completed * days, daysOver, 0));
  return { completed: Math.min(atPace, most), daysOver, days, most, method: METHOD };
}

function dayOfYear(date: string): number {
  return (Date.parse(date) - Date.parse(`${date.slice(0, 4)}-01-01`)) / 86_400_000 + 1;
}

function isWithin(date: string | null, first: string, last: string): boolean {
  return date !== null && date >= first && date <= last;
}
