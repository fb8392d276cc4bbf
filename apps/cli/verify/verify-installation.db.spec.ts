import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { append, chainHash, EventReader, genesisHash } from '../../../libs/event-store/index.ts';
import { headsFile } from '../../../libs/platform/published-heads.ts';
import { anAppend, anEvent } from '../../../libs/testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../../../libs/testing/builders/installation.builder.ts';
import { verifyInstallation } from './verify-installation.ts';

let installation: Installation;
let home: string;
/** Two towns with four events each: 990001100 and 990001101. */
let towns: readonly number[];

beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'zhendi-verify-'));
  await installation.owner.query(
    'set session_replication_role = replica; truncate zhendi.tenant, zhendi.event, zhendi.command cascade; set session_replication_role = origin',
  );
  ({ towns } = await installation.aCounty(2));
  for (const tenantId of towns) {
    for (let i = 1; i <= 4; i++)
      await append(installation.app, anAppend({ tenantId, events: [anEvent({ data: { i } })] }));
  }
});
afterEach(() => rm(home, { recursive: true }));

const TIME = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

async function verify(options: { town?: string; since?: number } = {}) {
  const lines: string[] = [];
  const result = await verifyInstallation(installation.ownerUrl, home, {
    ...options,
    onFault: (line) => lines.push(line.replace(TIME, '<time>').replace(/^99\d+ 第/, '<code> 第')),
  });
  return { ...result, lines };
}

/** What an administrator with all rights does. */
async function tamper(statement: string, values: unknown[] = [towns[0]]): Promise<void> {
  const client = await installation.owner.connect();
  try {
    await client.query('begin; set local session_replication_role = replica');
    await client.query(statement, values);
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** Alters an event and makes all later hashes right again: the chain holds in itself. */
async function rewriteFrom(position: number): Promise<void> {
  const tenantId = towns[0]!;
  await tamper(`update zhendi.event set data = '{"forged": 1}' where tenant_id = $1 and position = $2`, [
    tenantId,
    position,
  ]);
  const { rows } = await installation.owner.query<{ public_id: string }>(
    'select public_id from zhendi.tenant where tenant_id = $1',
    [tenantId],
  );
  let hash = genesisHash(rows[0]!.public_id);
  for (const event of await new EventReader(installation.owner).tenant(tenantId, { limit: 100 })) {
    hash = chainHash(hash, event);
    await tamper(`update zhendi.event set hash = decode($3, 'hex') where tenant_id = $1 and position = $2`, [
      tenantId,
      event.position,
      hash,
    ]);
  }
}

describe('verification of an installation', () => {
  it('finds nothing wrong with what was recorded, and publishes the heads after it', async () => {
    expect(await verify()).toEqual({
      chains: 3,
      events: 8,
      auditEntries: 0,
      publications: 0,
      faults: 0,
      lines: [],
    });
    expect(await verify()).toEqual({
      chains: 3,
      events: 8,
      auditEntries: 0,
      publications: 1,
      faults: 0,
      lines: [],
    });
  });

  it('looks at one town only, from a position on', async () => {
    const { rows } = await installation.owner.query<{ code: string }>(
      'select code from zhendi.tenant where tenant_id = $1',
      [towns[0]],
    );
    const town = rows[0]!.code;
    await tamper(`update zhendi.event set data = '{}' where tenant_id = $1 and position = 2`, [towns[1]]);
    expect(await verify({ town })).toMatchObject({ chains: 1, events: 4, faults: 0 });
    await tamper(`update zhendi.event set data = '{}' where tenant_id = $1 and position = 2`);
    expect(await verify({ town, since: 2 })).toMatchObject({ chains: 1, events: 2, faults: 0 });
    expect(await verify({ town, since: 1 })).toMatchObject({ events: 0, faults: 1 });
    await expect(verify({ town: '999999999' })).rejects.toThrow('there is no town or county 999999999');
  });

  it('names the first fault of each chain, and goes on with the others', async () => {
    await tamper(`update zhendi.event set data = '{}' where tenant_id = $1 and position >= 2`);
    await tamper('delete from zhendi.event where tenant_id = $1 and position = 3', [towns[1]]);
    const { lines, faults, events } = await verify();
    expect(lines).toEqual([
      '<code> 第1镇: position 2 altered: its data was altered',
      '<code> 第2镇: position 3 removed',
    ]);
    expect([faults, events]).toEqual([2, 3]);
  });

  it('publishes nothing while something is wrong', async () => {
    await verify();
    await tamper(`update zhendi.event set data = '{}' where tenant_id = $1 and position = 2`);
    await verify();
    expect((await readFile(headsFile(home), 'utf8')).split('\n')).toHaveLength(2);
  });

  it('notices a chain that was rewritten and holds in itself, between two published heads', async () => {
    await verify();
    for (let i = 0; i < 2; i++) await append(installation.app, anAppend({ tenantId: towns[0]! }));
    await verify();
    await rewriteFrom(6);
    expect((await verify()).lines).toEqual([
      '<code> 第1镇: rewritten between position 5 and 6: position 6 is not the head published at <time>',
    ]);
  });

  it('notices an end that was cut with its receipts, by the published head', async () => {
    await verify();
    await tamper('delete from zhendi.event where tenant_id = $1 and position > 2');
    await tamper('delete from zhendi.command where tenant_id = $1 and last_position > 2');
    expect((await verify()).lines).toEqual([
      '<code> 第1镇: position 4 is gone, cut off or removed: it was the head published at <time>',
    ]);
  });

  it('notices a tenant that is gone with all it had', async () => {
    await verify();
    await tamper('delete from zhendi.event where tenant_id = $1');
    await tamper('delete from zhendi.command where tenant_id = $1');
    await tamper('delete from zhendi.tenant where tenant_id = $1');
    const { lines, faults } = await verify();
    expect(lines[0]).toMatch(/^99\d{7}: the tenant \S{36} is gone or has another public id; .* at <time>$/);
    expect(faults).toBe(1);
  });
});

describe('the publications', () => {
  const published = async () => (await readFile(headsFile(home), 'utf8')).trimEnd().split('\n');
  const republish = (lines: readonly string[]) => writeFile(headsFile(home), `${lines.join('\n')}\n`);

  beforeEach(async () => {
    for (let i = 0; i < 3; i++) await verify();
  });

  it('are noticed when one was altered', async () => {
    const [first, ...others] = await published();
    await republish([first!.replace('"position":4', '"position":3'), ...others]);
    expect((await verify()).lines).toEqual([
      'heads.jsonl line 1: the signature does not fit',
      'heads.jsonl line 2: it does not follow the line before it: lines were removed, added or moved',
    ]);
  });

  it('are noticed when one in between was removed', async () => {
    const [first, , third] = await published();
    await republish([first!, third!]);
    expect((await verify()).lines).toEqual([
      'heads.jsonl line 2: it does not follow the line before it: lines were removed, added or moved',
    ]);
  });

  it('may begin after those that were moved to an archive', async () => {
    await republish((await published()).slice(1));
    expect((await verify()).faults).toBe(0);
  });

  it('are noticed when their key is gone', async () => {
    await rm(join(home, 'heads-key.pub.pem'));
    expect((await verify()).lines[0]).toBe('heads.jsonl line 1: its public key is gone');
  });

  it('do not count what a killed process left unfinished', async () => {
    await appendFile(headsFile(home), '{"heads":');
    expect(await verify()).toMatchObject({ publications: 3, faults: 0 });
  });
});
