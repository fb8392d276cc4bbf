import { buildTypes } from '../api/types.ts';
import { decisionSteps, timedStages } from '../api/policy-types.ts';

/** The parts of a standard, in the order in which it is read and written. */
export const standardParts = [
  'limits',
  'procedures',
  'votes',
  'acceptance',
  'sixHaves',
  'rooms',
  'sources',
  'forbiddenSources',
  'frequencies',
  'demonstration',
  'thresholds',
] as const;
export type StandardPart = (typeof standardParts)[number];

/** What a number of a standard counts. The first three are typed with two decimals and kept in hundredths. */
export type StandardUnit =
  | 'area'
  | 'yuan'
  | 'yuanPerM2'
  | 'percent'
  | 'points'
  | 'days'
  | 'months'
  | 'month'
  | 'villages'
  | 'people'
  | 'times'
  | 'score'
  | 'rounds';

/** One number of a standard: where it stands, which is its name in the form too, and what it may be. */
export interface NumberPlace {
  readonly name: string;
  readonly unit: StandardUnit;
  readonly least: number;
  readonly most: number;
}

// In hundredths, as the server has them: 10 hectares, 1 billion yuan.
const area = { unit: 'area', least: 1, most: 10_000_000 } as const;
const money = { least: 1, most: 100_000_000_000 } as const;
const percent = { unit: 'percent', least: 0, most: 100 } as const;
const days = { unit: 'days', least: 1, most: 3650 } as const;
const villages = { unit: 'villages', least: 1, most: 2000 } as const;
const people = { unit: 'people', least: 1, most: 50 } as const;

/** The parts that are made of single numbers. */
export const numberParts = {
  limits: [
    { name: 'minAreaDm2', ...area },
    { name: 'unitCostCeilingFen', unit: 'yuanPerM2', ...money },
    { name: 'budgetTolerancePct', ...percent },
    { name: 'settlementAuditAboveFen', unit: 'yuan', ...money },
  ],
  acceptance: [
    { name: 'acceptance.acceptors', ...people },
    { name: 'acceptance.largeFromFen', unit: 'yuan', ...money },
    { name: 'acceptance.acceptorsOfLarge', ...people },
  ],
  frequencies: [
    { name: 'frequencies.trainingsPerYear', unit: 'times', least: 0, most: 366 },
    { name: 'frequencies.meetingsPerMonth', unit: 'times', least: 0, most: 31 },
    { name: 'frequencies.activitiesPerQuarter', unit: 'times', least: 0, most: 92 },
  ],
  demonstration: [
    { name: 'demonstration.monthsInUse', unit: 'months', least: 0, most: 120 },
    { name: 'demonstration.score', unit: 'score', least: 0, most: 100 },
  ],
  thresholds: [
    ...timedStages.map((stage) => ({ name: `thresholds.stageDays.${stage}` as const, ...days })),
    { name: 'thresholds.idleMoneyDays', ...days },
    { name: 'thresholds.roundStuckDays', ...days },
    { name: 'thresholds.defectDays', ...days },
    { name: 'thresholds.aheadPct', ...percent, unit: 'points' },
    { name: 'thresholds.yearEndRiskPct', ...percent },
    { name: 'thresholds.yearEndRiskMonth', unit: 'month', least: 1, most: 12 },
    { name: 'thresholds.timeShortPct', ...percent, least: 1 },
    { name: 'thresholds.dueWithinDays', ...days },
    { name: 'thresholds.mediumTownFrom', ...villages },
    { name: 'thresholds.largeTownFrom', ...villages },
  ],
} as const satisfies Partial<Record<StandardPart, readonly NumberPlace[]>>;

export type NumberPart = keyof typeof numberParts;
export type StandardNumber = (typeof numberParts)[NumberPart][number];

/** The numbers of the procedure of every build type. */
export const procedureNumbers = {
  reviewRounds: { unit: 'rounds', least: 0, most: 9 },
  securedPct: percent,
} as const;

/** Everything that is voted on: the villagers' discussion, the four steps of a decision, what the town's committees decide. */
export const votePlaces = [
  'discussion',
  ...decisionSteps.map((step) => `decisions.${step}` as const),
  'townCommittee',
] as const;
export type VotePlace = (typeof votePlaces)[number];

/** What is asked of each vote. */
export const voteDemands = ['quorum', 'majority'] as const;

/** A part of a fraction may be this much at most. */
export const mostOfFraction = 1000;

/** The longest lists that a standard may have. */
export const mostItems = { rooms: 40, sixHaves: 20, sources: 100, forbiddenSources: 50 } as const;

/** Every number of a standard. */
export const allNumbers: readonly NumberPlace[] = [
  ...Object.values(numberParts).flat(),
  ...buildTypes.flatMap((type) =>
    Object.entries(procedureNumbers).map(([key, place]) => ({ name: `procedures.${type}.${key}`, ...place })),
  ),
  ...votePlaces.flatMap((place) =>
    voteDemands.flatMap((demand) => [
      { name: `${place}.${demand}.numerator`, unit: 'times' as const, least: 0, most: mostOfFraction },
      { name: `${place}.${demand}.denominator`, unit: 'times' as const, least: 1, most: mostOfFraction },
    ]),
  ),
];

/** Whether it is typed with decimals and kept in hundredths: m² as dm², 元 as fen. */
export function hasDecimals({ unit }: Pick<NumberPlace, 'unit'>): boolean {
  return unit === 'area' || unit === 'yuan' || unit === 'yuanPerM2';
}

/** What stands at a place of a standard, `thresholds.idleMoneyDays`. */
export function valueAt(content: object, name: string): unknown {
  return name.split('.').reduce<unknown>((within, key) => (within as Record<string, unknown>)[key], content);
}
