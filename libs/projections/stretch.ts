import { EventReader, type Fact, type SqlClient, type Upcasters } from '../event-store/index.ts';
import { foldInto, heardBy, touchedKeys, type Rows } from './fold.ts';
import { isFoldFailure } from './parking.ts';
import { loadRows, saveRows } from './rows.ts';
import { moveCheckpoints, type Standing } from './standings.ts';

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

/**
 * Folds a stretch: each page of events is read once for all builds, each row is read and written once, and all
 * checkpoints move together. Ends before `upTo` when the rows become many.
 *
 * @param pause awaited between two pages.
 * @returns the position up to which it went.
 * @throws {StretchFailed}
 */
export async function foldStretch(
  db: SqlClient,
  { tenantId, builds, after, upTo }: Stretch,
  upcasters: Upcasters,
  pause: () => Promise<void>,
): Promise<number> {
  const types = [...new Set(builds.flatMap(({ projection }) => Object.keys(projection.on)))];
  const models = builds.map((build) => ({ build, rows: new Map() as Rows }));
  let reached = after;
  let events: readonly Fact[] = [];
  try {
    for await (const page of pagesAhead(new EventReader(db), { tenantId, builds, after, upTo }, types)) {
      if (reached > after) await pause();
      events = page.events;
      for (const { build, rows } of models) await foldPage(db, tenantId, build, rows, events, upcasters);
      reached = page.upTo;
      if (models.reduce((sum, { rows }) => sum + rows.size, 0) >= MOST_ROWS) break;
    }
    for (const { build, rows } of models) await saveRows(db, tenantId, build, rows);
  } catch (error) {
    throw isFoldFailure(error) ? new StretchFailed(events[0], error) : error;
  }
  await moveCheckpoints(db, tenantId, builds, reached);
  return reached;
}

interface Page {
  readonly upTo: number;
  readonly events: readonly Fact[];
}

/** The pages of a stretch, each asked for while the one before is folded: the database reads while Node folds. */
async function* pagesAhead(
  reader: EventReader,
  { tenantId, builds, after, upTo }: Stretch,
  types: readonly string[],
): AsyncGenerator<Page, void> {
  const size = Math.min(Math.ceil(FOLDS_A_PAGE / builds.length), MOST_EVENTS_A_PAGE);
  const ask = async (from: number): Promise<Page> => {
    const range = { after: from, upTo: Math.min(upTo, from + size) };
    return { upTo: range.upTo, events: await reader.facts(tenantId, range, types) };
  };
  let asked: Promise<Page> | undefined = ask(after);
  while (asked) {
    const page: Page = await asked;
    asked = page.upTo < upTo ? ask(page.upTo) : undefined;
    // Of a page that nobody comes to take: whatever was wrong, the transaction knows.
    asked?.catch(() => undefined);
    yield page;
  }
}

/** Folds a page into the rows that are at hand, after loading those that are not. */
async function foldPage(
  db: SqlClient,
  tenantId: number,
  build: Standing,
  rows: Rows,
  events: readonly Fact[],
  upcasters: Upcasters,
): Promise<void> {
  const heard = heardBy(build.projection, events, upcasters);
  // A build that holds nothing yet has no rows to load.
  if (build.position > 0) {
    const missing = [...touchedKeys(build.projection, heard)].filter(([text]) => !rows.has(text));
    const keys = missing.map(([, key]) => key);
    for (const [text, entry] of await loadRows(db, tenantId, build, keys)) rows.set(text, entry);
  }
  foldInto(build.projection, rows, heard);
}
