import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import { line, uuid } from '../shared/values.ts';

/** A training was held in a village, on one of the seven platforms. */
export const trainingHeld = defineEvent(
  'TrainingHeld',
  1,
  z.strictObject({
    trainingId: uuid,
    villageId: uuid,
    venueId: uuid.optional(),
    platform: z
      .int()
      .min(1)
      .max(7)
      .describe(
        '1 remote education, 2 farmers’ school, 3 professional association, 4 library, 5 activity centre, 6 mediation and labour security station, 7 disclosure board',
      ),
    topic: line(100),
    host: z.enum(['school', 'association', 'remote', 'other']),
    startTime: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/),
    hours: z.number().min(0.5).max(24).multipleOf(0.5),
    members: z.int().min(0).max(100_000).describe('party members present'),
    public: z.int().min(0).max(100_000).describe('other people present'),
  }),
);

export interface TrainingEvents {
  TrainingHeld: DataOf<typeof trainingHeld>;
}
