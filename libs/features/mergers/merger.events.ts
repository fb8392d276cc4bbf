import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import { businessDate, line, venueId, villageId } from '../shared/values.ts';
import { fundsAllocated } from '../funds/funds.events.ts';
import { trainingHeld } from '../trainings/training.events.ts';
import { venueCompleted, venuePlanned } from '../venues/venue.events.ts';
import { villageProfileUpdated, villageRegistered } from '../villages/village.events.ts';

const town = z.strictObject({
  code: z
    .string()
    .regex(/^\d{9}$/)
    .meta({ title: '代码', description: 'its division code then' }),
  name: line(60).meta({ title: '名称', description: 'its name then' }),
});
const from = town.meta({ title: '原属乡镇', description: 'the town that it came from' });
const into = town.meta({ title: '并入乡镇', description: 'the town that it went to' });

/** A stream's state as the deciders know it, carried whole: it is theirs to read. */
const standing = z.looseObject({});

const count = z.int().min(0);
const fen = count.meta({ description: 'fen' });
const { code, name } = villageRegistered.data.shape;
const { trainingId, startTime } = trainingHeld.data.shape;
const { buildType, targetOn } = venuePlanned.data.shape;
const { builtAreaDm2, finalCostFen, grade } = venueCompleted.data.shape;

export const villageMovedOut = defineEvent(
  'village',
  'VillageMovedOut',
  1,
  z
    .strictObject({
      villageId,
      into,
      merged: z
        .literal(true)
        .meta({ title: '已并入', description: 'of a part of another village, which counts for none itself' })
        .optional(),
    })
    .meta({ title: '村划出', description: 'The village belongs to another town from this day on.' }),
);

export const villageMovedIn = defineEvent(
  'village',
  'VillageMovedIn',
  1,
  z
    .strictObject({
      villageId,
      code,
      name,
      from,
      before: z
        .strictObject({
          venuesCancelled: count.meta({
            title: '取消项目',
            description: 'projects that were given up there',
          }),
          amountFen: fen.meta({ title: '资金', description: 'fen allocated to its projects' }),
          trainings: count.meta({ title: '培训', description: 'trainings held' }),
          people: count.meta({ title: '参训人数', description: 'people in these trainings' }),
          lastTrainingOn: businessDate
            .meta({ title: '最近培训', description: 'day of the last training' })
            .optional(),
        })
        .meta({
          title: '此前累计',
          description:
            'what the village’s own card goes on from; the towns’ totals stay where they were made',
        }),
      profile: villageProfileUpdated.data
        .omit({ villageId: true })
        .meta({ title: '村情', description: 'its figures of the latest year, where there are any' })
        .optional(),
      merged: z
        .strictObject({
          into: villageId.meta({ title: '并入村', description: 'village of the town that it went into' }),
          name: line(60).meta({ title: '并入村名称', description: 'its name then' }),
          on: businessDate.meta({ title: '并入日期', description: 'day from which on' }),
        })
        .meta({ title: '已并入', description: 'of a village that is a part of another one that moves too' })
        .optional(),
      absorbed: z
        .array(villageId)
        .meta({ title: '并来的村', description: 'villages that are a part of it, and move too' })
        .optional(),
      trainingsThatDay: z.array(z.strictObject({ trainingId, venueId: venueId.optional(), startTime })).meta({
        title: '当日培训',
        description: 'what was held there on this very day, so that it is not recorded twice',
      }),
    })
    .meta({ title: '村划入', description: 'The village belongs to the town from this day on.' }),
);

export const projectMovedOut = defineEvent(
  'project',
  'ProjectMovedOut',
  1,
  z
    .strictObject({
      venueId,
      villageId,
      buildType,
      targetOn,
      builtAreaDm2: builtAreaDm2
        .meta({ title: '建成面积', description: 'dm²; of a venue that is complete' })
        .optional(),
      into,
    })
    .meta({
      title: '项目划出',
      description:
        'With its village, the project is another town’s from this day on. What it had counted is repeated.',
    }),
);

export const projectMovedIn = defineEvent(
  'project',
  'ProjectMovedIn',
  1,
  z
    .strictObject({
      ...venuePlanned.data.shape,
      plannedOn: businessDate.meta({ title: '编制日期', description: 'day of its plan' }),
      completion: z
        .strictObject({
          completedOn: businessDate.meta({ title: '竣工日期', description: 'day of its completion' }),
          builtAreaDm2,
          finalCostFen,
          grade,
        })
        .meta({ title: '竣工', description: 'of a venue that is complete' })
        .optional(),
      allocated: z
        .strictObject({
          higherFen: fen.meta({ title: '上级', description: 'fen from above the town' }),
          townFen: fen.meta({ title: '镇级', description: 'fen from the town' }),
          villageFen: fen.meta({ title: '村级', description: 'fen from the village' }),
        })
        .meta({ title: '已安排资金', description: 'what was allocated to it before, by tier' }),
      allocationIds: z
        .array(fundsAllocated.data.shape.allocationId)
        .meta({ title: '已登记拨付', description: 'the allocations before, so that none is recorded twice' }),
      standing: standing
        .meta({ title: '项目状态', description: 'everything that later decisions about the project rest on' })
        .optional(),
      from,
    })
    .meta({
      title: '项目划入',
      description:
        'With its village, the project is the town’s from this day on, as it stood in the town before.',
    }),
);

export const venueMovedOut = defineEvent(
  'venue',
  'VenueMovedOut',
  1,
  z.strictObject({ venueId, villageId, into }).meta({
    title: '阵地划出',
    description: 'With its village, the venue is another town’s from this day on.',
  }),
);

export const venueMovedIn = defineEvent(
  'venue',
  'VenueMovedIn',
  1,
  z
    .strictObject({
      venueId,
      villageId,
      standing: standing.meta({
        title: '阵地状态',
        description: 'everything that later decisions about the venue rest on; without people',
      }),
      from,
    })
    .meta({ title: '阵地划入', description: 'With its village, the venue is the town’s from this day on.' }),
);

export interface MergerEvents {
  VenueMovedOut: DataOf<typeof venueMovedOut>;
  VenueMovedIn: DataOf<typeof venueMovedIn>;
  VillageMovedOut: DataOf<typeof villageMovedOut>;
  VillageMovedIn: DataOf<typeof villageMovedIn>;
  ProjectMovedOut: DataOf<typeof projectMovedOut>;
  ProjectMovedIn: DataOf<typeof projectMovedIn>;
}
