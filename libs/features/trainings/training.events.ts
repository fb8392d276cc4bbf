import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import { line, uuid, venueId, villageId } from '../shared/values.ts';

const people = z.int().min(0).max(100_000);

export const trainingHeld = defineEvent(
  'use',
  'TrainingHeld',
  1,
  z
    .strictObject({
      trainingId: uuid.meta({ title: '培训编号', description: 'this training' }),
      villageId,
      venueId: venueId.optional(),
      platform: z.int().min(1).max(7).meta({
        title: '平台',
        description:
          '1 remote education, 2 farmers’ school, 3 professional association, 4 library, 5 activity centre, 6 mediation and labour security station, 7 disclosure board',
      }),
      topic: line(100).meta({ title: '主题', description: 'what it was about' }),
      host: z.enum(['school', 'association', 'remote', 'other']).meta({
        title: '主办',
        description: 'school 农民技术学校, association 专业协会, remote 远程教育, other 其他: who taught',
      }),
      startTime: z
        .string()
        .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
        .meta({ title: '开始', description: 'HH:MM in Asia/Shanghai, on the day of the event' }),
      hours: z
        .number()
        .min(0.5)
        .max(24)
        .multipleOf(0.5)
        .meta({ title: '时长', description: 'hours, in halves' }),
      members: people.meta({ title: '党员', description: 'party members present' }),
      public: people.meta({ title: '群众', description: 'other people present' }),
    })
    .meta({
      title: '开展培训',
      description: 'A training was held in a village, on one of the seven platforms.',
    }),
);

export interface TrainingEvents {
  TrainingHeld: DataOf<typeof trainingHeld>;
}
