import type { StreamFact } from '../../event-store/index.ts';
import { defineCommand } from '../shared/command.ts';
import { notInFuture } from '../shared/dates.ts';
import { eventIn, happened, type DecidedEvent } from '../shared/event.ts';
import { evolveClosedPeriods, isOver, isWithin, type ClosedPeriods } from '../shared/periods.ts';
import { Refusal } from '../shared/refusal.ts';
import { reportingStream } from '../shared/streams.ts';
import { requireTownOf } from '../shared/towns.ts';
import { businessDate } from '../shared/values.ts';
import { periodClosed, periodExceptionGranted, type ReportingEvents } from './reporting.events.ts';

const noneClosed: ClosedPeriods = [];

function evolve(closed: ClosedPeriods, recorded: StreamFact | DecidedEvent): ClosedPeriods {
  const event = eventIn<ReportingEvents>(recorded);
  return event.type === 'PeriodClosed' ? evolveClosedPeriods(closed, event.data) : closed;
}

const closing = {
  schema: periodClosed.data.omit({ level: true }).extend({ occurredOn: businessDate }),
  emits: [periodClosed],
  streams: () => [reportingStream()],
  initial: noneClosed,
  evolve,
};

/** Closes a period for the town's villages, or opens it again: their clerks date no facts in it any more. */
export const closeTownPeriod = defineCommand({
  name: 'CloseTownPeriod',
  summary: '镇级关账',
  ...closing,
  decide: (closed, { occurredOn, ...change }, { today }) => {
    requireSoundChange(closed, { occurredOn, ...change }, today);
    return [happened(periodClosed, reportingStream(), occurredOn, { level: 'town', ...change })];
  },
});

/** Closes a period for the county's towns, or opens it again: they date no facts in it any more, unless they are excepted. */
export const closeCountyPeriod = defineCommand({
  name: 'CloseCountyPeriod',
  summary: '县级关账',
  ...closing,
  decide: (closed, { occurredOn, ...change }, { today }) => {
    requireSoundChange(closed, { occurredOn, ...change }, today);
    return [happened(periodClosed, reportingStream(), occurredOn, { level: 'county', ...change })];
  },
});

/** Lets one town date facts in a closed period, or in a part of it, until a day. */
export const grantPeriodException = defineCommand({
  name: 'GrantPeriodException',
  summary: '批准补登',
  schema: periodExceptionGranted.data.extend({ occurredOn: businessDate }),
  emits: [periodExceptionGranted],
  streams: () => [reportingStream()],
  initial: noneClosed,
  evolve,
  decide: (closed, { occurredOn, ...exception }, { today, tenantCode }) => {
    notInFuture(occurredOn, today);
    requireTownOf(tenantCode, exception.townCode);
    if (!closed.some((name) => isWithin(exception.period, name))) throw notClosed(exception.period);
    if (exception.until < occurredOn) {
      throw new Refusal(
        'period.exception-over',
        {
          zh: `有效期至 ${exception.until} 早于批准日期 ${occurredOn}`,
          en: `the exception would end on ${exception.until}, before it is granted (${occurredOn})`,
        },
        { zh: '请核对两个日期', en: 'check both dates' },
        '/until',
      );
    }
    return [happened(periodExceptionGranted, reportingStream(), occurredOn, exception)];
  },
});

interface Change {
  readonly occurredOn: string;
  readonly period: string;
  readonly change: 'closed' | 'reopened';
}

/** Only what is over is closed, only what is open, and only what is closed is opened again. */
function requireSoundChange(
  closed: ClosedPeriods,
  { occurredOn, period, change }: Change,
  today: string,
): void {
  notInFuture(occurredOn, today);
  const isClosed = closed.includes(period);
  if (change === 'reopened') {
    if (!isClosed) throw notClosed(period);
    return;
  }
  if (isClosed) {
    throw new Refusal(
      'period.already-closed',
      { zh: `${period} 已经关账`, en: `${period} is closed already` },
      {
        zh: '无需再次关账，要登记该期间事项的请重新开放',
        en: 'leave it, or open it again to record facts in it',
      },
      '/period',
    );
  }
  if (!isOver(period, occurredOn)) {
    throw new Refusal(
      'period.not-over',
      { zh: `${period} 在 ${occurredOn} 还没有结束`, en: `${period} is not over on ${occurredOn}` },
      { zh: '请在结束后再关账', en: 'close it when it is' },
      '/period',
    );
  }
}

function notClosed(period: string): Refusal {
  return new Refusal(
    'period.not-closed',
    { zh: `${period} 没有关账`, en: `${period} is not closed` },
    { zh: '无需重新开放或补登，可直接登记', en: 'facts can be dated in it as they are' },
    '/period',
  );
}
