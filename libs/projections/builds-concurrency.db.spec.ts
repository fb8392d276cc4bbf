import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { projectionScope, readingOnly } from '../tenancy/index.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { declare, forgetNotes, inTransaction, notes, takeNotes } from '../testing/builders/notes.builder.ts';
import { until } from '../testing/until.ts';
import { beginRebuild, CatchUp, holdViews, readPositions, switchBuilds, type Projection } from './index.ts';

const SLOW_MS = 120_000;
const TOWNS = 3;
const NOTES_BEFORE = 4_000;

let installation: Installation;
let towns: readonly number[];

beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());

beforeEach(async () => {
  await forgetNotes(installation.owner);
  await declare(installation.owner, notes(1));
  towns = (await installation.aCounty(TOWNS)).towns;
  for (const tenantId of towns) {
    await takeNotes(
      installation,
      tenantId,
      ...Array.from({ length: NOTES_BEFORE }, (_, i) => `topic ${i % 50}`),
    );
    while ((await new CatchUp(installation.database, [notes(1)]).tenant(tenantId)) === 'more');
  }
}, SLOW_MS);

/** What a view of one town answers: the position it states, and how many notes it counts. */
function read(tenantId: number): Promise<{ position: number; counted: number }> {
  return installation.database.withTenant(readingOnly(projectionScope(tenantId)), async (db) => {
    await holdViews(db, [notes(1)]);
    const [reached] = await readPositions(db, [notes(1)], [tenantId]);
    // In the time between the two, another build may take the view's place.
    await new Promise((resolve) => setImmediate(resolve));
    const { rows } = await db.query<{ counted: number }>(
      'select coalesce(sum(notes), 0)::integer as counted from read_model.test_notes',
    );
    return { position: reached!.position, counted: rows[0]!.counted };
  });
}

/** Readers, writers and workers at once, from the beginning of a rebuild until some time after its end. */
async function throughout(
  workers: readonly CatchUp[],
  target: Projection,
): Promise<{ reads: number; taken: number }> {
  let going = true;
  let reads = 0;
  let taken = 0;
  const loop = async (work: () => Promise<unknown>) => {
    while (going) await work();
  };
  const readers = towns.map((tenantId) => {
    let last = 0;
    return loop(async () => {
      const { position, counted } = await read(tenantId);
      expect(counted).toBe(position);
      expect(position).toBeGreaterThanOrEqual(last);
      last = position;
      reads += 1;
    });
  });
  const writers = towns.map((tenantId) =>
    loop(async () => {
      await takeNotes(installation, tenantId, `topic ${taken % 50}`);
      taken += 1;
    }),
  );
  const folding = workers.flatMap((worker) => towns.map((tenantId) => loop(() => worker.tenant(tenantId))));
  const ending = async () => {
    await until(async () => (await switchBuilds(installation.database, [target])).length > 0);
    const before = reads;
    await until(() => reads > before + 20);
    going = false;
  };
  await Promise.all([...readers, ...writers, ...folding, ending().finally(() => (going = false))]);
  return { reads, taken };
}

describe('while readers read and writers write', () => {
  it(
    'a rebuild of the same version takes over without an error and without a step backwards',
    async () => {
      await inTransaction(installation.owner, (client) => beginRebuild(client, notes(1)));
      const workers = Array.from({ length: 2 }, () => new CatchUp(installation.database, [notes(1)]));
      const { reads, taken } = await throughout(workers, notes(1));
      expect(Math.min(reads, taken)).toBeGreaterThan(0);
    },
    SLOW_MS,
  );

  it(
    'so does a new version that its own workers build, while older workers see to the old one',
    async () => {
      await declare(installation.owner, notes(2));
      const [older, newer] = [notes(1), notes(2)].map((one) => new CatchUp(installation.database, [one]));
      const { reads, taken } = await throughout([older!, newer!], notes(2));
      expect(Math.min(reads, taken)).toBeGreaterThan(0);
      for (const tenantId of towns) expect(await newer!.tenant(tenantId)).toBe('caught-up');
      const counted = (await Promise.all(towns.map(read))).map((answer) => answer.counted);
      expect(counted.reduce((sum, notes) => sum + notes, 0)).toBe(TOWNS * NOTES_BEFORE + taken);
    },
    SLOW_MS,
  );
});
