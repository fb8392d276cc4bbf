import { z } from 'zod';
import type { StreamFact } from '../../event-store/index.ts';
import type { ReportingEvents } from '../reporting/reporting.events.ts';
import { eventIn, type DecidedEvent } from './event.ts';
import { Refusal } from './refusal.ts';

/** A reporting period: a year `2024`, a half `2024-H1`, a quarter `2024-Q3` or a month `2024-05`. */
export const period = z
  .string()
  .regex(/^(?:19[5-9]\d|20\d\d)(?:-(?:H[12]|Q[1-4]|0[1-9]|1[0-2]))?$/)
  .meta({ title: '期间', description: 'a year 2024, a half 2024-H1, a quarter 2024-Q3 or a month 2024-05' });

const MONTHS_OF: Readonly<Record<string, readonly [string, string]>> = {
  H1: ['01', '06'],
  H2: ['07', '12'],
  Q1: ['01', '03'],
  Q2: ['04', '06'],
  Q3: ['07', '09'],
  Q4: ['10', '12'],
};

/** First and last month of a period, `YYYY-MM`. */
function monthsOf(name: string): readonly [first: string, last: string] {
  const [year = '', part] = name.split('-');
  const [first, last] = part === undefined ? ['01', '12'] : (MONTHS_OF[part] ?? [part, part]);
  return [`${year}-${first}`, `${year}-${last}`];
}

/** Whether a business date lies in a period. */
export function isInPeriod(date: string, name: string): boolean {
  const [first, last] = monthsOf(name);
  const month = date.slice(0, 7);
  return month >= first && month <= last;
}

/** Whether a period is over on a day: whether all its days have passed. */
export function isOver(name: string, on: string): boolean {
  return on.slice(0, 7) > monthsOf(name)[1];
}

/** Whether a period lies in another one, or is it. */
export function isWithin(name: string, other: string): boolean {
  const [first, last] = monthsOf(name);
  const [from, until] = monthsOf(other);
  return from <= first && last <= until;
}

/** Which periods are closed at one level; reopened ones are not among them. */
export type ClosedPeriods = readonly string[];

/** The closed periods after one was closed or reopened. */
export function evolveClosedPeriods(
  closed: ClosedPeriods,
  { period: name, change }: { readonly period: string; readonly change: 'closed' | 'reopened' },
): ClosedPeriods {
  const others = closed.filter((one) => one !== name);
  return change === 'closed' ? [...others, name] : others;
}

/** The periods that the events of a reporting stream leave closed; other events are passed over. */
export function closedPeriodsOf(events: readonly (StreamFact | DecidedEvent)[]): ClosedPeriods {
  return events.reduce<ClosedPeriods>((closed, recorded) => {
    const event = eventIn<Pick<ReportingEvents, 'PeriodClosed'>>(recorded);
    return event.type === 'PeriodClosed' ? evolveClosedPeriods(closed, event.data) : closed;
  }, []);
}

/** The county lets one town date facts in a closed period, until a day. */
export interface PeriodException {
  readonly townCode: string;
  readonly period: string;
  /** The last day on which such a fact may be recorded. */
  readonly until: string;
}

/** Who closed what, as a command of a town meets it. */
export interface Closings {
  readonly town: ClosedPeriods;
  readonly county: ClosedPeriods;
  readonly exceptions: readonly PeriodException[];
}

/** Who records a fact, and when. */
export interface Recording {
  readonly townCode: string;
  readonly today: string;
  /** Whether it is somebody below the town: a village's clerk. */
  readonly belowTown: boolean;
}

/**
 * A closed period refuses facts dated in it from below the level that closed it, unless the county grants an exception.
 *
 * @throws {Refusal} period.closed-by-county, period.closed-by-town
 */
export function requireOpenPeriod(occurredOn: string, closings: Closings, recording: Recording): void {
  const byCounty = closings.county.find((name) => isInPeriod(occurredOn, name));
  if (byCounty !== undefined && !isExcepted(occurredOn, closings.exceptions, recording)) {
    throw new Refusal(
      'period.closed-by-county',
      {
        zh: `${byCounty} 已由县级关账，不能再登记 ${occurredOn} 的事项`,
        en: `the county closed ${byCounty}: nothing dated ${occurredOn} is recorded any more`,
      },
      {
        zh: '请核对日期，确需补登的请报县级批准补登',
        en: 'check the date, or ask the county for an exception',
      },
      '/occurredOn',
    );
  }
  const byTown = closings.town.find((name) => isInPeriod(occurredOn, name));
  if (byTown !== undefined && recording.belowTown) {
    throw new Refusal(
      'period.closed-by-town',
      {
        zh: `${byTown} 已由本镇关账，不能再登记 ${occurredOn} 的事项`,
        en: `the town closed ${byTown}: nothing dated ${occurredOn} is recorded by a village any more`,
      },
      { zh: '请核对日期，确需补登的请镇级人员登记', en: 'check the date, or ask the town to record it' },
      '/occurredOn',
    );
  }
}

function isExcepted(
  occurredOn: string,
  exceptions: readonly PeriodException[],
  { townCode, today }: Recording,
): boolean {
  return exceptions.some(
    (one) => one.townCode === townCode && today <= one.until && isInPeriod(occurredOn, one.period),
  );
}
