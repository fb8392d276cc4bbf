import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { append } from '../../libs/event-store/index.ts';
import { projections } from '../../libs/features/read-models.ts';
import { beginRebuild, CatchUp } from '../../libs/projections/index.ts';
import { anAppend } from '../../libs/testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../../libs/testing/builders/installation.builder.ts';
import { aLogger, type LogLine } from '../../libs/testing/builders/logger.builder.ts';
import { inTransaction } from '../../libs/testing/builders/notes.builder.ts';
import { aTownLife } from '../../libs/testing/builders/town-life.builder.ts';
import { until } from '../../libs/testing/until.ts';
import { Rebuilder } from './rebuilder.ts';

const [villageCard] = projections;
/** Events in each town. */
const LIFE = aTownLife(60);

let installation: Installation;
let catchUp: CatchUp;
let towns: readonly number[];
let lines: LogLine[];
let rebuilder: Rebuilder | undefined;
let rung: number[][];

beforeAll(async () => {
  installation = await anInstallation();
  catchUp = new CatchUp(installation.database, projections);
  ({ towns } = await installation.aCounty(3));
  for (const tenantId of towns) {
    await append(installation.app, anAppend({ tenantId, events: LIFE }));
    await catchUp.tenant(tenantId);
  }
});
afterAll(() => installation.close());

beforeEach(() => {
  rung = [];
});
afterEach(() => rebuilder?.stop());

const begin = () => inTransaction(installation.owner, (client) => beginRebuild(client, villageCard!));

function rebuild(
  work: (tenantId: number) => Promise<unknown> = (tenantId) => catchUp.tenant(tenantId),
): void {
  const { logger, lines: written } = aLogger();
  lines = written;
  const hands = {
    catchUp: async (tenantId: number) => void (await work(tenantId)),
    ring: (tenantIds: readonly number[]) => Promise.resolve(void rung.push([...tenantIds])),
  };
  rebuilder = new Rebuilder(installation.database, hands, logger);
}

async function live(): Promise<number> {
  const { rows } = await installation.owner.query<{ build: number }>(
    `select build from zhendi.projection_build where name = $1 and state = 'live'`,
    [villageCard!.name],
  );
  return rows[0]!.build;
}

async function cards(): Promise<unknown[]> {
  const { rows } = await installation.owner.query('select * from read_model.village_card order by 1, 2');
  return rows as unknown[];
}

describe('the rebuilder', () => {
  it('folds what is being built without any queue, and lets it take its place', async () => {
    const before = await cards();
    expect(before.length).toBeGreaterThan(0);
    const build = await begin();
    rebuild();
    await until(async () => (await live()) === build);
    expect(await cards()).toEqual(before);
    expect(lines).toEqual([]);
  });

  it('asks the workers to fold all towns, and those alone that are behind', async () => {
    const build = await begin();
    await catchUp.tenant(towns[0]!);
    rebuild(() => Promise.resolve());
    await until(() => rung.length > 0);
    expect(new Set(rung[0])).toEqual(new Set(towns.slice(1)));
    for (const tenantId of towns) await catchUp.tenant(tenantId);
    await until(async () => (await live()) === build);
  });

  it('goes on with the other towns when one cannot be folded, and says which', async () => {
    const build = await begin();
    const [broken] = towns;
    let isBroken = true;
    rebuild((tenantId) =>
      isBroken && tenantId === broken ? Promise.reject(new Error('of this town')) : catchUp.tenant(tenantId),
    );
    await until(() => lines.some(({ msg }) => msg === 'catch-up failed'));
    expect(lines).toContainEqual(expect.objectContaining({ tenantId: broken }));
    isBroken = false;
    await until(async () => (await live()) === build);
  });

  it('drops what readers left some minutes ago', async () => {
    const build = await begin();
    rebuild();
    await until(async () => (await live()) === build);
    await installation.owner.query(`update zhendi.projection_build set ended_at = now() - interval '1 hour'`);
    const left = async () =>
      (
        await installation.owner.query(
          `select from zhendi.projection_build where state = 'retired' and dropped_at is null`,
        )
      ).rows.length;
    await until(async () => (await left()) === 0);
  });

  it('stops at once when there is nothing to do, and may be stopped twice', async () => {
    rebuild();
    await rebuilder!.stop();
    await rebuilder!.stop();
  });
});
