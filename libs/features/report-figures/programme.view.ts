import type { QueryCreator } from 'kysely';
import { columnsOfModel, type ReadModels } from '../read-models.ts';
import { percent } from '../shared/rounding.ts';
import { buildType } from '../shared/values.ts';
import type { ViewContext } from './view-context.ts';

/** The read models that a town's programme is made of. */
export const programmeModels = [
  'town_programme',
  'annual_target',
  'committee_decision',
  'project_card',
  'village_card',
] as const satisfies readonly (keyof ReadModels)[];

type Db = QueryCreator<Pick<ReadModels, (typeof programmeModels)[number]>>;

/** A town's programme and targets against what was planned and completed, and what its committees decided. */
export async function programmeView(db: Db, { towns, policy }: ViewContext) {
  const codes = towns.map(({ code }) => code);
  const projects = await db
    .selectFrom('project_card')
    .select(['villageId', 'year', 'buildType', 'stage', 'completedOn', 'budgetFen'])
    .where('stage', 'not in', ['needed', 'cancelled', 'moved'])
    .execute();
  return {
    programme: await programme(db, projects),
    targets: await targetLines(db, projects),
    countyTargets: policy.targets
      .filter(({ townCode }) => codes.includes(townCode))
      .toSorted((a, b) => b.year - a.year)
      .map((target) => {
        const completed = projects.filter(({ completedOn }) => completedOn?.startsWith(String(target.year)));
        return {
          ...target,
          completed: completed.length,
          completedPct: percent(completed.length, target.venues),
        };
      }),
    decisions: await decisions(db),
  };
}

export type ProgrammeView = Awaited<ReturnType<typeof programmeView>>;

type Project = Pick<
  ReadModels['project_card'],
  'villageId' | 'year' | 'buildType' | 'stage' | 'completedOn' | 'budgetFen'
>;

/** The programme in force, with what has become of each of its villages; null before one was adopted. */
async function programme(db: Db, projects: readonly Project[]) {
  const row = await db
    .selectFrom('town_programme')
    .select(columnsOfModel('town_programme'))
    .executeTakeFirst();
  if (!row) return null;
  const villages = await db
    .selectFrom('village_card')
    .select(['villageId', 'code', 'name'])
    .where('code', '<>', '')
    .orderBy('code')
    .execute();
  const { tenantId: _, villages: listed, leadGroup, ...adopted } = row;
  const covered = JSON.parse(listed) as string[];
  const inYears = projects.filter(({ year }) => year >= row.firstYear && year <= row.lastYear);
  return {
    ...adopted,
    leadGroup: JSON.parse(leadGroup) as string[],
    villages: villages
      .filter(({ villageId }) => covered.includes(villageId))
      .map((village) => {
        const own = inYears.filter(({ villageId }) => villageId === village.villageId);
        return {
          ...village,
          planned: own.length,
          completed: own.filter(({ completedOn }) => completedOn !== null).length,
        };
      }),
  };
}

/** Each year and build type that has a target or a plan: how many are to be planned, are, and are complete. Money in fen. */
async function targetLines(db: Db, projects: readonly Project[]) {
  const targets = await db.selectFrom('annual_target').select(columnsOfModel('annual_target')).execute();
  const order = buildType.options as readonly string[];
  const keys = new Set([...targets, ...projects].map(({ year, buildType }) => `${year} ${buildType}`));
  return [...keys]
    .map((key) => {
      const [year = '', type = ''] = key.split(' ');
      const isOf = (one: { year: number; buildType: string }) =>
        one.year === Number(year) && one.buildType === type;
      const target = targets.find(isOf);
      const planned = projects.filter(isOf);
      const completed = planned.filter(({ completedOn }) => completedOn !== null).length;
      return {
        year: Number(year),
        buildType: type,
        target: target?.venues ?? null,
        targetFen: target?.amountFen ?? null,
        campaign: target?.campaign ?? null,
        planned: planned.length,
        budgetFen: planned.reduce((sum, { budgetFen }) => sum + budgetFen, 0),
        completed,
        plannedPct: percent(planned.length, target?.venues ?? 0),
        completedPct: percent(completed, target?.venues ?? 0),
      };
    })
    .sort((a, b) => b.year - a.year || order.indexOf(a.buildType) - order.indexOf(b.buildType));
}

async function decisions(db: Db) {
  const rows = await db
    .selectFrom('committee_decision')
    .select(columnsOfModel('committee_decision'))
    .orderBy('decidedOn', 'desc')
    .orderBy('documentNo')
    .orderBy('subject')
    .limit(100)
    .execute();
  return rows.map(({ tenantId: _, carried, ...decision }) => ({ ...decision, carried: carried === 1 }));
}
