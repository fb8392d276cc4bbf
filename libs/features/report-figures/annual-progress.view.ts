import type { QueryCreator } from 'kysely';
import type { ReadModels } from '../read-models.ts';
import { percent } from '../shared/rounding.ts';
import { annualProgress } from './annual-progress.ts';
import { ofTown, type ViewContext } from './view-context.ts';

/** The read models that the progress of a year is made of. */
export const annualProgressModels = [
  'project_card',
  'annual_target',
] as const satisfies readonly (keyof ReadModels)[];

type Db = QueryCreator<Pick<ReadModels, (typeof annualProgressModels)[number]>>;

/** The S-curve of a year, of all towns in scope together, with the targets and each town's line. */
export async function annualProgressView(db: Db, { towns, policy, on }: ViewContext, year: number) {
  const projects = await db
    .selectFrom('project_card')
    .select(['tenantId', 'stage', 'plannedOn', 'targetOn', 'completedOn'])
    .execute();
  const own = await db
    .selectFrom('annual_target')
    .select(['tenantId', 'venues'])
    .where('year', '=', year)
    .execute();
  const lines = towns.map((town) => {
    const { months: _, forecast, ...progress } = annualProgress(ofTown(projects, town), { year, on });
    const target = policy.targets.find((one) => one.townCode === town.code && one.year === year);
    return {
      code: town.code,
      name: town.name,
      ...progress,
      forecast: forecast.completed,
      ...targets(
        target?.venues ?? null,
        ofTown(own, town).map(({ venues }) => venues),
        progress.completed,
      ),
    };
  });
  const progress = annualProgress(projects, { year, on });
  const set = lines.flatMap(({ countyTarget }) => countyTarget ?? []);
  return {
    ...progress,
    ...targets(
      set.length > 0 ? set.reduce((sum, venues) => sum + venues, 0) : null,
      own.map(({ venues }) => venues),
      progress.completed,
    ),
    towns: lines,
  };
}

export type AnnualProgressView = Awaited<ReturnType<typeof annualProgressView>>;

/** What the county asks for and what the towns set themselves; null where nothing was set. */
function targets(countyTarget: number | null, own: readonly number[], completed: number) {
  return {
    countyTarget,
    ownTarget: own.length > 0 ? own.reduce((sum, venues) => sum + venues, 0) : null,
    targetPct: percent(completed, countyTarget ?? 0),
  };
}
