import { EventReader, type Fact, type SqlClient, type Upcasters } from '../event-store/index.ts';
import { foldInto, heardBy, keyText, touchedKeys, type Rows } from './fold.ts';
import { isFoldFailure } from './parking.ts';
import { loadRows, saveRows, type OwnedRow } from './rows.ts';
import { moveCheckpoints, type Standing } from './standings.ts';
import { tableName, type Build } from './tables.ts';

// Read and folded at once, without a pause for anybody else: events times builds. With 2,000 events a page for six builds
// the facts of other towns took 3.4 to 4.7 times as long as usual during an import of 15,701 events, and with this 1.9 to
// 2.2 times; the import took 1.0 s and not 0.6.
const FOLDS_A_PAGE = 2_000;
const MOST_EVENTS_A_PAGE = 2_000;
// Of all builds together, held in memory and written at once. An import can make a row of each event: writing many of
// them takes the process for longer than a page does.
const MOST_ROWS = 2_000;

/** A stretch of events of which one could not be folded. */
export class StretchFailed extends Error {
  override readonly name = 'StretchFailed';
  constructor(
    /** Of the stretch, or of its last page: the one that failed when the stretch is one event long. */
    readonly first: Fact | undefined,
    cause: unknown,
  ) {
    super('an event of the stretch could not be folded', { cause });
  }
}

/** A stretch of a tenant's history, to be folded into builds that all stand at its beginning. */
export interface Stretch {
  readonly tenantId: number;
  /** Their checkpoints are locked: nobody else changes their rows. */
  readonly builds: readonly Standing[];
  /** Positions: `after` not included, `upTo` included. */
  readonly after: number;
  readonly upTo: number;
}

/** One table, and what is folded into it. */
interface Model {
  readonly build: Build;
  readonly towns: readonly TownRows[];
}

/** Rows of one tenant. */
interface TownRows {
  readonly tenantId: number;
  /** Whether the table may hold rows of it already. */
  readonly hasRows: boolean;
  /** Those at hand, changed or not. */
  readonly rows: Rows;
}

/**
 * Folds stretches of different tenants beside each other: each page of events is read once for all builds and tenants, each
 * row is read and written once, and all checkpoints move together. Ends before `upTo` when the rows become many.
 *
 * @param pause awaited between two pages.
 * @returns the positions up to which it went, of each stretch.
 * @throws {StretchFailed}
 */
export async function foldStretches(
  db: SqlClient,
  stretches: readonly Stretch[],
  upcasters: Upcasters,
  pause: () => Promise<void>,
): Promise<number[]> {
  const models = modelsOf(stretches);
  const types = [...new Set(models.flatMap(({ build }) => Object.keys(build.projection.on)))];
  let reached = stretches.map(({ after }) => after);
  let last: Page | undefined;
  try {
    for await (const page of pagesAhead(new EventReader(db), stretches, types)) {
      if (last) await pause();
      last = page;
      await foldPage(db, models, page.events, upcasters);
      reached = page.reached;
      if (rowsAtHand(models) >= MOST_ROWS) break;
    }
    await Promise.all(models.map(({ build, towns }) => saveRows(db, build, towns.flatMap(ownedRows))));
  } catch (error) {
    if (!isFoldFailure(error)) throw error;
    throw new StretchFailed(last?.events.values().next().value?.[0], error);
  }
  await moveCheckpoints(
    db,
    stretches.map((stretch, i) => ({ ...stretch, position: reached[i]! })),
  );
  return reached;
}

/** The tables of the builds, each with the tenants whose rows are folded. */
function modelsOf(stretches: readonly Stretch[]): Model[] {
  const models = new Map<string, { build: Build; towns: TownRows[] }>();
  for (const { tenantId, builds } of stretches) {
    for (const build of builds) {
      const table = tableName(build);
      const model = models.get(table) ?? { build, towns: [] };
      models.set(table, model);
      model.towns.push({ tenantId, hasRows: build.position > 0, rows: new Map() });
    }
  }
  return [...models.values()];
}

function rowsAtHand(models: readonly Model[]): number {
  return models.flatMap(({ towns }) => towns).reduce((sum, { rows }) => sum + rows.size, 0);
}

function ownedRows({ tenantId, rows }: TownRows): OwnedRow[] {
  return [...rows.values()].map(({ key, row }) => ({ tenantId, key, row }));
}

/** As much of each stretch as is folded at once. */
interface Page {
  /** Of each stretch. */
  readonly reached: number[];
  readonly events: ReadonlyMap<number, readonly Fact[]>;
}

/** The pages of stretches, each asked for while the one before is folded: the database reads while Node folds. */
async function* pagesAhead(
  reader: EventReader,
  stretches: readonly Stretch[],
  types: readonly string[],
): AsyncGenerator<Page, void> {
  const builds = stretches.reduce((sum, stretch) => sum + stretch.builds.length, 0);
  const size = Math.min(Math.ceil(FOLDS_A_PAGE / builds), MOST_EVENTS_A_PAGE);
  const end = Math.max(...stretches.map(({ after, upTo }) => upTo - after));
  const ask = async (from: number): Promise<Page> => {
    const ranges = stretches.map(({ tenantId, after, upTo }) => ({
      tenantId,
      after: Math.min(upTo, after + from),
      upTo: Math.min(upTo, after + from + size),
    }));
    const events = await reader.facts(
      ranges.filter(({ after, upTo }) => after < upTo),
      types,
    );
    return { reached: ranges.map(({ upTo }) => upTo), events };
  };
  let asked: Promise<Page> | undefined = ask(0);
  for (let from = size; asked; from += size) {
    const page: Page = await asked;
    asked = from < end ? ask(from) : undefined;
    // Of a page that nobody comes to take: whatever was wrong, the transaction knows.
    asked?.catch(() => undefined);
    yield page;
  }
}

/** Folds a page into the rows that are at hand, after loading those that are not: all tables' at once. */
async function foldPage(
  db: SqlClient,
  models: readonly Model[],
  events: Page['events'],
  upcasters: Upcasters,
): Promise<void> {
  const heard = models.map((model) => heardInTowns(model, events, upcasters));
  await Promise.all(models.map(({ build }, i) => loadMissing(db, build, heard[i]!)));
  models.forEach(({ build }, i) => {
    for (const { town, events } of heard[i]!) foldInto(build.projection, town.rows, events);
  });
}

/** What a table's tenants hear of a page. */
type Heard = readonly { readonly town: TownRows; readonly events: readonly Fact[] }[];

function heardInTowns({ build, towns }: Model, events: Page['events'], upcasters: Upcasters): Heard {
  return towns
    .map((town) => ({
      town,
      events: heardBy(build.projection, events.get(town.tenantId) ?? [], upcasters),
    }))
    .filter((one) => one.events.length > 0);
}

async function loadMissing(db: SqlClient, build: Build, heard: Heard): Promise<void> {
  const { projection } = build;
  const missing = heard
    .filter(({ town }) => town.hasRows)
    .flatMap(({ town: { tenantId, rows }, events }) =>
      [...touchedKeys(projection, events)]
        .filter(([text]) => !rows.has(text))
        .map(([, key]) => ({ tenantId, key })),
    );
  const rowsOf = new Map(heard.map(({ town }) => [town.tenantId, town.rows]));
  for (const { tenantId, key, row } of await loadRows(db, build, missing))
    rowsOf.get(tenantId)!.set(keyText(projection, key), { key, row });
}
