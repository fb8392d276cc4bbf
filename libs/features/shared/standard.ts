import { z } from 'zod';
import { thresholds } from './thresholds.ts';
import {
  amountFen,
  areaDm2,
  buildType,
  businessDate,
  fraction,
  line,
  tier,
  wholePercent,
  type BuildType,
} from './values.ts';

/** 四议两公开, the four that decide: in their order. */
export const decisionStep = z
  .enum(['branch-proposal', 'committees-consultation', 'members-deliberation', 'villagers-resolution'])
  .meta({
    title: '议事步骤',
    description:
      'branch-proposal 村党支部会提议, committees-consultation 村“两委”会商议, members-deliberation 党员大会审议, villagers-resolution 村民代表会议决议',
  });
export type DecisionStep = z.infer<typeof decisionStep>;

const HALF = { numerator: 1, denominator: 2 };
const vote = z.strictObject({
  quorum: fraction.meta({
    title: '到会要求',
    description: 'at least this share of those entitled is present',
  }),
  majority: fraction.meta({
    title: '通过要求',
    description: 'more than this share of those present is for it',
  }),
});
const item = z.strictObject({
  key: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .meta({ title: '代号', description: 'what facts name it by; it never changes' }),
  name: line(40).meta({ title: '名称', description: 'its wording' }),
});
const items = (most: number) =>
  z
    .array(item)
    .max(most)
    .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, {
      params: { fault: 'duplicate' },
    });

/** What one build type has to go through. */
export const procedure = z.strictObject({
  reviewRounds: z
    .int()
    .min(0)
    .max(9)
    .meta({ title: '审议轮数', description: '三上审三下议: rounds up and down; 0: no design' }),
  decisionSteps: z
    .array(decisionStep)
    .max(4)
    .refine((all) => new Set(all).size === all.length, { params: { fault: 'duplicate' } })
    .meta({ title: '议事步骤', description: '四议: the steps that must be carried before construction' }),
  site: z.boolean().meta({ title: '选址', description: 'whether a site document is needed' }),
  securedPct: wholePercent.meta({
    title: '资金到位比例',
    description: 'percent of the budget that must be allocated before construction',
  }),
});
export type Procedure = z.infer<typeof procedure>;

type Named<Key extends string> = Readonly<
  Record<Key, { readonly title: string; readonly description: string }>
>;
const BUILD_TYPES: Named<BuildType> = {
  new: { title: '新建', description: 'of new venues' },
  rebuild: { title: '改建', description: 'of rebuilt venues' },
  extend: { title: '扩建', description: 'of extended venues' },
  repair: { title: '维修', description: 'of repaired venues' },
  equip: { title: '配套', description: 'of equipped venues' },
  shared: { title: '共建共享', description: 'of shared venues' },
};
const STEPS: Named<DecisionStep> = {
  'branch-proposal': { title: '村党支部会提议', description: 'the party branch’s proposal' },
  'committees-consultation': { title: '村“两委”会商议', description: 'the two committees’ consultation' },
  'members-deliberation': { title: '党员大会审议', description: 'the party members’ deliberation' },
  'villagers-resolution': {
    title: '村民代表会议决议',
    description: 'the villagers’ representatives’ resolution',
  },
};
/** What a step of 四议 is called. */
export function stepName(step: DecisionStep): { readonly zh: string; readonly en: string } {
  const { title: zh, description: en } = STEPS[step];
  return { zh, en };
}

/** A county's construction standard: every threshold, count and list that its rules use. */
export const standardContent = z.strictObject({
  minAreaDm2: areaDm2.meta({ title: '最小面积', description: 'dm²; a smaller venue is below standard' }),
  unitCostCeilingFen: amountFen.meta({ title: '造价上限', description: 'fen a m²; above it is not frugal' }),
  procedures: z
    .strictObject(
      Object.fromEntries(
        buildType.options.map((type) => [type, procedure.meta(BUILD_TYPES[type])]),
      ) as Record<BuildType, typeof procedure>,
    )
    .meta({ title: '建设程序', description: 'what each build type has to go through' }),
  discussion: vote.meta({
    title: '村民议事',
    description: 'what a discussion of the villagers needs to carry a design',
  }),
  decisions: z
    .strictObject(
      Object.fromEntries(decisionStep.options.map((step) => [step, vote.meta(STEPS[step])])) as Record<
        DecisionStep,
        typeof vote
      >,
    )
    .meta({ title: '四议表决', description: 'what each step of a decision needs' }),
  townCommittee: vote
    .default({ quorum: HALF, majority: HALF })
    .meta({ title: '镇级表决', description: 'what a vote of the town’s committees needs' }),
  budgetTolerancePct: wholePercent.meta({
    title: '预算浮动',
    description: 'percent by which contract and variations may exceed the budget',
  }),
  acceptance: z
    .strictObject({
      acceptors: z.int().min(1).max(50).meta({ title: '验收人数', description: 'people who must accept' }),
      largeFromFen: amountFen.meta({ title: '大额起点', description: 'fen of the contract with variations' }),
      acceptorsOfLarge: z
        .int()
        .min(1)
        .max(50)
        .meta({ title: '大额验收人数', description: 'people from that amount on' }),
    })
    .meta({ title: '验收', description: 'who must accept' }),
  settlementAuditAboveFen: amountFen.meta({
    title: '审计起点',
    description: 'fen; a settlement above it needs an audit document',
  }),
  rooms: items(40).meta({ title: '功能室', description: 'kinds of rooms' }),
  sixHaves: items(20).min(1).meta({ title: '六有', description: 'what a venue must have' }),
  sources: z
    .array(z.strictObject({ tier, name: line(60).meta({ title: '来源', description: 'by name' }) }))
    .max(100)
    .meta({ title: '资金来源', description: 'sub-sources of the three tiers that are offered' }),
  forbiddenSources: z
    .array(
      z.strictObject({
        source: line(60).meta({ title: '来源', description: 'by name' }),
        from: businessDate.meta({ title: '自', description: 'first day of the ban' }),
        reason: line(200).meta({ title: '依据', description: 'the rule that forbids it' }),
      }),
    )
    .max(50)
    .meta({ title: '禁用来源', description: 'funds that may not be spent on venues' }),
  frequencies: z
    .strictObject({
      trainingsPerYear: z.int().min(0).max(366).meta({ title: '培训', description: 'a year' }),
      meetingsPerMonth: z.int().min(0).max(31).meta({ title: '会议', description: 'a month' }),
      activitiesPerQuarter: z.int().min(0).max(92).meta({ title: '活动', description: 'a quarter' }),
    })
    .meta({ title: '三经常', description: 'how often a venue is to be used' }),
  demonstration: z
    .strictObject({
      monthsInUse: z.int().min(0).max(120).meta({ title: '使用月数', description: 'before it may be one' }),
      score: z.int().min(0).max(100).meta({ title: '得分', description: 'points it needs' }),
    })
    .meta({ title: '示范工程', description: 'what a demonstration venue needs' }),
  thresholds,
});
export type StandardContent = z.infer<typeof standardContent>;

/** A standard as it was published: projects are pinned to the version that was in force when they were planned. */
export interface Standard extends StandardContent {
  /** 0: the default that is shipped, for a county that has published none. */
  readonly version: number;
  /** The day from which it is in force. */
  readonly from: string;
}

const full: Procedure = {
  reviewRounds: 3,
  decisionSteps: [...decisionStep.options],
  site: true,
  securedPct: 50,
};
const light: Procedure = { reviewRounds: 0, decisionSteps: [], site: false, securedPct: 0 };
const twoThirds = { numerator: 2, denominator: 3 };

/**
 * The standard of a county that has published none, from practice in several counties' public documents. Projects may be
 * pinned to it for ever: a change of it is a new release's concern of every county that never published one, so it never changes.
 */
export const defaultStandard: Standard = {
  version: 0,
  from: '1949-10-01',
  minAreaDm2: 20_000,
  unitCostCeilingFen: 250_000,
  procedures: {
    new: full,
    rebuild: full,
    extend: full,
    repair: { ...full, reviewRounds: 1, site: false, securedPct: 30 },
    equip: light,
    shared: light,
  },
  discussion: { quorum: twoThirds, majority: HALF },
  decisions: {
    'branch-proposal': { quorum: HALF, majority: HALF },
    'committees-consultation': { quorum: HALF, majority: HALF },
    'members-deliberation': { quorum: HALF, majority: HALF },
    'villagers-resolution': { quorum: twoThirds, majority: HALF },
  },
  townCommittee: { quorum: HALF, majority: HALF },
  budgetTolerancePct: 10,
  acceptance: { acceptors: 3, largeFromFen: 100_000_000, acceptorsOfLarge: 5 },
  settlementAuditAboveFen: 50_000_000,
  rooms: [
    { key: 'office', name: '办公室' },
    { key: 'meeting', name: '会议室' },
    { key: 'service-hall', name: '便民服务厅' },
    { key: 'classroom', name: '教育培训室' },
    { key: 'library', name: '图书阅览室' },
    { key: 'mediation', name: '调解室' },
    { key: 'activity', name: '文体活动室' },
    { key: 'clinic', name: '卫生室' },
  ],
  sixHaves: [
    { key: 'rooms', name: '有科室' },
    { key: 'signs', name: '有标识' },
    { key: 'facilities', name: '有设施' },
    { key: 'profile', name: '有简况' },
    { key: 'rules', name: '有制度' },
    { key: 'books', name: '有图书资料' },
  ],
  sources: [
    { tier: 'higher', name: '中央财政' },
    { tier: 'higher', name: '省级财政' },
    { tier: 'higher', name: '市级财政' },
    { tier: 'higher', name: '县级财政' },
    { tier: 'higher', name: '专项党费' },
    { tier: 'higher', name: '部门帮扶' },
    { tier: 'town', name: '镇级财政' },
    { tier: 'village', name: '村集体经济' },
    { tier: 'village', name: '群众自筹' },
    { tier: 'village', name: '社会捐赠' },
  ],
  forbiddenSources: [],
  frequencies: { trainingsPerYear: 12, meetingsPerMonth: 1, activitiesPerQuarter: 1 },
  demonstration: { monthsInUse: 12, score: 90 },
  thresholds: {
    stageDays: { planned: 90, started: 180, finalised: 90, building: 300, completed: 180 },
    idleMoneyDays: 90,
    roundStuckDays: 45,
    defectDays: 30,
    aheadPct: 15,
    yearEndRiskPct: 70,
    yearEndRiskMonth: 10,
    timeShortPct: 80,
    dueWithinDays: 60,
    mediumTownFrom: 10,
    largeTownFrom: 20,
  },
};
