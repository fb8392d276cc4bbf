import { defineCommand } from '../shared/command.ts';
import { notBefore, notInFuture } from '../shared/dates.ts';
import { eventIn, happened } from '../shared/event.ts';
import { Refusal } from '../shared/refusal.ts';
import { rankingStream } from '../shared/streams.ts';
import { businessDate } from '../shared/values.ts';
import type { StreamFact } from '../../event-store/index.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { rankingPublished, rankingWithdrawn, type RankingEvents } from './ranking.events.ts';

type Ranking = { readonly state: 'private' } | { readonly state: 'published'; readonly on: string };

const initial: Ranking = { state: 'private' };

function evolve(_: Ranking, recorded: StreamFact | DecidedEvent): Ranking {
  const event = eventIn<RankingEvents>(recorded);
  switch (event.type) {
    case 'RankingPublished':
      return { state: 'published', on: event.occurredOn };
    case 'RankingWithdrawn':
      return { state: 'private' };
    default:
      return event satisfies never;
  }
}

/** Shows the county's towns how they stand by a figure. */
export const publishRanking = defineCommand({
  name: 'PublishRanking',
  summary: '公布排名',
  schema: rankingPublished.data.extend({ occurredOn: businessDate }),
  emits: [rankingPublished],
  streams: ({ figure }) => [rankingStream(figure)],
  initial,
  evolve,
  decide: (ranking: Ranking, { occurredOn, figure }, { today }) => {
    notInFuture(occurredOn, today);
    if (ranking.state === 'published') {
      throw new Refusal(
        'ranking.already-published',
        { zh: `该排名已于 ${ranking.on} 公布`, en: `this ranking is published since ${ranking.on}` },
        { zh: '无需再次公布，不再公布的请撤回', en: 'leave it, or withdraw it' },
        '/figure',
      );
    }
    return [happened(rankingPublished, rankingStream(figure), occurredOn, { figure })];
  },
});

/** Takes a published ranking back. */
export const withdrawRanking = defineCommand({
  name: 'WithdrawRanking',
  summary: '撤回排名',
  schema: rankingWithdrawn.data.extend({ occurredOn: businessDate }),
  emits: [rankingWithdrawn],
  streams: ({ figure }) => [rankingStream(figure)],
  initial,
  evolve,
  decide: (ranking: Ranking, { occurredOn, figure, reason }, { today }) => {
    notInFuture(occurredOn, today);
    if (ranking.state !== 'published') {
      throw new Refusal(
        'ranking.not-published',
        { zh: '该排名没有公布', en: 'this ranking is not published' },
        { zh: '无需撤回', en: 'there is nothing to withdraw' },
        '/figure',
      );
    }
    notBefore(occurredOn, { zh: '公布排名', en: 'the publication of the ranking', on: ranking.on });
    return [happened(rankingWithdrawn, rankingStream(figure), occurredOn, { figure, reason })];
  },
});
