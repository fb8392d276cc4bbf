import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import {
  areaDm2,
  attachments,
  buildingCondition,
  businessDate,
  documentNo,
  line,
  paragraph,
  personId,
  uuid,
  venueId,
  villageId,
} from '../shared/values.ts';

const ids = { venueId, villageId };
const key = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/)
  .meta({ title: '代号', description: 'key of the county’s standard' });

export const venueRegistered = defineEvent(
  'venue',
  'VenueRegistered',
  1,
  z
    .strictObject({
      ...ids,
      sharedWith: z
        .array(villageId)
        .max(20)
        .meta({ title: '共用村', description: 'other villages that it serves: it counts for each of them' }),
      name: line(60).meta({ title: '阵地名称', description: 'name of the venue' }),
      areaDm2: areaDm2.meta({ title: '建筑面积' }),
      rooms: z
        .array(
          z.strictObject({
            kind: key,
            count: z.int().min(1).max(100).meta({ title: '间数', description: 'rooms of this kind' }),
          }),
        )
        .max(40)
        .meta({ title: '功能室', description: 'its rooms by kind' }),
      homes: z
        .array(z.enum(['cadres', 'members', 'women', 'youth', 'farmers']))
        .max(5)
        .meta({
          title: '五家',
          description: 'cadres 干部之家, members 党员之家, women 妇女之家, youth 团员之家, farmers 农民之家',
        }),
      origin: z
        .enum(['existing', 'project'])
        .meta({ title: '来历', description: 'existing 原有, project 项目建成' }),
      condition: buildingCondition,
      standardVersion: z.int().min(0).meta({ title: '标准版本', description: 'of the county’s standard' }),
      attachments,
    })
    .meta({ title: '登记阵地', description: 'A venue exists: an old one, or one that a project built.' }),
);

/** What a correction of a registration changes, before or after. */
const registrationValues = z.strictObject({
  name: venueRegistered.data.shape.name.optional(),
  areaDm2: venueRegistered.data.shape.areaDm2.optional(),
});

export const registrationCorrected = defineEvent(
  'venue',
  'RegistrationCorrected',
  1,
  z
    .strictObject({
      ...ids,
      old: registrationValues.meta({ title: '原值', description: 'what was said until now' }),
      new: registrationValues.meta({ title: '更正为', description: 'what should have been said' }),
      registeredOn: businessDate.meta({ title: '登记日期', description: 'day of the registration' }),
      reason: paragraph(500).meta({ title: '理由', description: 'what went wrong' }),
      documentNo: documentNo.optional(),
    })
    .meta({
      title: '更正阵地登记',
      description: 'A slip in the registration of a venue is put right; the registration stays as it is.',
    }),
);

export const venueConditionAssessed = defineEvent(
  'venue',
  'VenueConditionAssessed',
  1,
  z
    .strictObject({ ...ids, condition: buildingCondition, documentNo: documentNo.optional(), attachments })
    .meta({ title: '房屋鉴定', description: 'The building was graded.' }),
);

export const sixHavesAssessed = defineEvent(
  'venue',
  'SixHavesAssessed',
  1,
  z
    .strictObject({
      ...ids,
      standardVersion: z.int().min(0).meta({ title: '标准版本', description: 'whose items are assessed' }),
      items: z
        .array(
          z.strictObject({
            key,
            met: z.boolean().meta({ title: '具备', description: 'whether it is there' }),
          }),
        )
        .min(1)
        .max(20)
        .meta({ title: '六有', description: 'each item of the standard' }),
      attachments,
    })
    .meta({ title: '六有评估', description: 'Each of the things that a venue must have was looked at.' }),
);

export const responsibilityAssigned = defineEvent(
  'venue',
  'ResponsibilityAssigned',
  1,
  z
    .strictObject({
      ...ids,
      duty: z.enum(['use', 'maintenance', 'safety']).meta({
        title: '责任',
        description: 'use 管理使用, maintenance 维护维修, safety 安全防范',
      }),
      personId: personId.meta({ title: '责任人', description: 'who answers for it from this day on' }),
    })
    .meta({
      title: '落实责任人',
      description: 'A named person answers for the venue’s use, maintenance or safety.',
    }),
);

export const venueCommissioned = defineEvent(
  'venue',
  'VenueCommissioned',
  1,
  z
    .strictObject({
      ...ids,
      waiver: z
        .strictObject({
          waiverId: uuid.meta({ title: '豁免编号', description: 'the county’s waiver' }),
          until: businessDate.meta({ title: '有效期至', description: 'its last day' }),
        })
        .meta({ title: '豁免', description: 'of the six haves, where they are not all met' })
        .optional(),
    })
    .meta({ title: '阵地启用', description: 'The venue is in use from this day on.' }),
);

export const projectHandedOver = defineEvent(
  'project',
  'ProjectHandedOver',
  1,
  z.strictObject(ids).meta({
    title: '交付使用',
    description: 'What the project built is in use: the venue was commissioned with it.',
  }),
);

export const venueDesignated = defineEvent(
  'venue',
  'VenueDesignated',
  1,
  z
    .strictObject({
      ...ids,
      kind: z.enum(['highlight', 'demonstration']).meta({
        title: '称号',
        description: 'highlight 亮点工程, demonstration 示范工程',
      }),
      level: z.enum(['town', 'county', 'prefecture', 'province']).meta({
        title: '级别',
        description: 'town 镇级, county 县级, prefecture 市级, province 省级',
      }),
      change: z
        .enum(['granted', 'lowered', 'revoked'])
        .meta({ title: '变更', description: 'granted 授予, lowered 降级, revoked 撤销' }),
      until: businessDate
        .meta({ title: '有效期至', description: 'its last day; not of a revoked one' })
        .optional(),
      score: z
        .int()
        .min(0)
        .max(100)
        .meta({ title: '得分', description: 'points of the assessment' })
        .optional(),
      documentNo,
    })
    .meta({ title: '认定称号', description: 'A designation was granted, lowered or revoked.' }),
);

export const venueRetired = defineEvent(
  'venue',
  'VenueRetired',
  1,
  z
    .strictObject({
      ...ids,
      reason: paragraph(500).meta({ title: '理由', description: 'why' }),
      // Repeated, so that the project's card can end by itself.
      origin: z.enum(['existing', 'project']).optional().meta({
        title: '来源',
        description: 'existing 原有, project 项目建成; absent in events of earlier days',
      }),
    })
    .meta({ title: '阵地停用', description: 'The venue is a venue no longer.' }),
);

export interface CommissioningEvents {
  VenueRegistered: DataOf<typeof venueRegistered>;
  RegistrationCorrected: DataOf<typeof registrationCorrected>;
  VenueConditionAssessed: DataOf<typeof venueConditionAssessed>;
  SixHavesAssessed: DataOf<typeof sixHavesAssessed>;
  ResponsibilityAssigned: DataOf<typeof responsibilityAssigned>;
  VenueCommissioned: DataOf<typeof venueCommissioned>;
  ProjectHandedOver: DataOf<typeof projectHandedOver>;
  VenueDesignated: DataOf<typeof venueDesignated>;
  VenueRetired: DataOf<typeof venueRetired>;
}
