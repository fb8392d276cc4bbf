import type { QueryCreator } from 'kysely';
import { columnsOfModel, type ReadModels } from '../read-models.ts';
import type { Sentence } from '../shared/refusal.ts';
import { percent } from '../shared/rounding.ts';
import {
  countCovered,
  coverageLevels,
  coverageOf,
  type CoverageLevel,
  type VillageCoverage,
} from './coverage.ts';
import { coverageGaps, type CoverageGap } from './coverage-gaps.ts';
import { ofTown, standardOn, type ViewContext } from './view-context.ts';

/** The read models that coverage is made of. */
export const coverageModels = [
  'village_card',
  'venue_card',
  'project_card',
] as const satisfies readonly (keyof ReadModels)[];

type Db = QueryCreator<Pick<ReadModels, (typeof coverageModels)[number]>>;

const DEFINITIONS: Readonly<Record<CoverageLevel, Sentence>> = {
  'with-venue': { zh: '有阵地：已竣工或已登记，未停用', en: 'a venue: completed or registered, not retired' },
  compliant: {
    zh: '有达标阵地：面积不低于标准、房屋非D级、六有齐全',
    en: 'a compliant venue: large enough, not of condition D, with all of the six haves',
  },
  'compliant-in-use': { zh: '有达标阵地且已启用', en: 'a compliant venue that is in use' },
};

const REASONS: Readonly<Record<CoverageGap, Sentence>> = {
  'none-planned': { zh: '尚未规划', en: 'nothing is planned' },
  needed: { zh: '已评估需求，尚未规划', en: 'its need was assessed, nothing is planned' },
  planned: { zh: '已规划，尚未启动', en: 'planned, not started' },
  'in-work': { zh: '正在建设', en: 'in work' },
  retired: { zh: '原阵地已停用', en: 'its venue was retired' },
  'not-compliant': { zh: '阵地未达标', en: 'its venue is not compliant' },
  'not-in-use': { zh: '达标但未启用', en: 'its venue is compliant, but not in use' },
};

/** Coverage on a day by its three definitions, of all towns in scope and of each, and the villages not covered. */
export async function coverage(db: Db, context: ViewContext) {
  const rows = await coverageRows(db);
  const standard = standardOn(context);
  const towns = context.towns.map((town) => {
    const villages = ofTown(rows.villages, town);
    const venues = ofTown(rows.venues, town);
    const projects = ofTown(rows.projects, town);
    const covered = coverageOf(villages, venues, standard);
    const gaps = coverageGaps({ villages, venues, projects }, standard);
    return { town, covered, gaps };
  });
  return {
    standardVersion: standard.version,
    /** The items that villages' `lacks` name by their keys. */
    sixHaves: standard.sixHaves.map(({ key, name }) => ({ key, name })),
    definitions: coverageLevels.map((level) => ({ level, ...DEFINITIONS[level] })),
    total: counts(towns.flatMap(({ covered }) => covered)),
    towns: towns.map(({ town: { code, name }, covered }) => ({ code, name, ...counts(covered) })),
    uncovered: towns.flatMap(({ town, gaps }) =>
      gaps.map((gap) => ({
        townCode: town.code,
        townName: town.name,
        ...gap,
        reasonText: REASONS[gap.reason],
      })),
    ),
  };
}

export type Coverage = Awaited<ReturnType<typeof coverage>>;

/** How many villages each definition covers, beside the rates. Null denominators show as `—`. */
export function counts(covered: readonly VillageCoverage[]) {
  const villages = covered.length;
  const [withVenue, compliant, inUse] = coverageLevels.map((level) => countCovered(covered, level)) as [
    number,
    number,
    number,
  ];
  return {
    villages,
    withVenue,
    compliant,
    inUse,
    shared: covered.filter(({ isShared }) => isShared).length,
    withVenuePct: percent(withVenue, villages),
    compliantPct: percent(compliant, villages),
    inUsePct: percent(inUse, villages),
  };
}

/** The villages, venues and projects in scope, villages by code. */
export async function coverageRows(db: Db) {
  return {
    villages: await db
      .selectFrom('village_card')
      .select(['tenantId', 'villageId', 'code', 'name', 'mergedIntoId', 'absorbed'])
      .where('code', '<>', '')
      .orderBy('code')
      .execute(),
    venues: await db
      .selectFrom('venue_card')
      .select(columnsOfModel('venue_card'))
      .orderBy('venueId')
      .execute(),
    projects: await db
      .selectFrom('project_card')
      .select(columnsOfModel('project_card'))
      .orderBy('venueId')
      .execute(),
  };
}
