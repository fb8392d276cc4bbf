import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { append } from '../../libs/event-store/index.ts';
import { projections } from '../../libs/features/read-models.ts';
import { anAppend } from '../../libs/testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../../libs/testing/builders/installation.builder.ts';
import { aLogger } from '../../libs/testing/builders/logger.builder.ts';
import { until } from '../../libs/testing/until.ts';
import { Sweeper } from './sweeper.ts';

let installation: Installation;
let sweeper: Sweeper;
let seenTo: number[];
let lines: ReturnType<typeof aLogger>['lines'];

beforeAll(async () => (installation = await anInstallation()));
afterAll(() => installation.close());

beforeEach(async () => {
  seenTo = [];
  await installation.owner.query('delete from zhendi.worker');
});
afterEach(() => sweeper.stop());

function sweep(): void {
  const logger = aLogger();
  lines = logger.lines;
  const catchUp = (tenantId: number) => Promise.resolve(void seenTo.push(tenantId));
  sweeper = new Sweeper(installation.database, catchUp, logger.logger);
}

const workers = async () =>
  (await installation.owner.query<{ seen_at: Date }>('select seen_at from zhendi.worker')).rows;

/** A town with events that no doorbell told of. */
async function aLateTown(): Promise<number> {
  const tenantId = await installation.aTown();
  await append(installation.app, anAppend({ tenantId }));
  return tenantId;
}

describe('the sign of life of a sweeper', () => {
  it('moves while there is nothing to do', async () => {
    sweep();
    await until(async () => (await workers()).length === 1);
    const [first] = await workers();
    await until(async () => (await workers())[0]!.seen_at > first!.seen_at);
    expect(await workers()).toHaveLength(1);
  });

  it('is not given while it cannot look for work', async () => {
    await installation.owner.query('revoke execute on function zhendi.projection_lag from zhendi_app');
    sweep();
    await until(() => lines.filter(({ msg }) => msg === 'sweep failed').length === 2);
    expect(await workers()).toEqual([]);
    await installation.owner.query('grant execute on function zhendi.projection_lag to zhendi_app');
    await until(async () => (await workers()).length === 1);
  });

  it('removes those of an hour ago', async () => {
    await installation.owner.query(
      `insert into zhendi.worker select gen_random_uuid(), now(), now() - m * interval '1 minute'
       from unnest(array[59, 61]) m`,
    );
    sweep();
    const minutesAgo = async () =>
      (await workers()).map(({ seen_at }) => Math.floor((Date.now() - seen_at.getTime()) / 60_000)).sort();
    await until(async () => (await minutesAgo()).includes(0));
    expect(await minutesAgo()).toEqual([0, 59]);
  });
});

describe('a sweeper', () => {
  it('sees to a town that is late over and over, and leaves alone what waits or is parked', async () => {
    const [late, waiting, parked] = [await aLateTown(), await aLateTown(), await aLateTown()];
    const hold = (tenantId: number, nextAttempt: string, parkedAt: string) =>
      installation.owner.query(
        `insert into zhendi.checkpoint
           (tenant_id, projection, build, position, attempts, failed_event_id, error, next_attempt_at, parked_at)
         select $1, name, 1, 0, 1, gen_random_uuid(), 'Error', ${nextAttempt}, ${parkedAt}
         from unnest($2::text[]) as p (name)`,
        [tenantId, projections.map((p) => p.name)],
      );
    await hold(waiting, `now() + interval '1 hour'`, 'null');
    await hold(parked, 'now()', 'now()');
    sweep();
    await until(() => seenTo.length >= 2);
    expect(new Set(seenTo)).toEqual(new Set([late]));
    await installation.owner.query(
      'update zhendi.checkpoint set next_attempt_at = now() where tenant_id = $1',
      [waiting],
    );
    await until(() => seenTo.includes(waiting));
    expect(seenTo).not.toContain(parked);
  });
});
