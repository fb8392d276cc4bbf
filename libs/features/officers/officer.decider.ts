import { defineCommand } from '../shared/command.ts';
import { notBefore, notInFuture } from '../shared/dates.ts';
import { eventIn, happened } from '../shared/event.ts';
import type { MergerEvents } from '../mergers/merger.events.ts';
import { Refusal } from '../shared/refusal.ts';
import { villageStream } from '../shared/streams.ts';
import { businessDate, type OfficerPost } from '../shared/values.ts';
import { evolveVillage, noVillage, requireInTown, type Village } from '../shared/village-state.ts';
import { officerChanged, type OfficerEvents } from './officer.events.ts';

/** Who holds a post, nobody when it is vacant, and since when. */
interface Holding {
  readonly personId: string | undefined;
  readonly since: string;
}

interface OfficerState {
  readonly village: Village;
  readonly posts: Readonly<Partial<Record<OfficerPost, Holding>>>;
}

const initial: OfficerState = { village: noVillage, posts: {} };

/**
 * Records that a post of a village changed hands. Who goes is named by whoever records it, so that two who record the
 * same change at once do not follow each other. One person may hold several posts.
 */
export const changeOfficer = defineCommand({
  name: 'ChangeOfficer',
  summary: '登记干部调整',
  schema: officerChanged.data.extend({ occurredOn: businessDate }),
  emits: [officerChanged],
  streams: ({ villageId }) => [villageStream(villageId)],
  persons: ({ inPersonId }) => (inPersonId ? [{ pointer: '/inPersonId', personId: inPersonId }] : []),
  initial,
  evolve: (state, recorded) => {
    const village = evolveVillage(state.village, recorded);
    const event = eventIn<OfficerEvents & Pick<MergerEvents, 'VillageMovedIn' | 'VillageMovedOut'>>(recorded);
    switch (event.type) {
      case 'OfficerChanged': {
        const { post, inPersonId: personId } = event.data;
        return { village, posts: { ...state.posts, [post]: { personId, since: event.occurredOn } } };
      }
      case 'VillageMovedIn':
      case 'VillageMovedOut':
        // People do not move with a village: the town that it came to enters its own.
        return { village, posts: {} };
      default:
        // The village's stream holds events of other features too.
        event satisfies never;
        return { ...state, village };
    }
  },
  decide: (state, { occurredOn, ...change }, { today }) => {
    notInFuture(occurredOn, today);
    requireInTown(state.village, occurredOn);
    requireChange(change);
    const holding = state.posts[change.post];
    requireHolder(holding?.personId, change.outPersonId);
    if (holding) {
      notBefore(occurredOn, { zh: '该职务上次调整', en: 'the last change of the post', on: holding.since });
    }
    return [happened(officerChanged, villageStream(change.villageId), occurredOn, change)];
  },
});

interface Change {
  readonly outPersonId?: string | undefined;
  readonly inPersonId?: string | undefined;
}

function requireChange({ outPersonId, inPersonId }: Change): void {
  if (!outPersonId && !inPersonId) {
    throw new Refusal(
      'officer.nobody',
      { zh: '离任和接任都没有填写', en: 'neither who leaves the post nor who takes it is named' },
      { zh: '请至少填写一人', en: 'name one of them, or both' },
      '/inPersonId',
    );
  }
  if (outPersonId === inPersonId) {
    throw new Refusal(
      'officer.same-person',
      { zh: '离任和接任是同一人', en: 'the same person leaves and takes the post' },
      { zh: '请核对两项人员', en: 'check both' },
      '/inPersonId',
    );
  }
}

function requireHolder(holder: string | undefined, outPersonId: string | undefined): void {
  if (holder === outPersonId) return;
  throw outPersonId
    ? new Refusal(
        'officer.not-in-office',
        { zh: '此人现在不任这个职务', en: 'this person does not hold the post' },
        { zh: '请核对现任人员和职务', en: 'check who holds it' },
        '/outPersonId',
      )
    : new Refusal(
        'officer.post-held',
        { zh: '该职务现有人担任', en: 'somebody holds the post' },
        { zh: '请填写离任人', en: 'name who leaves it' },
        '/outPersonId',
      );
}
