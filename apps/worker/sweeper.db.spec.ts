import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { append } from '../../libs/event-store/index.ts';
import { projections } from '../../libs/features/read-models.ts';
import { CatchUp, readLag } from '../../libs/projections/index.ts';
import { TenantDatabase } from '../../libs/tenancy/index.ts';
import { anAppend } from '../../libs/testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../../libs/testing/builders/installation.builder.ts';
import { aLogger, type LogLine } from '../../libs/testing/builders/logger.builder.ts';
import { aTownLife } from '../../libs/testing/builders/town-life.builder.ts';
import { until } from '../../libs/testing/until.ts';
import { Sweeper } from './sweeper.ts';

let installation: Installation;
let catchUp: CatchUp;
let lines: LogLine[];
let sweeper: Sweeper | undefined;
/** Which tenants the sweeper asked to be caught up, and when. */
let asked: { tenantId: number; at: number }[];

beforeAll(async () => {
  installation = await anInstallation();
  catchUp = new CatchUp(installation.database, projections);
});
afterAll(() => installation.close());

beforeEach(() => {
  asked = [];
});
afterEach(async () => {
  await sweeper?.stop();
  // What a test left behind must not be found by the next one.
  for (const { tenantId } of await lag()) await catchUp.tenant(tenantId);
});

const lag = () => installation.database.withSystem((db) => readLag(db, projections));
const isBehind = async (tenantId: number) => (await lag()).some((entry) => entry.tenantId === tenantId);

async function aTownBehind({ sinceSeconds }: { sinceSeconds: number }): Promise<number> {
  const tenantId = await installation.aTown();
  await append(installation.app, anAppend({ tenantId, events: aTownLife(40) }));
  if (sinceSeconds > 0) await installation.recordedAt(tenantId, new Date(Date.now() - sinceSeconds * 1000));
  return tenantId;
}

function sweep(
  work: (tenantId: number) => Promise<unknown> = (tenantId) => catchUp.tenant(tenantId),
  database: TenantDatabase = installation.database,
): void {
  const { logger, lines: written } = aLogger();
  lines = written;
  const answer = async (tenantId: number) => {
    asked.push({ tenantId, at: Date.now() });
    await work(tenantId);
  };
  sweeper = new Sweeper(database, answer, logger);
}

describe('the sweeper', () => {
  it('catches up the towns that no doorbell told of', async () => {
    const towns = [await aTownBehind({ sinceSeconds: 10 }), await aTownBehind({ sinceSeconds: 3 })];
    sweep();
    for (const tenantId of towns) await until(async () => !(await isBehind(tenantId)));
    expect(new Set(asked.map((entry) => entry.tenantId))).toEqual(new Set(towns));
    expect(lines).toEqual([]);
  });

  it('asks once for a town, however many of its read models are behind', async () => {
    const tenantId = await aTownBehind({ sinceSeconds: 10 });
    expect(await lag()).toHaveLength(projections.length);
    sweep();
    await until(async () => !(await isBehind(tenantId)));
    expect(asked).toHaveLength(1);
  });

  it('leaves young events to their doorbell for two seconds', async () => {
    const before = Date.now();
    const tenantId = await aTownBehind({ sinceSeconds: 0 });
    sweep();
    await until(async () => !(await isBehind(tenantId)));
    expect(asked[0]!.at - before).toBeGreaterThanOrEqual(2_000);
  });

  it('goes on with the other towns when one cannot be caught up, and says which', async () => {
    const broken = await aTownBehind({ sinceSeconds: 20 });
    const others = [await aTownBehind({ sinceSeconds: 10 }), await aTownBehind({ sinceSeconds: 30 })];
    sweep((tenantId) =>
      tenantId === broken ? Promise.reject(new Error('of this town')) : catchUp.tenant(tenantId),
    );
    for (const tenantId of others) await until(async () => !(await isBehind(tenantId)));
    await until(() => asked.some((entry) => entry.tenantId === broken));
    expect(lines).toContainEqual(expect.objectContaining({ msg: 'catch-up failed', tenantId: broken }));
  });

  it('tries again after a sweep that failed', async () => {
    const tenantId = await aTownBehind({ sinceSeconds: 10 });
    let failures = 1;
    class Unreliable extends TenantDatabase {
      override withSystem: TenantDatabase['withSystem'] = (work) =>
        failures-- > 0 ? Promise.reject(new Error('of the database')) : super.withSystem(work);
    }
    sweep(undefined, new Unreliable(installation.app));
    await until(async () => !(await isBehind(tenantId)));
    expect(lines).toEqual([expect.objectContaining({ msg: 'sweep failed' })]);
  });

  it('stops after the town it is at, and begins no other', async () => {
    await aTownBehind({ sinceSeconds: 10 });
    await aTownBehind({ sinceSeconds: 10 });
    let go: (() => void) | undefined;
    sweep(() => new Promise<void>((resolve) => (go = resolve)));
    await until(() => go !== undefined);
    let stopped = false;
    const stopping = sweeper!.stop().then(() => (stopped = true));
    await lag();
    expect(stopped).toBe(false);
    go!();
    await stopping;
    expect(asked).toHaveLength(1);
  });

  it('stops at once when there is nothing to do, and may be stopped twice', async () => {
    sweep();
    await sweeper!.stop();
    await sweeper!.stop();
  });
});
