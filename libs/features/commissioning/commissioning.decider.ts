import { defineCommand, type BlockerContext } from '../shared/command.ts';
import { standardOf, waiverOf, type Waiver } from '../shared/county-policy.ts';
import { notInFuture } from '../shared/dates.ts';
import { happened } from '../shared/event.ts';
import { evolveProject, unplanned, type Project } from '../shared/project-state.ts';
import { Refusal } from '../shared/refusal.ts';
import { projectStream, venueStream } from '../shared/streams.ts';
import { businessDate } from '../shared/values.ts';
import { BEFORE_USE, lastDayOf, notBeforeOfVenue, WHOLE_LIFE } from '../shared/venue-dates.ts';
import {
  evolveVenue,
  noVenue,
  requireVenue,
  venueBlockers,
  type Duty,
  type RegisteredVenue,
  type Venue,
} from '../shared/venue-state.ts';
import { projectHandedOver, venueCommissioned, venueRetired } from './commissioning.events.ts';

interface CommissioningState {
  readonly venue: Venue;
  /** The project that built it; nothing for a venue that was there before. */
  readonly project: Project;
}

const initial: CommissioningState = { venue: noVenue, project: unplanned };

/**
 * Takes a venue into use (rule 7): it is there, has the six haves or a waiver of the county, somebody answers for each of
 * its duties, and the building is no danger. The project that built it is handed over with it, in the same breath.
 */
export const commissionVenue = defineCommand({
  name: 'CommissionVenue',
  summary: '阵地启用',
  schema: venueCommissioned.data.omit({ villageId: true, waiver: true }).extend({ occurredOn: businessDate }),
  emits: [venueCommissioned, projectHandedOver],
  streams: ({ venueId }) => [venueStream(venueId), projectStream(venueId)],
  initial,
  evolve: ({ venue, project }, event) => ({
    venue: evolveVenue(venue, event),
    project: evolveProject(project, event),
  }),
  blockers: ({ venue }, context) => {
    const [unusable] = venueBlockers(venue);
    if (unusable) return [unusable];
    if (venue.commissioned) return [alreadyInUse(venue.commissioned.on)];
    return notReady(requireVenue(venue), context);
  },
  decide: ({ venue: state, project }, { occurredOn, venueId }, { today, tenantCode, policy }) => {
    notInFuture(occurredOn, today);
    const venue = requireVenue(state);
    notBeforeOfVenue(occurredOn, venue, BEFORE_USE);
    const { villageId } = venue.registered;
    const waiver = hasSixHaves(venue)
      ? undefined
      : requireWaiver(waiverOf(policy, { townCode: tenantCode, venueId, kind: 'six-haves', on: occurredOn }));
    const ids = { venueId, villageId };
    const commissioned = { ...ids, ...(waiver && { waiver }) };
    return [
      happened(venueCommissioned, venueStream(venueId), occurredOn, commissioned),
      ...(project.work.completion
        ? [happened(projectHandedOver, projectStream(venueId), occurredOn, ids)]
        : []),
    ];
  },
});

/** Ends a venue, in use or not. */
export const retireVenue = defineCommand({
  name: 'RetireVenue',
  summary: '阵地停用',
  schema: venueRetired.data.omit({ villageId: true, origin: true }).extend({ occurredOn: businessDate }),
  emits: [venueRetired],
  streams: ({ venueId }) => [venueStream(venueId)],
  initial: noVenue,
  evolve: evolveVenue,
  blockers: venueBlockers,
  decide: (state, { occurredOn, ...retirement }, { today }) => {
    notInFuture(occurredOn, today);
    const venue = requireVenue(state);
    notBeforeOfVenue(occurredOn, venue, WHOLE_LIFE);
    const { villageId, origin } = venue.registered;
    const data = { ...retirement, villageId, origin };
    return [happened(venueRetired, venueStream(retirement.venueId), occurredOn, data)];
  },
});

function alreadyInUse(on: string): Refusal {
  return new Refusal(
    'venue.already-commissioned',
    { zh: `这个阵地已于 ${on} 启用`, en: `this venue is in use since ${on}` },
    {
      zh: '无需再次启用，不再使用的请办理阵地停用',
      en: 'leave it, or retire the venue if it is used no more',
    },
    '/venueId',
  );
}

function hasSixHaves({ sixHaves }: Venue): boolean {
  return sixHaves !== null && sixHaves.missing.length === 0;
}

/** All that is missing before the venue may be used, each with what is to be done. */
function notReady(venue: RegisteredVenue, context: BlockerContext): Refusal[] {
  const danger = venue.condition?.grade === 'D' ? [inDanger()] : [];
  return [...danger, ...lackingHaves(venue, context), ...lackingDuties(venue)];
}

function inDanger(): Refusal {
  return new Refusal(
    'venue.condition-d',
    {
      zh: '房屋鉴定为 D 级（整栋危房），不能启用',
      en: 'the building is of condition D (dangerous) and cannot be used',
    },
    { zh: '请先加固或重建，再重新登记房屋鉴定', en: 'repair it and have it assessed anew first' },
    '/venueId',
  );
}

function lackingHaves(venue: RegisteredVenue, { tenantCode, policy, venueId }: BlockerContext): Refusal[] {
  if (hasSixHaves(venue)) return [];
  // A waiver that has run out still covers a commissioning of its days which is recorded late.
  const earliest = lastDayOf(venue, BEFORE_USE);
  if (waiverOf(policy, { townCode: tenantCode, venueId, kind: 'six-haves', on: earliest })) return [];
  if (!venue.sixHaves) {
    return [
      new Refusal(
        'venue.six-haves-not-assessed',
        { zh: '还没有评估“六有”', en: 'the six haves were not assessed' },
        { zh: '请先评估“六有”，或向县级申请豁免', en: 'assess them first, or ask the county for a waiver' },
        '/venueId',
      ),
    ];
  }
  const { sixHaves } = standardOf(policy, venue.sixHaves.standardVersion);
  const { missing } = venue.sixHaves;
  const names = sixHaves.filter(({ key }) => missing.includes(key)).map(({ name }) => name);
  return [
    new Refusal(
      'venue.six-haves-missing',
      { zh: `“六有”还缺：${names.join('、')}`, en: `of the six haves are missing: ${missing.join(', ')}` },
      {
        zh: '请补齐后重新评估“六有”，或向县级申请豁免',
        en: 'provide them and assess anew, or ask the county for a waiver',
      },
      '/venueId',
    ),
  ];
}

const DUTIES: Readonly<Record<Duty, { readonly zh: string; readonly en: string }>> = {
  use: { zh: '管理使用', en: 'use' },
  maintenance: { zh: '维护维修', en: 'maintenance' },
  safety: { zh: '安全防范', en: 'safety' },
};

function lackingDuties({ responsibilities }: Venue): Refusal[] {
  const lacking = (Object.keys(DUTIES) as Duty[]).filter((duty) => !responsibilities[duty]);
  return lacking.map(
    (duty) =>
      new Refusal(
        `venue.no-one-for-${duty}`,
        { zh: `还没有落实${DUTIES[duty].zh}责任人`, en: `nobody answers for the venue’s ${DUTIES[duty].en}` },
        { zh: '请先落实责任人', en: 'assign the responsibility first' },
        '/venueId',
      ),
  );
}

/** @throws {Refusal} venue.waiver-expired: where the day is the only thing that is wrong. */
function requireWaiver(waiver: Waiver | undefined): Pick<Waiver, 'waiverId' | 'until'> {
  if (waiver) return { waiverId: waiver.waiverId, until: waiver.until };
  throw new Refusal(
    'venue.waiver-expired',
    {
      zh: '“六有”未达标，县级豁免在这一天已过期',
      en: 'the six haves are not all met, and the county’s waiver has expired by that day',
    },
    {
      zh: '请补齐后重新评估“六有”，或向县级申请新的豁免',
      en: 'provide them and assess anew, or ask for a new waiver',
    },
    '/occurredOn',
  );
}
