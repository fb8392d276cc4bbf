import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { append } from '../event-store/index.ts';
import { townSummary } from '../features/overview/town-summary.projection.ts';
import { TenantDatabase } from '../tenancy/index.ts';
import { villageCard } from '../features/villages/village-card.projection.ts';
import { anAppend, anEvent } from '../testing/builders/append.builder.ts';
import { passBackOff } from '../testing/builders/held-projection.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import {
  bigint,
  CatchUp,
  createTables,
  defineProjection,
  FoldFailed,
  text,
  type Projection,
} from './index.ts';

interface Counted {
  NoteTaken: { topic: string; count: number };
}

/** Counts notes by topic; a note without a topic breaks the key, a note of nothing breaks the fold. */
const notes = defineProjection<Counted>()({
  name: 'test_notes',
  version: 1,
  key: { topic: text() },
  row: { total: bigint(), least: bigint() },
  on: {
    NoteTaken: {
      key: ({ data }) => ({ topic: data.topic.trim() }),
      fold: (row, { data }) => {
        if (data.count === 0) throw new Error('a note of nothing');
        return { total: row.total + data.count, least: Math.min(row.least, data.count) };
      },
    },
  },
}) as unknown as Projection;

const around = [townSummary, notes, villageCard] as unknown as readonly Projection[];

let installation: Installation;
let catchUp: CatchUp;
let tenantId: number;

beforeAll(async () => {
  installation = await anInstallation();
  await createTables(installation.owner, [notes]);
  catchUp = new CatchUp(installation.database, around);
});
afterAll(() => installation.close());

beforeEach(async () => {
  tenantId = await installation.aTown();
});

const aNote = (count: number, topic: string | number = 'a') =>
  anEvent({ type: 'NoteTaken', data: { topic, count } });
const take = (...events: ReturnType<typeof aNote>[]) =>
  append(installation.app, anAppend({ tenantId, events }));

async function totals(): Promise<unknown> {
  const { rows } = await installation.owner.query(
    'select topic, total::text from read_model.test_notes where tenant_id = $1 order by topic',
    [tenantId],
  );
  return rows;
}

async function checkpoints(): Promise<Record<string, number>> {
  const { rows } = await installation.owner.query<{ projection: string; position: number }>(
    'select projection, position from zhendi.checkpoint where tenant_id = $1',
    [tenantId],
  );
  return Object.fromEntries(rows.map((row) => [row.projection, row.position]));
}

async function failure(): Promise<FoldFailed> {
  const error: unknown = await catchUp.tenant(tenantId).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(AggregateError);
  const { errors } = error as AggregateError;
  expect(errors).toHaveLength(1);
  return errors[0] as FoldFailed;
}

describe('a fold that throws', () => {
  it('is told with the read model, the event and its position', async () => {
    const bad = aNote(0);
    await take(aNote(1), aNote(2), bad, aNote(3));
    const failed = await failure();
    expect(failed).toBeInstanceOf(FoldFailed);
    expect(failed.message).toBe(`test_notes cannot fold NoteTaken ${bad.id} at position 3`);
    expect(failed.event.id).toBe(bad.id);
    expect(failed.cause).toEqual(new Error('a note of nothing'));
  });

  it('leaves its rows and its checkpoint at the event before, and the other read models go on', async () => {
    await take(aNote(1), aNote(2));
    expect(await catchUp.tenant(tenantId)).toBe('caught-up');
    await take(aNote(4), aNote(0), anEvent({ type: 'VillageRegistered', data: aVillage }));
    await failure();
    expect(await catchUp.tenant(tenantId)).toBe('held');
    expect(await totals()).toEqual([{ topic: 'a', total: '7' }]);
    expect(await checkpoints()).toEqual({ test_notes: 3, town_summary: 5, village_card: 5 });
  });

  it('and is mended goes on from there, each event once', async () => {
    await take(aNote(1), aNote(0), aNote(2));
    await failure();
    await passBackOff(installation.owner, tenantId);
    const mended = { ...notes, on: { NoteTaken: { ...notes.on.NoteTaken!, fold: addCount } } } as Projection;
    expect(await new CatchUp(installation.database, [mended]).tenant(tenantId)).toBe('caught-up');
    expect(await totals()).toEqual([{ topic: 'a', total: '3' }]);
  });

  it('in its key is told in the same way', async () => {
    const bad = aNote(1, 7);
    await take(bad);
    expect(await failure()).toMatchObject({ name: 'FoldFailed', event: { id: bad.id, position: 1 } });
  });

  it('for one tenant does not touch another', async () => {
    await take(aNote(0));
    await failure();
    tenantId = await installation.aTown();
    await take(aNote(5));
    expect(await catchUp.tenant(tenantId)).toBe('caught-up');
    expect(await totals()).toEqual([{ topic: 'a', total: '5' }]);
  });
});

describe('one town of several that cannot be folded', () => {
  const whole = [[{ topic: 'a', total: '7' }], { test_notes: 3, town_summary: 3, village_card: 3 }];
  const found = async (of: number) => {
    tenantId = of;
    return [await totals(), await checkpoints()];
  };

  it('is left to a run of its own, and the others go on as if it were not there', async () => {
    const [before, broken, after] = [await installation.aTown(), tenantId, await installation.aTown()];
    for (tenantId of [before, broken, after])
      await take(aNote(1), aNote(tenantId === broken ? 0 : 2), aNote(4));
    const { outcomes, alone, error } = await catchUp.tenants([before, broken, after]);
    expect([[...outcomes.keys()], alone, error]).toEqual([[before, after], [broken], null]);
    expect([await found(before), await found(after)]).toEqual([whole, whole]);
    tenantId = broken;
    expect(await failure()).toMatchObject({ name: 'FoldFailed', event: { position: 2 } });
    expect(await found(broken)).toEqual([
      [{ topic: 'a', total: '1' }],
      { test_notes: 1, town_summary: 3, village_card: 3 },
    ]);
    const again = await catchUp.tenants([before, broken, after]);
    expect([...again.outcomes.values()]).toEqual(['caught-up', 'held', 'caught-up']);
  });

  it('for whatever the database has against its rows is left so too', async () => {
    const [before, broken, after] = [await installation.aTown(), tenantId, await installation.aTown()];
    for (tenantId of [before, broken, after]) await take(aNote(1), aNote(2), aNote(4));
    await installation.owner.query(`
      create function refuse_row() returns trigger language plpgsql as $$
      begin raise exception 'invalid page in block 7' using errcode = 'data_corrupted'; end $$;
      create trigger refuse_row before insert or update on read_model.test_notes_b1
      for each row when (new.tenant_id = ${broken}) execute function refuse_row()`);
    const { outcomes, alone, error } = await catchUp.tenants([before, broken, after]);
    expect([[...outcomes.keys()], alone, error]).toEqual([[before, after], [broken], null]);
    expect([await found(before), await found(after)]).toEqual([whole, whole]);
    expect(await found(broken)).toEqual([[], { test_notes: 0, town_summary: 0, village_card: 0 }]);
    await installation.owner.query('drop function refuse_row cascade');
    expect(await catchUp.tenant(broken)).toBe('caught-up');
    expect(await found(broken)).toEqual(whole);
  });

  it('and none is, when the database is gone: each is told of once, and nothing is lost', async () => {
    const towns = [tenantId, await installation.aTown()];
    for (tenantId of towns) await take(aNote(1), aNote(2), aNote(4));
    class Gone extends TenantDatabase {
      override withTenant = () =>
        Promise.reject(Object.assign(new Error('terminating connection'), { code: '57P01' }));
    }
    const { outcomes, alone, error } = await new CatchUp(new Gone(installation.app), around).tenants(towns);
    expect([outcomes.size, alone]).toEqual([0, []]);
    expect(error).toMatchObject({
      message: `read models of tenant ${towns.join(', ')} could not catch up`,
      errors: [{ code: '57P01' }],
    });
    expect((await catchUp.tenants(towns)).outcomes.size).toBe(2);
    for (const town of towns) expect(await found(town)).toEqual(whole);
  });

  it('with an error that cannot be kept as it is counts its attempt all the same', async () => {
    const fold = () => {
      throw new Error('a note\u0000of nothing');
    };
    const broken = { ...notes, on: { NoteTaken: { ...notes.on.NoteTaken!, fold } } } as Projection;
    await take(aNote(1));
    await expect(new CatchUp(installation.database, [broken]).tenant(tenantId)).rejects.toThrow(
      'could not catch up',
    );
    const { rows } = await installation.owner.query(
      `select attempts, error from zhendi.checkpoint where tenant_id = $1 and projection = 'test_notes'`,
      [tenantId],
    );
    expect(rows).toEqual([{ attempts: 1, error: 'Error: a noteof nothing' }]);
  });
});

describe('a sum', () => {
  const MOST = Number.MAX_SAFE_INTEGER; // 2^53 - 1 = 9007199254740991

  it('up to 2^53 - 1 is exact', async () => {
    await take(aNote(MOST - 1), aNote(1));
    expect(await catchUp.tenant(tenantId)).toBe('caught-up');
    await take(aNote(-MOST), aNote(3));
    expect(await catchUp.tenant(tenantId)).toBe('caught-up');
    expect(await totals()).toEqual([{ topic: 'a', total: '3' }]);
  });

  it.each([1, 2])('that passes it by %d is refused, not rounded', async (more) => {
    await take(aNote(MOST));
    await catchUp.tenant(tenantId);
    await take(aNote(more));
    expect(await failure()).toMatchObject({ event: { position: 2 }, cause: expect.any(RangeError) });
    expect(await totals()).toEqual([{ topic: 'a', total: '9007199254740991' }]);
    expect(await checkpoints()).toMatchObject({ test_notes: 1 });
  });

  it.each([
    ['half of one', { topic: 'a', count: 0.5 }],
    ['no number, for want of a field', { topic: 'a' }],
    ['a text that looks like a number', { topic: 'a', count: '7' }],
  ])('that became %s is refused at that event', async (_, data) => {
    const bad = anEvent({ type: 'NoteTaken', data });
    await take(aNote(1), bad, aNote(1));
    expect(await failure()).toMatchObject({ name: 'FoldFailed', event: { id: bad.id, position: 2 } });
    expect(await totals()).toEqual([{ topic: 'a', total: '1' }]);
  });

  it('that another hand put beyond it is refused when it is read', async () => {
    await take(aNote(1));
    await catchUp.tenant(tenantId);
    await installation.owner.query(
      `update read_model.test_notes_b1 set total = 9007199254740993 where tenant_id = $1`,
      [tenantId],
    );
    await take(aNote(1));
    expect((await failure()).cause).toEqual(
      new RangeError('9007199254740993 is beyond the exact integers of a number'),
    );
  });
});

const aVillage = { villageId: '00000000-0000-4000-8000-000000000001', code: '990101100201', name: '前营村' };

function addCount(row: Record<string, unknown>, event: { data: unknown }): Record<string, unknown> {
  return { ...row, total: (row.total as number) + (event.data as { count: number }).count };
}
