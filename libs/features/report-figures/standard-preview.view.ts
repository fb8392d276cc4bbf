import type { QueryCreator } from 'kysely';
import type { ReadModels } from '../read-models.ts';
import type { StandardContent } from '../shared/standard.ts';
import { counts, type coverageModels, coverageRows } from './coverage.view.ts';
import { previewOf, type JudgedVenue } from './standard-preview.ts';
import { ofTown, standardOn, type ViewContext } from './view-context.ts';

type Db = QueryCreator<Pick<ReadModels, (typeof coverageModels)[number]>>;

// Lists are for reading; the counts are of all.
const MOST_LISTED = 500;

/** What would change if this were the standard in force. Nothing is kept; projects stay with the version of their plan. */
export async function standardPreview(db: Db, context: ViewContext, proposed: StandardContent) {
  const rows = await coverageRows(db);
  const inForce = standardOn(context);
  const open = rows.projects.filter(
    ({ stage, completedOn, plannedOn }) =>
      plannedOn !== null && completedOn === null && stage !== 'cancelled' && stage !== 'moved',
  );
  const towns = context.towns.map((town) => ({
    town,
    ...previewOf(
      {
        villages: ofTown(rows.villages, town),
        venues: ofTown(rows.venues, town),
        projects: ofTown(open, town),
      },
      inForce,
      proposed,
    ),
  }));
  type Preview = (typeof towns)[number];
  const villageName = new Map(rows.villages.map(({ villageId, name }) => [villageId, name]));
  const placed = (
    { town }: Preview,
    { venueId, villageId, name }: { venueId: string; villageId: string; name: string },
  ) => ({
    townCode: town.code,
    townName: town.name,
    villageId,
    villageName: villageName.get(villageId) ?? null,
    venueId,
    name,
  });
  const venues = (
    of: (town: Preview) => readonly JudgedVenue<Preview['becomeCompliant'][number]['venue']>[],
  ) =>
    listed(
      towns.flatMap((town) =>
        of(town).map(({ venue, before, after }) => ({ ...placed(town, venue), before, after })),
      ),
    );
  const projects = (of: (town: Preview) => Preview['aboveCeiling']) =>
    listed(
      towns.flatMap((town) =>
        of(town).map((project) => ({
          ...placed(town, project),
          plannedAreaDm2: project.plannedAreaDm2,
          budgetFen: project.budgetFen,
          standardVersion: project.standardVersion,
        })),
      ),
    );
  return {
    comparedWith: inForce.version,
    coverage: {
      before: counts(towns.flatMap(({ before }) => before)),
      after: counts(towns.flatMap(({ after }) => after)),
    },
    becomeCompliant: venues(({ becomeCompliant }) => becomeCompliant),
    becomeNonCompliant: venues(({ becomeNonCompliant }) => becomeNonCompliant),
    aboveCeiling: projects(({ aboveCeiling }) => aboveCeiling),
    belowArea: projects(({ belowArea }) => belowArea),
  };
}

export type StandardPreview = Awaited<ReturnType<typeof standardPreview>>;

function listed<Item>(items: readonly Item[]) {
  return { count: items.length, items: items.slice(0, MOST_LISTED) };
}
