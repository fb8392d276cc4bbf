import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { append } from '../../libs/event-store/index.ts';
import { projections } from '../../libs/features/read-models.ts';
import { DoorbellRinger, queueBackend } from '../../libs/platform/doorbells.ts';
import type { Logger } from '../../libs/platform/logging.ts';
import type { RunningProcess } from '../../libs/platform/run-process.ts';
import { CatchUp, readPositions } from '../../libs/projections/index.ts';
import { projectionScope } from '../../libs/tenancy/index.ts';
import { anAppend, anEvent } from '../../libs/testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../../libs/testing/builders/installation.builder.ts';
import { aLogger, type LogLine } from '../../libs/testing/builders/logger.builder.ts';
import { until } from '../../libs/testing/until.ts';
import { createWorker } from './create-worker.ts';

const IMPORTED = 60_000;
const AT_ONCE = 20_000;
/** What one run takes of one read model at most. */
const A_RUN = 10_000;
const SLOW_MS = 120_000;

let installation: Installation;
let logger: Logger;
let lines: LogLine[];
let importing: number;
let others: readonly number[];

beforeAll(async () => {
  installation = await anInstallation();
  ({ logger, lines } = aLogger());
  // Among so many towns each of the queues has some, also the queue of the import.
  [importing, ...others] = (await installation.aCounty(13)).towns as [number, ...number[]];
  for (let from = 0; from < IMPORTED; from += AT_ONCE) {
    const events = Array.from({ length: AT_ONCE }, (_, i) => aVillage(from + i));
    await append(installation.app, anAppend({ tenantId: importing, events }));
  }
}, SLOW_MS);
afterAll(() => installation.close());

function aVillage(number: number) {
  const villageId = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return anEvent({
    type: 'VillageRegistered',
    stream: { type: 'village', id: villageId },
    data: { villageId, code: `990101100${number}`, name: `村${number}` },
  });
}

const lag = async (tenantId: number): Promise<number> => {
  const [reached] = await installation.database.withTenant(projectionScope(tenantId), (db) =>
    readPositions(db, projections, [tenantId]),
  );
  return reached!.lag;
};

async function position(projection: string): Promise<number> {
  const { rows } = await installation.owner.query<{ position: number }>(
    'select position from zhendi.checkpoint where tenant_id = $1 and projection = $2',
    [importing, projection],
  );
  return rows[0]?.position ?? 0;
}

describe('a large import of one town', () => {
  it(
    'is taken in bounded runs, so that others have their turn in between',
    async () => {
      const [first] = projections;
      const catchUp = new CatchUp(installation.database, [first!]);
      expect(await catchUp.tenant(importing)).toBe('more');
      expect(await position(first!.name)).toBe(A_RUN);
    },
    SLOW_MS,
  );

  it(
    'does not keep one worker from the single facts of others',
    async () => {
      const home = await mkdtemp(join(tmpdir(), 'zhendi-home-'));
      const options = {
        databaseUrl: installation.appUrl,
        redisUrl: undefined,
        home,
        attachmentFolder: home,
        logger,
      };
      const ringer = new DoorbellRinger(queueBackend({ REDIS_URL: undefined }, installation.appUrl), logger);
      const worker: RunningProcess = createWorker(options);
      try {
        await ringer.ring(importing);
        // The first read model stands where the run before left it.
        await until(async () => (await position(projections[1]!.name)) > 0);
        for (const tenantId of others) {
          await append(installation.app, anAppend({ tenantId, events: [aVillage(0)] }));
          await ringer.ring(tenantId);
        }
        await until(async () => (await Promise.all(others.map(lag))).every((events) => events === 0));
        expect(await lag(importing)).toBeGreaterThan(0);
        await until(async () => (await lag(importing)) === 0);
      } finally {
        await Promise.all([worker.close(), ringer.close()]);
        await rm(home, { recursive: true });
      }
      expect(lines).toEqual([]);
    },
    SLOW_MS,
  );
});
