import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { append } from '../../libs/event-store/index.ts';
import { projections } from '../../libs/features/read-models.ts';
import { beginRebuild, CatchUp } from '../../libs/projections/index.ts';
import { anAppend, anEvent } from '../../libs/testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../../libs/testing/builders/installation.builder.ts';
import { inTransaction } from '../../libs/testing/builders/notes.builder.ts';
import { until } from '../../libs/testing/until.ts';

const TYPESCRIPT = new URL('../../infra/typescript/register.mjs', import.meta.url);
const MAIN = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
const SLOW_MS = 180_000;
/** More than a worker folds in the moment between a look at it and its end. */
const EVENTS = 60_000;
const VILLAGES = 200;

const villageCard = projections.find(({ name }) => name === 'village_card')!;

let installation: Installation;
let home: string;
let tenantId: number;
const workers = new Set<ChildProcess>();

beforeAll(async () => {
  installation = await anInstallation();
  home = await mkdtemp(join(tmpdir(), 'zhendi-home-'));
  tenantId = await installation.aTown();
  for (let from = 0; from < EVENTS; from += 5_000) {
    const events = Array.from({ length: 5_000 }, (_, i) => aTraining(from + i));
    await append(installation.app, anAppend({ tenantId, events }));
  }
  const catchUp = new CatchUp(installation.database, projections);
  while ((await catchUp.tenant(tenantId)) === 'more');
}, SLOW_MS);
afterAll(async () => {
  for (const worker of workers) await kill(worker);
  await installation.close();
  await rm(home, { recursive: true });
});

const aTraining = (number: number) =>
  anEvent({
    type: 'TrainingHeld',
    data: {
      villageId: `00000000-0000-4000-8000-${String(number % VILLAGES).padStart(12, '0')}`,
      members: 1,
      public: 2,
      hours: 0.5,
    },
  });

/** A worker in a process of its own. */
function start(): ChildProcess {
  const { REDIS_URL: _, ...environment } = process.env;
  const worker = spawn(process.execPath, ['--import', TYPESCRIPT.href, MAIN, 'worker'], {
    env: {
      ...environment,
      DATABASE_URL: installation.appUrl,
      DATABASE_OWNER_URL: installation.ownerUrl,
      ZHENDI_HOME: home,
      NODE_OPTIONS: '',
    },
    stdio: 'ignore',
  });
  workers.add(worker);
  return worker;
}

async function kill(worker: ChildProcess): Promise<void> {
  workers.delete(worker);
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = once(worker, 'exit');
  worker.kill('SIGKILL');
  await ended;
}

async function position(build: number): Promise<number> {
  const { rows } = await installation.owner.query<{ position: number }>(
    'select position from zhendi.checkpoint where tenant_id = $1 and projection = $2 and build = $3',
    [tenantId, villageCard.name, build],
  );
  return rows[0]?.position ?? 0;
}

const live = async () =>
  (
    await installation.owner.query<{ build: number }>(
      `select build from zhendi.projection_build where name = $1 and state = 'live'`,
      [villageCard.name],
    )
  ).rows[0]!.build;

it(
  'a rebuild whose worker is killed in the middle goes on where it was, and counts each event once',
  async () => {
    const build = await inTransaction(installation.owner, (client) => beginRebuild(client, villageCard));
    const first = start();
    await until(async () => (await position(build)) > 0);
    await kill(first);
    const reached = await position(build);
    expect(reached).toBeLessThan(EVENTS);

    start();
    let least = EVENTS;
    await until(async () => {
      least = Math.min(least, await position(build));
      return (await live()) === build;
    });
    expect(least).toBe(reached);
    const { rows } = await installation.owner.query(
      `select trainings, people, count(*)::integer as villages from read_model.village_card where tenant_id = $1 group by 1, 2`,
      [tenantId],
    );
    expect(rows).toEqual([
      { trainings: EVENTS / VILLAGES, people: (3 * EVENTS) / VILLAGES, villages: VILLAGES },
    ]);
  },
  SLOW_MS,
);
