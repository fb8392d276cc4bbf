import { randomUUID } from 'node:crypto';
import { appendFile, copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ErasureList, Persons } from '../../../libs/persons/index.ts';
import { loadConfig, type Config } from '../../../libs/platform/config.ts';
import { erasureListPath, masterKeys } from '../../../libs/platform/secrets.ts';
import { projectionScope, TenantDatabase, type TenantScope } from '../../../libs/tenancy/index.ts';
import { createAppPool } from '../../../libs/tenancy/pool.ts';
import { aMove, type Move } from '../../../libs/testing/builders/move.builder.ts';
import { backUp } from '../backup/back-up.ts';
import { settleRestoredPersons } from './settle-restored.ts';

let move: Move;
let town: TenantScope;
/** Of the installation that is lost, and of the one in its place. */
let before: Config;
let after: Config;

beforeEach(async () => {
  move = await aMove();
  town = projectionScope(await move.source.aTown());
  before = loadConfig({ ZHENDI_HOME: join(move.folder, 'lost') });
  after = loadConfig({ ZHENDI_HOME: join(move.folder, 'new') });
  await mkdir(after.ZHENDI_HOME);
});
afterEach(() => move.close());

const personsOf = (database: TenantDatabase, config: Config) =>
  new Persons(database, masterKeys(config), new ErasureList(erasureListPath(config)));

/** The people of the restored town. */
async function restored() {
  const app = createAppPool({ url: move.target.ownerUrl, max: 1, onError: () => undefined });
  try {
    return await personsOf(new TenantDatabase(app), after).list(town);
  } finally {
    await app.end();
  }
}

const keep = (file: string) => copyFile(join(before.ZHENDI_HOME, file), join(after.ZHENDI_HOME, file));

async function settle(): Promise<string[]> {
  const told: string[] = [];
  await settleRestoredPersons(move.target.ownerUrl, after, (line) => told.push(line));
  return told;
}

const unrecorded = () => Promise.resolve();

/** Enters two people, makes a backup, erases the first of them, and restores. @returns their ids. */
async function loseAndRestore(): Promise<[erased: string, kept: string]> {
  const persons = personsOf(move.source.database, before);
  const [erased, kept] = [randomUUID(), randomUUID()];
  await persons.enter(town, erased, { name: '王建国', phone: '13812341234' }, unrecorded);
  await persons.enter(town, kept, { name: '李秀英', phone: null }, unrecorded);
  await backUp(move.source.ownerUrl, move.file, { store: move.attachments.store });
  await persons.erase(town, erased, unrecorded);
  await move.restoreFile();
  return [erased, kept];
}

describe('a restored database', () => {
  it('forgets again who was erased after the backup, and reads the others with the kept master key', async () => {
    const [erased, kept] = await loseAndRestore();
    await keep('master-keys');
    await keep('erased-persons.jsonl');
    expect(await settle()).toEqual([
      `erased again, as ${erasureListPath(after)} says: 1`,
      expect.stringMatching(/^persons: 1, under the master key [0-9a-f]{16}, which is there$/),
    ]);
    const people = new Map((await restored()).map((person) => [person.personId, person]));
    expect(people.get(erased)).toMatchObject({ state: 'erased' });
    expect(people.get(kept)).toEqual({ personId: kept, state: 'kept', name: '李秀英', phone: null });
  });

  it('is settled again without harm, as after a restore that was ended in the middle', async () => {
    await loseAndRestore();
    await keep('master-keys');
    await keep('erased-persons.jsonl');
    await settle();
    expect(await settle()).toEqual([expect.stringMatching(/^persons: 1, under the master key/)]);
  });

  it('reads nobody without the master key, and says so', async () => {
    await loseAndRestore();
    expect(await settle()).toEqual([
      expect.stringMatching(/^persons: 2, WHO CANNOT BE READ before the master key [0-9a-f]{16} is there/),
    ]);
    expect((await restored()).map(({ state }) => state)).toEqual(['unreadable', 'unreadable']);
  });

  it('is not settled by a list that is damaged', async () => {
    await loseAndRestore();
    await keep('erased-persons.jsonl');
    await appendFile(erasureListPath(after), '{"personId":');
    await expect(settle()).rejects.toThrow('erased-persons.jsonl, line 2: this is no erasure of a person');
  });
});
