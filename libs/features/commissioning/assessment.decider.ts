import { defineCommand } from '../shared/command.ts';
import { standardOf } from '../shared/county-policy.ts';
import { notInFuture } from '../shared/dates.ts';
import { happened } from '../shared/event.ts';
import { Refusal } from '../shared/refusal.ts';
import type { Standard } from '../shared/standard.ts';
import { venueStream } from '../shared/streams.ts';
import { businessDate } from '../shared/values.ts';
import { notBeforeOfVenue, type VenueStage } from '../shared/venue-dates.ts';
import { evolveVenue, noVenue, requireVenue, venueBlockers } from '../shared/venue-state.ts';
import { responsibilityAssigned, sixHavesAssessed, venueConditionAssessed } from './commissioning.events.ts';

/** Grades the building; a later grade takes the place of an earlier one. */
export const assessVenueCondition = defineCommand({
  name: 'AssessVenueCondition',
  summary: '登记房屋鉴定',
  schema: venueConditionAssessed.data.omit({ villageId: true }).extend({ occurredOn: businessDate }),
  emits: [venueConditionAssessed],
  streams: ({ venueId }) => [venueStream(venueId)],
  initial: noVenue,
  evolve: evolveVenue,
  blockers: venueBlockers,
  decide: (state, { occurredOn, ...assessment }, { today }) => {
    notInFuture(occurredOn, today);
    const venue = requireVenue(state);
    notBeforeOfVenue(occurredOn, venue, ['registration', 'condition']);
    const data = { ...assessment, villageId: venue.registered.villageId };
    return [happened(venueConditionAssessed, venueStream(assessment.venueId), occurredOn, data)];
  },
});

/** Looks at each of the things that the venue's standard wants of it: at all of them, so that a rate has its denominator. */
export const assessSixHaves = defineCommand({
  name: 'AssessSixHaves',
  summary: '登记六有评估',
  schema: sixHavesAssessed.data
    .omit({ villageId: true, standardVersion: true })
    .extend({ occurredOn: businessDate }),
  emits: [sixHavesAssessed],
  streams: ({ venueId }) => [venueStream(venueId)],
  initial: noVenue,
  evolve: evolveVenue,
  blockers: venueBlockers,
  decide: (state, { occurredOn, ...assessment }, { today, policy }) => {
    notInFuture(occurredOn, today);
    const venue = requireVenue(state);
    notBeforeOfVenue(occurredOn, venue, ['registration', 'six-haves']);
    const { villageId, standardVersion } = venue.registered;
    requireEachItem(
      assessment.items.map(({ key }) => key),
      standardOf(policy, standardVersion),
    );
    const data = { ...assessment, villageId, standardVersion };
    return [happened(sixHavesAssessed, venueStream(assessment.venueId), occurredOn, data)];
  },
});

/** Names who answers for one of the venue's duties from this day on, in the place of who did before. */
export const assignResponsibility = defineCommand({
  name: 'AssignResponsibility',
  summary: '落实阵地责任人',
  schema: responsibilityAssigned.data.omit({ villageId: true }).extend({ occurredOn: businessDate }),
  emits: [responsibilityAssigned],
  streams: ({ venueId }) => [venueStream(venueId)],
  persons: ({ personId }) => [{ pointer: '/personId', personId }],
  initial: noVenue,
  evolve: evolveVenue,
  blockers: venueBlockers,
  decide: (state, { occurredOn, ...assignment }, { today }) => {
    notInFuture(occurredOn, today);
    const venue = requireVenue(state);
    const stages: readonly VenueStage[] = ['registration', assignment.duty];
    notBeforeOfVenue(occurredOn, venue, stages);
    const { villageId } = venue.registered;
    if (venue.responsibilities[assignment.duty]?.personId === assignment.personId) {
      throw new Refusal(
        'venue.same-person',
        { zh: '此人已是这项责任的责任人', en: 'this person answers for it already' },
        { zh: '无需再登记，换人的请选择新的责任人', en: 'leave it, or choose who takes over' },
        '/personId',
      );
    }
    const stream = venueStream(assignment.venueId);
    return [happened(responsibilityAssigned, stream, occurredOn, { ...assignment, villageId })];
  },
});

/** @throws {Refusal} venue.unknown-item, venue.item-twice, venue.items-missing */
function requireEachItem(keys: readonly string[], { sixHaves, version }: Standard): void {
  keys.forEach((key, i) => {
    if (!sixHaves.some((item) => item.key === key)) {
      throw new Refusal(
        'venue.unknown-item',
        {
          zh: `标准（第 ${version} 版）的“六有”没有“${key}”这一项`,
          en: `the standard (version ${version}) has no item ${key} among the six haves`,
        },
        { zh: '请按标准所列各项评估', en: 'assess the items that it lists' },
        `/items/${i}/key`,
      );
    }
    if (keys.indexOf(key) < i) {
      throw new Refusal(
        'venue.item-twice',
        { zh: `“${key}”填写了两次`, en: `${key} is assessed twice` },
        { zh: '请只填一次', en: 'assess it once' },
        `/items/${i}/key`,
      );
    }
  });
  const missing = sixHaves.filter(({ key }) => !keys.includes(key));
  if (missing.length > 0) {
    throw new Refusal(
      'venue.items-missing',
      {
        zh: `“六有”须逐项评估，还缺：${missing.map(({ name }) => name).join('、')}`,
        en: `each of the six haves is to be assessed; missing: ${missing.map(({ key }) => key).join(', ')}`,
      },
      { zh: '请补填后提交', en: 'fill them in' },
      '/items',
    );
  }
}
