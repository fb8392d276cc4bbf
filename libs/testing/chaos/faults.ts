import type { Dice } from '../../../apps/cli/demo/dice.ts';
import type { ChaosInstallation } from './chaos-installation.ts';
import type { ChaosRedis } from './chaos-redis.ts';
import {
  pauseApiInTransaction,
  pauseBackendWithTenantLock,
  pauseWorkerWithCheckpoint,
} from './paused-holders.ts';
import { patiently } from './patience.ts';

/** What may happen to an installation. Resolves when what was broken is there again, or is about to come by itself. */
export type Fault = (installation: ChaosInstallation, dice: Dice) => void | Promise<void>;

/** Every fault, by what happens. */
export const faults: Readonly<Record<string, Fault>> = {
  'an API is killed': ({ apis }, dice) => dice.pick(apis).signal('SIGKILL'),
  'a worker is killed': ({ workers }, dice) => dice.pick(workers).signal('SIGKILL'),
  'PostgreSQL is killed or quits at once': ({ postgres }, dice) =>
    dice.chance(0.5) ? postgres.killAndStart() : postgres.quitAndStart(),
  'Redis is killed': ({ redis }) => redis.killAndStart(),
  'Redis is wiped': ({ redis }) => redis.with(async (client) => void (await client.flushall())),
  'connections to PostgreSQL are cut': ({ toPostgres }, dice) =>
    void toPostgres.cut(
      () => dice.chance(0.5),
      () => dice.chance(0.7),
    ),
  'connections to Redis are cut': ({ toRedis }, dice) =>
    void toRedis.cut(
      () => dice.chance(0.7),
      () => dice.chance(0.5),
    ),
  'jobs are run twice at once': ({ redis }) => handOutJobsAgain(redis),
  'an API is paused in the middle of a transaction': pauseApiInTransaction,
  'a worker is paused that holds a checkpoint': pauseWorkerWithCheckpoint,
  'a backend is paused that holds the lock of a tenant': pauseBackendWithTenantLock,
};

/**
 * Does at once what BullMQ does with a job whose worker has been silent for half a minute: whoever asks next gets it too,
 * while the first one is still at it.
 */
const HAND_OUT_AGAIN = `
  local again = {}
  for _, queue in ipairs(KEYS) do
    for _, id in ipairs(redis.call('LRANGE', queue .. ':active', 0, -1)) do
      redis.call('LREM', queue .. ':active', 1, id)
      redis.call('DEL', queue .. ':' .. id .. ':lock')
      redis.call('RPUSH', queue .. ':wait', id)
      redis.call('ZADD', queue .. ':marker', 0, '0')
      table.insert(again, id)
    end
  end
  return again`;

const QUEUES = [0, 1, 2, 3].map((number) => `{zhendi}:doorbell-${number}`);

async function handOutJobsAgain(redis: ChaosRedis): Promise<void> {
  await redis.with(async (client) => {
    let again: string[] = [];
    await patiently('a job is at work', async () => {
      again = (await client.eval(HAND_OUT_AGAIN, QUEUES.length, ...QUEUES)) as string[];
      return again.length > 0;
    });
    await patiently('the jobs are taken once more', async () => {
      const waiting = await Promise.all(QUEUES.map((queue) => client.lrange(`${queue}:wait`, 0, -1)));
      return !again.some((id) => waiting.flat().includes(id));
    });
  });
}
