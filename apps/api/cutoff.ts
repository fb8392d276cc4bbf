import { z } from 'zod';
import { Refusal } from '../../libs/features/shared/refusal.ts';
import { businessDate as businessDateSchema } from '../../libs/features/shared/values.ts';
import { businessDate } from '../../libs/platform/business-date.ts';
import type { Cutoff } from '../../libs/projections/index.ts';

// The database's clock stamps events, ours judges what is in the future; two machines never quite agree.
const CLOCKS_DIFFER_MS = 60_000;

const MOMENT = /^((?:19|20)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(Z|[+-]\d\d:\d\d)$/;

/** `2026-03-02T09:30:00.5+08:00` as events have it, `2026-03-02T01:30:00.500000Z`. */
function inUtc(moment: string): string {
  const [, seconds, fraction = '', offset] = MOMENT.exec(moment)!;
  return `${new Date(`${seconds}${offset}`).toISOString().slice(0, 19)}.${fraction.padEnd(6, '0')}Z`;
}

/** `?asOf=` and `?recordedBy=` of a view, alone or together. */
export const cutoffQuery = {
  asOf: businessDateSchema
    .optional()
    .describe('Only what is dated on this day or earlier (Asia/Shanghai, YYYY-MM-DD)'),
  recordedBy: z.iso
    .datetime({ offset: true })
    .regex(MOMENT)
    .transform(inUtc)
    .optional()
    .describe('Only what was recorded at this moment or earlier: ISO 8601 with offset, up to microseconds'),
};

/** What a query asks for; undefined for the view as it is now. @throws {Refusal} for what is in the future. */
export function cutoffOf({
  asOf,
  recordedBy,
}: {
  asOf?: string | undefined;
  recordedBy?: string | undefined;
}): Cutoff | undefined {
  const today = businessDate(new Date());
  if (asOf !== undefined && asOf > today) throw inFuture('asOf', asOf);
  if (recordedBy !== undefined && Date.parse(recordedBy) > Date.now() + CLOCKS_DIFFER_MS)
    throw inFuture('recordedBy', recordedBy);
  if (asOf === undefined && recordedBy === undefined) return undefined;
  return { ...(asOf !== undefined && { asOf }), ...(recordedBy !== undefined && { recordedBy }) };
}

function inFuture(parameter: string, given: string): Refusal {
  return new Refusal(
    'date.in-future',
    {
      zh: `${given} 尚未到来，只能查看过去的情况`,
      en: `${given} has not come yet: only the past can be shown`,
    },
    { zh: '请改为今天或以前', en: 'choose today or a day before' },
    `?${parameter}`,
  );
}
