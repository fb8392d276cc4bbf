import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { until } from '../testing/until.ts';
import { ProjectionSignals } from './index.ts';
import { announceProgress } from './signals.ts';

let installation: Installation;
let errors: Error[] = [];
const open: ProjectionSignals[] = [];

beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());

afterEach(async () => {
  await Promise.all(open.splice(0).map((signals) => signals.close()));
  errors = [];
});

function listen(url = installation.appUrl): ProjectionSignals {
  const signals = new ProjectionSignals(url, (error) => errors.push(error));
  open.push(signals);
  return signals;
}

const announce = (tenantId: number) => announceProgress(installation.database, [tenantId]);
const listeners = async () =>
  (
    await installation.owner.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and query ilike 'listen %'`,
    )
  ).rows;

const listening = (count = 1) => until(async () => (await listeners()).length === count);

describe('whoever listens', () => {
  it('hears which tenants moved, until he has enough', async () => {
    const signals = listen();
    await listening();
    const heard: number[] = [];
    const end = signals.subscribe((tenantId) => heard.push(tenantId));
    await announce(7);
    await announce(8);
    await until(() => heard.length === 2);
    end();
    const other: number[] = [];
    signals.subscribe((tenantId) => other.push(tenantId));
    await announce(9);
    await until(() => other.length === 1);
    expect(heard).toEqual([7, 8]);
  });

  it('can wait for one tenant, and is not woken by another', async () => {
    const signals = listen();
    await listening();
    let woken = false;
    const waiting = signals.next(7, 60_000).then(() => (woken = true));
    const other = signals.next(8, 60_000);
    await announce(8);
    await other;
    expect(woken).toBe(false);
    await announce(7);
    await waiting;
  });

  it('waits no longer than he said', async () => {
    const started = performance.now();
    await listen().next(7, 30);
    expect(performance.now() - started).toBeGreaterThanOrEqual(29);
  });

  it('is let go when nobody waits any more', async () => {
    const over = new AbortController();
    const waiting = listen().next(7, 60_000, over.signal);
    over.abort();
    await waiting;
  });

  it('hears again after the connection was lost, and was told of the loss', async () => {
    const signals = listen();
    await listening();
    const [{ pid }] = (await listeners()) as [{ pid: number }];
    await installation.owner.query('select pg_terminate_backend($1)', [pid]);
    await until(async () => (await listeners()).some((listener) => listener.pid !== pid));
    expect(errors.length).toBeGreaterThan(0);
    // The database shows a listener a moment before it hears: what is said in between is lost, as signals may be.
    let heard = false;
    signals.subscribe((tenantId) => (heard ||= tenantId === 7));
    await until(async () => {
      await announce(7);
      return heard;
    });
  });
});

describe('closing', () => {
  it('ends the connection', async () => {
    const signals = listen();
    await listening();
    await signals.close();
    await listening(0);
  });

  it('works before the connection is there', async () => {
    await listen().close();
    await listening(0);
  });

  it('works while the database cannot be reached', async () => {
    const signals = listen('postgres://nobody:nothing@127.0.0.1:1/nowhere');
    await until(() => errors.length > 0);
    await signals.close();
  });
});
