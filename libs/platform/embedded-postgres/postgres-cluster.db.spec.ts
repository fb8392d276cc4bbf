import { expect, it } from '@jest/globals';
import { cpSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { choosePostgresAccount } from './postgres-account.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { openCluster } from './postgres-cluster.ts';

it('makes a cluster with programs that lie below a folder of its user alone, root too', async () => {
  // mkdtemp makes it 0700: like a clone below /root.
  const closed = await mkdtemp(join(tmpdir(), 'zhendi-closed-'));
  const native = dirname(dirname((await findPostgresBinaries()).initdb));
  cpSync(native, join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
  const binaries = {
    initdb: join(closed, 'native/bin/initdb'),
    postgres: join(closed, 'native/bin/postgres'),
  };
  const directory = join(closed, 'home');
  mkdirSync(directory);

  const cluster = await openCluster(directory, binaries, choosePostgresAccount(binaries, directory));
  expect(cluster.dataDirectory).toBe(join(directory, 'data'));
  await rm(closed, { recursive: true });
});
