import type { Coverage, CoverageCounts } from '../api/report-types.ts';

export type CoverageLevel = Coverage['definitions'][number]['level'];

/** Where the counts of a definition stand, and the figure of reports that they are. */
export const coverageLevels = {
  'with-venue': { count: 'withVenue', pct: 'withVenuePct', figure: 'coverage.withVenue' },
  compliant: { count: 'compliant', pct: 'compliantPct', figure: 'coverage.compliant' },
  'compliant-in-use': { count: 'inUse', pct: 'inUsePct', figure: 'coverage.inUse' },
} as const satisfies Record<
  CoverageLevel,
  { count: keyof CoverageCounts; pct: keyof CoverageCounts; figure: string }
>;

export const levelNames = Object.keys(coverageLevels) as CoverageLevel[];
