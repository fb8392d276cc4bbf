import type { QueryCreator } from 'kysely';
import type { ReadModels } from '../read-models.ts';
import { percent } from '../shared/rounding.ts';
import { ofTown, type ViewContext } from './view-context.ts';

/** The read models that targets are held against. */
export const targetsModels = [
  'project_card',
  'annual_target',
  'money_movement',
] as const satisfies readonly (keyof ReadModels)[];

type Db = QueryCreator<Pick<ReadModels, (typeof targetsModels)[number]>>;

/** The county's targets of all years by town, beside what the towns set themselves and what came of it. Money in fen. */
export async function targetsView(db: Db, { towns, policy }: ViewContext) {
  const projects = await db
    .selectFrom('project_card')
    .select(['tenantId', 'stage', 'year', 'completedOn'])
    .where('stage', 'not in', ['cancelled', 'moved'])
    .execute();
  const own = await db.selectFrom('annual_target').select(['tenantId', 'year', 'venues']).execute();
  const money = await db
    .selectFrom('money_movement')
    .select(['tenantId', 'occurredOn', 'amountFen'])
    .where('step', '=', 'allocation')
    .execute();
  const targets = policy.targets
    .toSorted((a, b) => b.year - a.year || (a.townCode < b.townCode ? -1 : 1))
    .flatMap((target) => {
      const town = towns.find(({ code }) => code === target.townCode);
      if (!town) return [];
      const { year } = target;
      const inYear = (date: string | null) => date?.startsWith(String(year)) ?? false;
      const ownTargets = ofTown(own, town).filter((one) => one.year === year);
      const completed = ofTown(projects, town).filter(({ completedOn }) => inYear(completedOn)).length;
      return [
        {
          ...target,
          townName: town.name,
          ownVenues: ownTargets.length > 0 ? ownTargets.reduce((sum, { venues }) => sum + venues, 0) : null,
          planned: ofTown(projects, town).filter((project) => project.year === year).length,
          completed,
          completedPct: percent(completed, target.venues),
          raisedFen: ofTown(money, town)
            .filter(({ occurredOn }) => inYear(occurredOn))
            .reduce((sum, { amountFen }) => sum + amountFen, 0),
        },
      ];
    });
  return { targets };
}

export type TargetsView = Awaited<ReturnType<typeof targetsView>>;
