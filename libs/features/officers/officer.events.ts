import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import { officerPost, personId, villageId } from '../shared/values.ts';

export const officerChanged = defineEvent(
  'village',
  'OfficerChanged',
  1,
  z
    .strictObject({
      villageId,
      post: officerPost,
      outPersonId: personId
        .optional()
        .meta({ title: '离任', description: 'who left the post; absent when it was vacant' }),
      inPersonId: personId.optional().meta({
        title: '接任',
        description: 'who holds the post from that day on; absent when it stays vacant',
      }),
    })
    .meta({
      title: '干部调整',
      description: 'A post of a village changed hands, was filled or fell vacant.',
    }),
);

export interface OfficerEvents {
  OfficerChanged: DataOf<typeof officerChanged>;
}
