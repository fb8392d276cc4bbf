import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { runZhendi } from '../zhendi-command.ts';
import { aChaosInstallation, type ChaosInstallation } from './chaos-installation.ts';
import { checkChains } from './check-chain.ts';
import { checkCommands } from './check-commands.ts';
import { checkLeftovers } from './check-leftovers.ts';
import { checkOrder, checkProjects } from './check-order.ts';
import { checkLag, checkReadModels, checkSums } from './check-read-models.ts';
import { faults } from './faults.ts';
import type { Journal } from './journal.ts';
import { patiently } from './patience.ts';
import { readHistory, type RecordedHistory } from './recorded-history.ts';
import { runStorm } from './storm.ts';

const TOWNS = 50;
const seed = process.env.ZHENDI_CHAOS_SEED ?? randomBytes(4).toString('hex');
const rounds = Number(process.env.ZHENDI_CHAOS_ROUNDS ?? 1);
// Seconds in which a fault strikes and is got over on a busy machine; most take two to eight.
const MOST_MS = 60_000 + Object.keys(faults).length * rounds * 30_000;

describe('facts entered in a storm', () => {
  let installation: ChaosInstallation;
  let superuser: pg.Client;
  let journal: Journal;
  let history: RecordedHistory;

  const tell = (line: string) => void process.stderr.write(`chaos ${seed}: ${line}\n`);

  beforeAll(async () => {
    tell(`repeat with ZHENDI_CHAOS_SEED=${seed} ZHENDI_CHAOS_ROUNDS=${rounds}`);
    installation = await aChaosInstallation(TOWNS);
    journal = await runStorm(installation, { seed, rounds, tell });
    // A command that its client gave up may be on its way still.
    await Promise.all(installation.apis.map((api) => api.stop()));
    superuser = new pg.Client({ connectionString: installation.postgres.ownerUrl });
    await superuser.connect();
    history = await readHistory(superuser);
    tell(journal.summary(history.events.length));
  }, MOST_MS);
  afterAll(async () => {
    await superuser?.end();
    await installation?.close();
  }, MOST_MS);

  it('are answered as if there were none: repeats with the first answer, and nothing with an error of ours', () => {
    expect(journal.violations).toEqual([]);
    expect([...journal.answers.keys()].filter((code) => code.startsWith('500'))).toEqual([]);
  });

  it('are there exactly once if they were acknowledged, never if refused, once at most if nobody knows', () => {
    expect(checkCommands(history, journal.commands)).toEqual([]);
  });

  it('have positions and versions without a gap, and break no rule of their projects', () => {
    expect(checkOrder(history)).toEqual([]);
    expect(checkProjects(history)).toEqual([]);
  });

  it(
    'stand in chains that hold, and that lead to every published head',
    async () => {
      expect(checkChains(history)).toEqual([]);
      const { homesOfWorkers, postgres } = installation;
      const verified = await Promise.all(
        homesOfWorkers.map((home) => runZhendi(postgres.ownerUrl, ['verify'], '', home)),
      );
      for (const { code, output } of verified) {
        expect(output).toMatch(
          new RegExp(
            `chains: ${TOWNS + 1}, events: ${history.events.length}, audit entries: \\d+, publications`,
          ),
        );
        expect(code).toBe(0);
      }
    },
    MOST_MS,
  );

  it(
    'are in the read models, each once: none lags, rows are as folded, sums as counted',
    async () => {
      await patiently('nothing lags', async () => (await checkLag(superuser)).length === 0);
      expect(await checkReadModels(superuser, history)).toEqual([]);
      expect(await checkSums(superuser)).toEqual([]);
    },
    MOST_MS,
  );

  it(
    'leave nothing behind when all has ended: no server that ended by itself, no session, lock or process',
    async () => {
      expect(await installation.stopServers()).toEqual([]);
      await patiently(
        'the database is left alone',
        async () => (await checkLeftovers(superuser)).length === 0,
      );
      await superuser.end();
      expect(await installation.close()).toEqual([]);
    },
    MOST_MS,
  );
});
