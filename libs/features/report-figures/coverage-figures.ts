import type { ReadModels } from '../read-models.ts';
import { isCounted } from '../shared/village-parts.ts';
import { ratioOf, summed, type CoverageFigure, type ReportFigure } from './figure-declarations.ts';

type Village = ReadModels['village_card'];

/** A village's latest figures that are known at the end of the period, told apart by the year that they are of. */
const ofProfiles = (count: (village: Village) => number | null) => ({
  measure: (village: Village) => (isCounted(village) ? (count(village) ?? 0) : 0),
  basis: 'end' as const,
  parts: ['year'] as const,
  partOf: ({ profileYear }: Village) => ({ year: String(profileYear) }),
});

const covered = (counts: CoverageFigure['counts'], zh: string, en: string): CoverageFigure => ({
  kind: 'coverage',
  unit: 'count',
  smallest: 'count',
  basis: 'end',
  title: { zh, en },
  counts,
});

/** 覆盖率: by three definitions, of the villages that there are at the end of the period. */
export const coverageFigures: Readonly<Record<string, ReportFigure>> = {
  'villages.total': summed('village_card', 'count', ['村（社区）', 'villages'], {
    measure: (village) => Number(isCounted(village)),
    basis: 'end',
  }),
  'villages.branches': summed(
    'village_card',
    'count',
    ['村党支部', 'party branches'],
    ofProfiles(({ branches }) => branches),
  ),
  'villages.members': summed(
    'village_card',
    'count',
    ['党员', 'party members'],
    ofProfiles(({ members }) => members),
  ),
  'coverage.withVenue': covered('with-venue', '有阵地的村', 'villages with a venue'),
  'coverage.compliant': covered('compliant', '有达标阵地的村', 'villages with a compliant venue'),
  'coverage.inUse': covered(
    'compliant-in-use',
    '有达标阵地且启用的村',
    'villages with a compliant venue in use',
  ),
  'coverage.uncovered': covered('uncovered', '无阵地的村', 'villages without a venue'),
  'coverage.shared': covered('shared', '共用邻村阵地的村', 'villages served by another’s venue'),
  'coverage.withVenueRate': ratioOf(
    'percent',
    ['覆盖率（有阵地）', 'coverage: a venue'],
    'coverage.withVenue',
    'villages.total',
  ),
  'coverage.compliantRate': ratioOf(
    'percent',
    ['覆盖率（达标）', 'coverage: a compliant venue'],
    'coverage.compliant',
    'villages.total',
  ),
  'coverage.inUseRate': ratioOf(
    'percent',
    ['覆盖率（达标且启用）', 'coverage: a compliant venue in use'],
    'coverage.inUse',
    'villages.total',
  ),
};
