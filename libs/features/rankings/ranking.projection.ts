import { date, defineProjection, text } from '../../projections/index.ts';
import type { RankingEvents } from './ranking.events.ts';

/** One row a figure by which the county ever ranked its towns in public. */
export const ranking = defineProjection<RankingEvents>()({
  name: 'ranking',
  version: 1,
  key: { figure: text() },
  /** Null while the ranking is not shown. */
  row: { publishedOn: date() },
  on: {
    RankingPublished: {
      key: ({ data }) => ({ figure: data.figure }),
      fold: (row, { occurredOn }) => ({ ...row, publishedOn: occurredOn }),
    },
    RankingWithdrawn: {
      key: ({ data }) => ({ figure: data.figure }),
      fold: (row) => ({ ...row, publishedOn: null }),
    },
  },
});
