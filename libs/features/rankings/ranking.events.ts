import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import { line, rankedFigure } from '../shared/values.ts';

const figure = rankedFigure.meta({
  title: '指标',
  description:
    'coverage 覆盖率: villages with a venue of all villages; completion 竣工率: completed venues of the planned ones',
});

export const rankingPublished = defineEvent(
  'ranking',
  'RankingPublished',
  1,
  z.strictObject({ figure }).meta({
    title: '公布排名',
    description: 'The county shows all its towns how they stand by this figure, from this day on.',
  }),
);

export const rankingWithdrawn = defineEvent(
  'ranking',
  'RankingWithdrawn',
  1,
  z
    .strictObject({
      figure,
      reason: line(200).meta({ title: '原因', description: 'why it is shown no longer' }),
    })
    .meta({ title: '撤回排名', description: 'The county shows the towns this ranking no longer.' }),
);

export interface RankingEvents {
  RankingPublished: DataOf<typeof rankingPublished>;
  RankingWithdrawn: DataOf<typeof rankingWithdrawn>;
}
