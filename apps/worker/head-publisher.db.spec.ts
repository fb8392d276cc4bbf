import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { append } from '../../libs/event-store/index.ts';
import { headsFile } from '../../libs/platform/published-heads.ts';
import { anAppend } from '../../libs/testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../../libs/testing/builders/installation.builder.ts';
import { aLogger } from '../../libs/testing/builders/logger.builder.ts';
import { until } from '../../libs/testing/until.ts';
import { HeadPublisher } from './head-publisher.ts';

let installation: Installation;
let home: string;

beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'zhendi-publisher-'));
});
afterEach(() => rm(home, { recursive: true }));

const lines = async () => (await readFile(headsFile(home), 'utf8').catch(() => '')).split('\n').length - 1;

describe('the worker', () => {
  it('publishes at its start, and again when something was recorded', async () => {
    const tenantId = await installation.aTown();
    await append(installation.app, anAppend({ tenantId }));
    const { logger, lines: logged } = aLogger();
    const publisher = new HeadPublisher(installation.database, home, logger, 10);
    try {
      await until(async () => (await lines()) === 1);
      await append(installation.app, anAppend({ tenantId }));
      await until(async () => (await lines()) === 2);
    } finally {
      await publisher.stop();
    }
    expect(await lines()).toBe(2);
    expect(logged).toEqual([]);
  });

  it('goes on after it could not publish, and says so', async () => {
    const { logger, lines: logged } = aLogger();
    // A file where the home should be.
    const publisher = new HeadPublisher(installation.database, '/dev/null', logger, 10);
    await until(() => logged.length >= 2);
    await publisher.stop();
    expect(logged[0]).toMatchObject({ msg: 'heads were not published' });
  });
});
