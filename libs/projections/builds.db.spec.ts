import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { projectionScope } from '../tenancy/index.ts';
import { passBackOff, untilParked } from '../testing/builders/held-projection.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { declare, forgetNotes, inTransaction, notes, takeNotes } from '../testing/builders/notes.builder.ts';
import {
  abortRebuild,
  beginRebuild,
  CatchUp,
  dropRetiredBuilds,
  integer,
  nullable,
  readLag,
  readPositions,
  switchBuilds,
  text,
  type Projection,
} from './index.ts';

let installation: Installation;
let town: number;

const wider = notes(2, { row: { notes: integer(), remark: nullable(text()) } });

beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());

beforeEach(async () => {
  await forgetNotes(installation.owner);
  await declare(installation.owner, notes(1));
  town = await installation.aTown();
});

const take = (...topics: string[]) => takeNotes(installation, town, ...topics);
const worker = (projection: Projection) => new CatchUp(installation.database, [projection]);
const begin = (projection: Projection) =>
  inTransaction(installation.owner, (client) => beginRebuild(client, projection));
const abort = (projection: Projection) =>
  inTransaction(installation.owner, (client) => abortRebuild(client, projection));
const switchTo = (projection: Projection) => switchBuilds(installation.database, [projection]);

async function seen(): Promise<Record<string, unknown>[]> {
  const { rows } = await installation.owner.query<Record<string, unknown>>(
    'select * from read_model.test_notes where tenant_id = $1 order by topic',
    [town],
  );
  return rows.map(({ tenant_id: _, ...row }) => row);
}

async function states(): Promise<string[]> {
  const { rows } = await installation.owner.query<{ build: number; version: number; state: string }>(
    `select build, version, state from zhendi.projection_build where name = 'test_notes' order by build`,
  );
  return rows.map(({ build, version, state }) => `${build}: version ${version}, ${state}`);
}

async function position(build: number): Promise<number | undefined> {
  const { rows } = await installation.owner.query<{ position: number }>(
    `select position from zhendi.checkpoint where tenant_id = $1 and projection = 'test_notes' and build = $2`,
    [town, build],
  );
  return rows[0]?.position;
}

const tables = async () =>
  (
    await installation.owner.query<{ name: string }>(
      `select relname as name from pg_class where relname like 'test\\_notes\\_b_' order by 1`,
    )
  ).rows.map(({ name }) => name);

const retiredAgo = (minutes: number) =>
  installation.owner.query(
    `update zhendi.projection_build set ended_at = now() - $1 * interval '1 minute'
     where name = 'test_notes' and state = 'retired'`,
    [minutes],
  );

describe('a raised version', () => {
  it('is built beside what readers see, and takes its place when it has caught up', async () => {
    await take('a', 'b', 'a');
    await worker(notes(1)).tenant(town);
    await declare(installation.owner, wider);
    expect(await states()).toEqual(['1: version 1, live', '2: version 2, building']);
    expect(await switchTo(wider)).toEqual([]);
    const before = [
      { topic: 'a', notes: 2 },
      { topic: 'b', notes: 1 },
    ];
    expect(await seen()).toEqual(before);

    expect(await worker(wider).tenant(town)).toBe('caught-up');
    expect(await seen()).toEqual(before);
    expect(await switchTo(wider)).toEqual(['test_notes']);
    expect(await seen()).toEqual(before.map((row) => ({ ...row, remark: null })));
    expect(await states()).toEqual(['1: version 1, retired', '2: version 2, live']);
  });

  it('leaves to older workers what readers see until then, and nothing afterwards', async () => {
    await take('a');
    await worker(notes(1)).tenant(town);
    await declare(installation.owner, wider);
    await worker(wider).tenant(town);
    await take('a');
    expect(await worker(notes(1)).tenant(town)).toBe('caught-up');
    expect([await position(1), await position(2)]).toEqual([2, 1]);
    expect(await switchTo(wider)).toEqual([]);
    await worker(wider).tenant(town);
    expect(await switchTo(wider)).toEqual(['test_notes']);
    await take('a');
    expect(await worker(notes(1)).tenant(town)).toBe('caught-up');
    expect(await position(1)).toBe(2);
    expect(await seen()).toEqual([{ topic: 'a', notes: 2, remark: null }]);
  });

  it('without any older worker takes the place of what is stale, as soon as it is no worse', async () => {
    await take('a', 'b');
    await worker(notes(1)).tenant(town);
    await declare(installation.owner, wider);
    await take('c');
    await worker(wider).tenant(town);
    expect(await switchTo(wider)).toEqual(['test_notes']);
    expect(await seen()).toHaveLength(3);
  });

  it('is begun once, however many processes start; a still higher one gives it up', async () => {
    await Promise.all(Array.from({ length: 4 }, () => declare(installation.owner, notes(2))));
    await declare(installation.owner, notes(1));
    expect(await states()).toEqual(['1: version 1, live', '2: version 2, building']);
    await declare(installation.owner, notes(3));
    expect(await states()).toEqual(['1: version 1, live', '2: version 2, aborted', '3: version 3, building']);
    expect(await tables()).toEqual(['test_notes_b1', 'test_notes_b3']);
  });

  it('does not come back when an older program starts after it', async () => {
    await declare(installation.owner, notes(2));
    expect(await switchTo(notes(2))).toEqual(['test_notes']);
    await declare(installation.owner, notes(1));
    expect(await states()).toEqual(['1: version 1, retired', '2: version 2, live']);
  });
});

describe('a rebuild', () => {
  it('folds all events anew, in bounded runs, and repairs what was wrong', async () => {
    await take('a', 'b');
    await worker(notes(1)).tenant(town);
    await installation.owner.query('update read_model.test_notes_b1 set notes = 77');
    expect(await begin(notes(1))).toBe(2);
    await take('a');
    expect(await worker(notes(1)).tenant(town)).toBe('caught-up');
    expect([await position(1), await position(2)]).toEqual([3, 3]);
    expect(await switchTo(notes(1))).toEqual(['test_notes']);
    expect(await seen()).toEqual([
      { topic: 'a', notes: 2 },
      { topic: 'b', notes: 1 },
    ]);
  });

  it('that was interrupted goes on where it was', async () => {
    await take(...Array.from({ length: 10_500 }, (_, i) => `topic ${i % 7}`));
    while ((await worker(notes(1)).tenant(town)) === 'more');
    await begin(notes(1));
    expect(await worker(notes(1)).tenant(town)).toBe('rebuilding');
    expect(await position(2)).toBe(10_000);
    // What a worker in the middle of a page leaves: nothing of it.
    const release = await installation.hold(
      `select from zhendi.checkpoint where tenant_id = $1 and projection = 'test_notes' and build = 2 for update`,
      [town],
    );
    expect(await worker(notes(1)).tenant(town)).toBe('busy');
    await release();
    expect(await worker(notes(1)).tenant(town)).toBe('caught-up');
    await switchTo(notes(1));
    const rows = await seen();
    expect(rows).toHaveLength(7);
    expect(rows.every((row) => row.notes === 1_500)).toBe(true);
  });

  it('is begun by one of two who begin it at once', async () => {
    const begun = await Promise.allSettled([begin(notes(1)), begin(notes(1))]);
    const [refusal] = begun.filter((outcome) => outcome.status === 'rejected');
    expect(refusal!.reason).toEqual(new Error('test_notes is being rebuilt already (build 2)'));
    expect(begun.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  });

  it('moves together with what readers see once it is there: one transaction for both', async () => {
    await begin(notes(1));
    await take('a');
    await worker(notes(1)).tenant(town);
    await take('b');
    await worker(notes(1)).tenant(town);
    const { rows } = await installation.owner.query(
      `select count(distinct xmin::text)::integer as transactions from zhendi.checkpoint
       where tenant_id = $1 and projection = 'test_notes'`,
      [town],
    );
    expect(rows).toEqual([{ transactions: 1 }]);
  });

  it('does not end while it is parked, and readers notice nothing of that', async () => {
    await take('a', 'thirteen');
    await worker(notes(1)).tenant(town);
    await begin(notes(1));
    const broken = worker(notes(1, { refused: 'thirteen' }));
    await untilParked(installation.owner, broken, town);
    expect(await switchTo(notes(1))).toEqual([]);
    const [reached] = await installation.database.withTenant(projectionScope(town), (db) =>
      readPositions(db, [notes(1)], [town]),
    );
    expect(reached).toEqual({ tenantId: town, position: 2, lag: 0, parked: [] });
    await installation.owner.query(
      'update zhendi.checkpoint set parked_at = null where tenant_id = $1 and build = 2',
      [town],
    );
    await passBackOff(installation.owner, town);
    await worker(notes(1)).tenant(town);
    expect(await switchTo(notes(1))).toEqual(['test_notes']);
  });

  it('waits for every town', async () => {
    const other = await installation.aTown();
    await takeNotes(installation, other, 'a');
    await take('a');
    for (const tenantId of [town, other]) await worker(notes(1)).tenant(tenantId);
    await begin(notes(1));
    await worker(notes(1)).tenant(town);
    expect(await switchTo(notes(1))).toEqual([]);
    await worker(notes(1)).tenant(other);
    expect(await switchTo(notes(1))).toEqual(['test_notes']);
  });

  it('is counted apart by the lag', async () => {
    await take('a', 'b');
    await worker(notes(1)).tenant(town);
    await begin(notes(1));
    await declare(installation.owner, notes(2));
    await take('c');
    const lag = await installation.database.withSystem((db) => readLag(db, [notes(2)]));
    const own = lag.filter((one) => one.tenantId === town);
    expect(own.map(({ isLive, isOurs, lag }) => [isLive, isOurs, lag])).toEqual(
      expect.arrayContaining([
        [true, false, 1],
        [false, true, 3],
      ]),
    );
    expect(own).toHaveLength(2);
  });

  it('that is aborted leaves nothing, and readers notice nothing', async () => {
    await take('a');
    await worker(notes(1)).tenant(town);
    await begin(notes(1));
    await worker(notes(1)).tenant(town);
    expect(await abort(notes(1))).toBe(2);
    expect(await tables()).toEqual(['test_notes_b1']);
    expect(await position(2)).toBeUndefined();
    expect(await seen()).toEqual([{ topic: 'a', notes: 1 }]);
    expect(await abort(notes(1))).toBeNull();
    await take('a');
    expect(await worker(notes(1)).tenant(town)).toBe('caught-up');
    expect(await begin(notes(1))).toBe(3);
  });

  it('that is aborted while a worker is in the middle of it waits for that page, and the worker goes on', async () => {
    await take('a');
    await begin(notes(1));
    const atWork = worker(notes(1)).tenant(town);
    expect(await abort(notes(1))).toBe(2);
    expect(['caught-up', 'busy']).toContain(await atWork);
    expect(await worker(notes(1)).tenant(town)).toBe('caught-up');
    expect(await seen()).toEqual([{ topic: 'a', notes: 1 }]);
  });
});

describe('a switch', () => {
  it('waits for no reader longer than half a second, and is made when the reader has gone', async () => {
    await begin(notes(1));
    const gone = await installation.hold('select from read_model.test_notes where tenant_id = $1', [town]);
    expect(await switchTo(notes(1))).toEqual([]);
    await gone();
    expect(await switchTo(notes(1))).toEqual(['test_notes']);
  });

  it('is made once when many try', async () => {
    await begin(notes(1));
    const switched = await Promise.all(Array.from({ length: 6 }, () => switchTo(notes(1))));
    expect(switched.flat()).toEqual(['test_notes']);
  });
});

describe('a table that readers left', () => {
  beforeEach(async () => {
    await take('a');
    await worker(notes(1)).tenant(town);
    await begin(notes(1));
    await worker(notes(1)).tenant(town);
    await switchTo(notes(1));
  });

  const drop = () => installation.database.withSystem(dropRetiredBuilds);

  it('is dropped five minutes later, with its checkpoints', async () => {
    await retiredAgo(4);
    await drop();
    expect(await tables()).toEqual(['test_notes_b1', 'test_notes_b2']);
    await retiredAgo(6);
    await drop();
    expect(await tables()).toEqual(['test_notes_b2']);
    expect([await position(1), await position(2)]).toEqual([undefined, 1]);
    expect(await seen()).toEqual([{ topic: 'a', notes: 1 }]);
  });

  it('is not taken from somebody who still reads it', async () => {
    await retiredAgo(6);
    const gone = await installation.hold('select from read_model.test_notes_b1 where tenant_id = $1', [town]);
    await drop();
    expect(await tables()).toEqual(['test_notes_b1', 'test_notes_b2']);
    await gone();
    await drop();
    expect(await tables()).toEqual(['test_notes_b2']);
  });
});
