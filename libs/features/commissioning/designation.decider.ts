import { defineCommand } from '../shared/command.ts';
import { standardOf } from '../shared/county-policy.ts';
import { monthsAfter, notInFuture } from '../shared/dates.ts';
import { happened, type DataOf } from '../shared/event.ts';
import { Refusal } from '../shared/refusal.ts';
import type { Standard } from '../shared/standard.ts';
import { venueStream } from '../shared/streams.ts';
import { businessDate } from '../shared/values.ts';
import { notBeforeOfVenue } from '../shared/venue-dates.ts';
import { evolveVenue, noVenue, requireVenue, venueBlockers, type Venue } from '../shared/venue-state.ts';
import { venueDesignated } from './commissioning.events.ts';

type Designated = DataOf<typeof venueDesignated> & { readonly occurredOn: string };
type Held = NonNullable<Venue['designations'][Designated['kind']]>;

/** From the lowest. */
const LEVELS: readonly string[] = ['town', 'county', 'prefecture', 'province'];
const isHigher = (one: string, other: string) => LEVELS.indexOf(one) > LEVELS.indexOf(other);

/**
 * Grants, lowers or revokes a designation. A demonstration has been in use for some months and has its score (rule 8); what
 * has expired is held no longer.
 */
export const designateVenue = defineCommand({
  name: 'DesignateVenue',
  summary: '认定阵地称号',
  schema: venueDesignated.data.omit({ villageId: true }).extend({ occurredOn: businessDate }),
  emits: [venueDesignated],
  streams: ({ venueId }) => [venueStream(venueId)],
  initial: noVenue,
  evolve: evolveVenue,
  blockers: venueBlockers,
  decide: (state, { occurredOn, ...designation }, { today, policy }) => {
    notInFuture(occurredOn, today);
    const venue = requireVenue(state);
    notBeforeOfVenue(occurredOn, venue, ['registration', designation.kind]);
    const { villageId, standardVersion } = venue.registered;
    const designated = { ...designation, villageId, occurredOn };
    requireExpiry(designated);
    requireStep(designated, heldOn(venue, designated));
    if (designation.kind === 'demonstration' && designation.change === 'granted')
      requireProven(designated, venue, standardOf(policy, standardVersion));
    const stream = venueStream(designation.venueId);
    return [happened(venueDesignated, stream, occurredOn, { ...designation, villageId })];
  },
});

/** @throws {Refusal} venue.designation-without-end, venue.designation-ends-before, venue.end-of-revoked */
function requireExpiry({ change, until, occurredOn }: Designated): void {
  if (change === 'revoked') {
    if (until === undefined) return;
    throw new Refusal(
      'venue.end-of-revoked',
      { zh: '撤销称号没有有效期', en: 'a revoked designation has no last day' },
      { zh: '请删去有效期', en: 'leave it out' },
      '/until',
    );
  }
  if (until === undefined) {
    throw new Refusal(
      'venue.designation-without-end',
      { zh: '称号须有有效期', en: 'a designation has a last day' },
      { zh: '请填写有效期', en: 'fill it in' },
      '/until',
    );
  }
  if (until < occurredOn) {
    throw new Refusal(
      'venue.designation-ends-before',
      {
        zh: `有效期 ${until} 早于认定日期 ${occurredOn}`,
        en: `its last day ${until} is before ${occurredOn}`,
      },
      { zh: '请核对两个日期', en: 'check both dates' },
      '/until',
    );
  }
}

function heldOn({ designations }: Venue, { kind, occurredOn }: Designated): Held | undefined {
  const held = designations[kind];
  return held && (held.until === null || held.until >= occurredOn) ? held : undefined;
}

/** A step from what is held: up or on by granting, down by lowering, out by revoking. */
function requireStep(designated: Designated, held: Held | undefined): void {
  const { change, level, until } = designated;
  if (change === 'granted') {
    if (!held || isHigher(level, held.level)) return;
    // A renewal goes on for longer than what it renews.
    if (level === held.level && held.until !== null && until! > held.until) return;
    throw new Refusal(
      'venue.already-designated',
      {
        zh: `这个阵地已有同级或更高级的称号（自 ${held.on} 起）`,
        en: `the venue has this or a higher level since ${held.on}`,
      },
      { zh: '降级请选“降级”，延期请填写更晚的有效期', en: 'lower it, or renew it with a later last day' },
      '/level',
    );
  }
  if (!held) {
    throw new Refusal(
      'venue.not-designated',
      { zh: '这个阵地现在没有这个称号', en: 'the venue has no such designation at present' },
      { zh: '请核对称号，要认定的请选“授予”', en: 'check the kind, or grant it' },
      '/change',
    );
  }
  if (change === 'lowered' ? isHigher(held.level, level) : level === held.level) return;
  throw new Refusal(
    'venue.designation-level',
    change === 'lowered'
      ? { zh: '降级后的级别须低于现有级别', en: 'a lowered designation is of a lower level than before' }
      : { zh: '撤销的级别与现有级别不符', en: 'what is revoked is of the level that the venue has' },
    { zh: '请核对级别', en: 'check the level' },
    '/level',
  );
}

/** Rule 8. @throws {Refusal} venue.not-in-use, venue.too-short-in-use, venue.score-missing, venue.score-too-low */
function requireProven(
  { occurredOn, score }: Designated,
  { commissioned }: Venue,
  { demonstration }: Standard,
): void {
  if (!commissioned) {
    throw new Refusal(
      'venue.not-in-use',
      { zh: '阵地尚未启用，不能认定为示范工程', en: 'the venue is not in use and cannot be a demonstration' },
      { zh: '请先办理阵地启用', en: 'commission it first' },
      '/kind',
    );
  }
  const from = monthsAfter(commissioned.on, demonstration.monthsInUse);
  if (occurredOn < from) {
    throw new Refusal(
      'venue.too-short-in-use',
      {
        zh: `示范工程须启用满 ${demonstration.monthsInUse} 个月，这个阵地自 ${commissioned.on} 启用`,
        en: `a demonstration needs ${demonstration.monthsInUse} months in use, and this venue is in use since ${commissioned.on}`,
      },
      { zh: `请自 ${from} 起再认定`, en: `grant it from ${from} on` },
      '/occurredOn',
    );
  }
  if (score === undefined) {
    throw new Refusal(
      'venue.score-missing',
      { zh: '认定示范工程须有得分', en: 'a demonstration needs its score' },
      { zh: '请填写得分', en: 'fill it in' },
      '/score',
    );
  }
  if (score < demonstration.score) {
    throw new Refusal(
      'venue.score-too-low',
      {
        zh: `得分 ${score} 低于示范工程标准 ${demonstration.score} 分`,
        en: `a score of ${score} is below the ${demonstration.score} that a demonstration needs`,
      },
      {
        zh: '请核对得分，未达标的整改后重新评分再认定',
        en: 'check the score, or grant it after a better one',
      },
      '/score',
    );
  }
}
