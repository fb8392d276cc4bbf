import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SqlClient } from '../../../libs/event-store/index.ts';
import { ErasureList, Persons, personsByKey } from '../../../libs/persons/index.ts';
import { loadConfig, type Config } from '../../../libs/platform/config.ts';
import { masterKeys } from '../../../libs/platform/secrets.ts';
import { projectionScope, type TenantScope } from '../../../libs/tenancy/index.ts';
import { anInstallation, type Installation } from '../../../libs/testing/builders/installation.builder.ts';
import { startZhendi } from '../../../libs/testing/zhendi-command.ts';
import { until } from '../../../libs/testing/until.ts';
import { withOwnerConnection } from '../owner-connection.ts';
import { forgetOldKeys, rotateKey, type RotationProgress } from './rotate-key.ts';

let installation: Installation;
let home: string;
let config: Config;
let persons: Persons;
let towns: TenantScope[];

beforeEach(async () => {
  installation = await anInstallation();
  home = await mkdtemp(join(tmpdir(), 'zhendi-rotation-'));
  config = loadConfig({ ZHENDI_HOME: home });
  persons = new Persons(installation.database, masterKeys(config), new ErasureList(join(home, 'erased')));
  towns = (await installation.aCounty(2)).towns.map(projectionScope);
});
afterEach(async () => {
  await installation.close();
  await rm(home, { recursive: true });
});

interface Known {
  readonly scope: TenantScope;
  readonly personId: string;
  readonly data: { readonly name: string; readonly phone: string | null };
}

const unrecorded = () => Promise.resolve();

/** Enters so many people, one after the other in both towns. */
async function enterMany(count: number): Promise<Known[]> {
  const known = Array.from({ length: count }, (_, i) => ({
    scope: towns[i % 2]!,
    personId: randomUUID(),
    data: { name: `第${i}人`, phone: i % 3 === 0 ? null : `138${String(i).padStart(8, '0')}` },
  }));
  await Promise.all(
    known.map(({ scope, personId, data }) => persons.enter(scope, personId, data, unrecorded)),
  );
  return known;
}

async function expectAllReadable(known: readonly Known[]): Promise<void> {
  for (const { scope, personId, data } of known) expect(await persons.reveal(scope, personId)).toEqual(data);
}

const quiet: RotationProgress = {
  onNewKey: () => undefined,
  onUnopened: () => undefined,
  onProgress: () => undefined,
};
const rotate = (progress: Partial<RotationProgress> = {}, as = config) =>
  withOwnerConnection(installation.ownerUrl, (owner) => rotateKey(owner, as, { ...quiet, ...progress }));
const forget = () => withOwnerConnection(installation.ownerUrl, (owner) => forgetOldKeys(owner, config));
const byKey = () => personsByKey(installation.owner);
const keyLines = async () => (await readFile(join(home, 'master-keys'), 'utf8')).trim().split('\n');

describe('a rotation of the master key', () => {
  it('puts every person under a new key, of whom a running server reads each one all the time', async () => {
    const known = await enterMany(40);
    await persons.erase(known[0]!.scope, known[0]!.personId, unrecorded);
    const rest = known.slice(1);
    const [old] = [...(await byKey()).keys()];
    const made: string[] = [];
    const rotation = await rotate({ onNewKey: (id) => made.push(id) });
    expect(rotation).toEqual({ inUse: made[0], rewrapped: 39, opened: 39, unopened: 0 });
    expect(made).not.toContain(old);
    expect(await byKey()).toEqual(new Map([[made[0], 39]]));
    // The same process as before, which had read the old key only.
    await expectAllReadable(rest);
    const later = await enterMany(1);
    expect(await byKey()).toEqual(new Map([[made[0], 40]]));
    await expectAllReadable(later);
  });

  it('keeps the old key until it is told to forget it, and forgets none that is needed', async () => {
    const known = await enterMany(3);
    await rotate();
    expect(await keyLines()).toHaveLength(2);
    const [inUse] = await keyLines();
    expect(await forget()).toHaveLength(1);
    expect(await keyLines()).toEqual([inUse]);
    await expectAllReadable(known);
    expect(await forget()).toEqual([]);
  });

  it('is told to the audit log, as is forgetting', async () => {
    await enterMany(1);
    const { inUse } = await rotate();
    const [forgotten] = await forget();
    const { rows } = await installation.owner.query(
      'select action, target, details from zhendi.audit_entry where tenant_id = 0 order by position',
    );
    expect(rows).toMatchObject([
      {
        action: 'configuration',
        target: 'persons rotate-key',
        details: { inUse, rewrapped: 1, unopened: 0 },
      },
      { action: 'configuration', target: 'persons forget-old-keys', details: { keys: forgotten } },
    ]);
  });

  it('tells of a person who does not open, leaves them as they are, and the key that they may need', async () => {
    const known = await enterMany(3);
    const { personId } = known[0]!;
    await installation.owner.query(
      `update zhendi.person set wrapped_key = set_byte(wrapped_key, 20, get_byte(wrapped_key, 20) # 1) where person_id = $1`,
      [personId],
    );
    const unopened: unknown[] = [];
    const rotation = await rotate({ onUnopened: (one) => unopened.push(one) });
    expect(rotation).toMatchObject({ rewrapped: 2, opened: 2, unopened: 1 });
    expect(unopened).toEqual([expect.objectContaining({ personId, keyMissing: false })]);
    expect(await forget()).toEqual([]);
    await expectAllReadable(known.slice(1));
  });

  it('is not run twice at once', async () => {
    await withOwnerConnection(installation.ownerUrl, async (owner) => {
      const running = 'a rotation of the master key is running';
      let tried = false;
      // At its first statement under the lock.
      const query: SqlClient['query'] = async (statement, values) => {
        if (!tried && !JSON.stringify(statement).includes('try_advisory_lock')) {
          tried = true;
          await expect(rotate()).rejects.toThrow(running);
          await expect(forget()).rejects.toThrow(running);
        }
        return owner.query(statement, values);
      };
      await rotateKey({ query }, config, quiet);
      expect(tried).toBe(true);
    });
  });

  it('goes to the first key of the configuration, where it holds the keys', async () => {
    const [one, two] = ['1a'.repeat(32), '2b'.repeat(32)];
    const before = loadConfig({ ZHENDI_HOME: home, ZHENDI_MASTER_KEY: one });
    const after = loadConfig({ ZHENDI_HOME: home, ZHENDI_MASTER_KEY: `${two},${one}` });
    persons = new Persons(installation.database, masterKeys(before), new ErasureList(join(home, 'erased')));
    const known = await enterMany(3);
    expect(await rotate({}, before)).toMatchObject({ rewrapped: 0, opened: 3 });
    expect(await rotate({}, after)).toMatchObject({ rewrapped: 3, opened: 3 });
    const onlyTwo = loadConfig({ ZHENDI_HOME: home, ZHENDI_MASTER_KEY: two });
    persons = new Persons(installation.database, masterKeys(onlyTwo), new ErasureList(join(home, 'erased')));
    await expectAllReadable(known);
  });
});

describe('a rotation that is killed', () => {
  it('in the middle leaves every person readable, and the next one goes on under the same key', async () => {
    const known = await enterMany(1_200);
    const [old] = [...(await byKey()).keys()];
    const last = known
      .map(({ scope, personId }) => `${String(scope.tenantId).padStart(9)} ${personId}`)
      .sort()[1_100]!;
    // The third page of five hundred waits for this row.
    const release = await installation.hold('select from zhendi.person where person_id = $1 for update', [
      last.slice(-36),
    ]);
    const killed = startZhendi(installation.ownerUrl, ['persons', 'rotate-key'], '', home);
    await until(async () => (await byKey()).get(old!) === 200);
    killed.signal('SIGKILL');
    await killed.ended;
    await release();

    const counts = await byKey();
    expect([counts.size, counts.get(old!)]).toEqual([2, 200]);
    await expectAllReadable(known);

    const made: string[] = [];
    const rotation = await rotate({ onNewKey: (id) => made.push(id) });
    expect([made, rotation.rewrapped, rotation.opened, rotation.unopened]).toEqual([[], 200, 1_200, 0]);
    expect(await byKey()).toEqual(new Map([[rotation.inUse, 1_200]]));
    await expectAllReadable(known);
  });
});
