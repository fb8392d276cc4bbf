import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from '../../../apps/cli/demo/dice.ts';
import { catchBackend, catchServer, type Moment } from './caught-in-the-middle.ts';
import type { ChaosInstallation } from './chaos-installation.ts';
import type { ChaosPostgres } from './chaos-postgres.ts';
import type { ChaosRedis } from './chaos-redis.ts';
import type { CuttingProxy } from './cutting-proxy.ts';
import { patiently } from './patience.ts';
import type { SupervisedServer } from './supervised-server.ts';

/** What may happen to an installation. Resolves when what was broken is there again, or is about to come by itself. */
export type Fault = (installation: ChaosInstallation, dice: Dice) => void | Promise<void>;

// Around the patience of an append with a tenant's lock (250 ms, then 5 s).
const SHORTEST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 6_500;

/** Every fault, by what happens. */
export const faults: Readonly<Record<string, Fault>> = {
  'an API is killed': ({ postgres, apis }, dice) => kill(postgres, apis, 'appending', dice),
  'a worker is killed': ({ postgres, workers }, dice) => kill(postgres, workers, 'with a lock', dice),
  'PostgreSQL is killed or quits at once': ({ postgres }, dice) =>
    dice.chance(0.5) ? postgres.killAndStart() : postgres.quitAndStart(),
  'Redis is killed': ({ redis }) => redis.killAndStart(),
  'Redis is wiped': ({ redis }) => redis.with(async (client) => void (await client.flushall())),
  'connections to PostgreSQL are cut': ({ toPostgres }, dice) => cut(toPostgres, dice),
  'connections to Redis are cut': ({ toRedis }, dice) => cut(toRedis, dice),
  'jobs are run twice at once': ({ redis }) => handOutJobsAgain(redis),
  'an API is paused that waits for an append': ({ postgres, apis }, dice) =>
    pause(postgres, apis, 'appending', dice),
  'a worker is paused that holds a checkpoint': ({ postgres, workers }, dice) =>
    pause(postgres, workers, 'with a lock', dice),
  'a backend is paused that holds the lock of a tenant': async ({ postgres }, dice) => {
    const pid = await catchBackend(postgres);
    await sleep(dice.int(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS));
    process.kill(pid, 'SIGCONT');
  },
};

/** At any moment, or at one in which it can do most harm. */
async function kill(
  postgres: ChaosPostgres,
  servers: readonly SupervisedServer[],
  moment: Moment,
  dice: Dice,
): Promise<void> {
  const server = dice.pick(servers);
  if (dice.chance(0.5)) await catchServer(postgres, server, moment);
  server.signal('SIGKILL');
}

async function pause(
  postgres: ChaosPostgres,
  servers: readonly SupervisedServer[],
  moment: Moment,
  dice: Dice,
): Promise<void> {
  const server = dice.pick(servers);
  await catchServer(postgres, server, moment);
  await sleep(dice.int(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS));
  server.signal('SIGCONT');
}

function cut(proxy: CuttingProxy, dice: Dice): void {
  proxy.cut(
    () => dice.chance(0.6),
    () => dice.chance(0.6),
  );
}

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

const QUEUES = [0, 1].map((number) => `{zhendi}:doorbell-${number}`);

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
