import { defaultStandard, type StandardContent } from '../../../libs/features/shared/standard.ts';

const { version: _, from: __, ...shipped } = defaultStandard;

/** What the demo county laid down first: the shipped default, and a source that may not be spent on venues. */
export const DEMO_STANDARD: StandardContent = {
  ...shipped,
  minAreaDm2: 15_000,
  forbiddenSources: [
    {
      source: '财政衔接推进乡村振兴补助资金',
      from: '2021-01-01',
      reason: '衔接资金不得用于村级办公场所建设',
    },
  ],
};

/** What it laid down later: larger venues, and money that lies idle is asked about sooner. */
export const STRICTER_STANDARD: StandardContent = {
  ...DEMO_STANDARD,
  minAreaDm2: 20_000,
  unitCostCeilingFen: 240_000,
  thresholds: { ...DEMO_STANDARD.thresholds, idleMoneyDays: 60 },
};
