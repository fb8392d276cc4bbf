import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { auditGenesis, auditHash, auditHistory, AuditLog } from '../../../libs/tenancy/index.ts';
import { anAuditEntry } from '../../../libs/testing/builders/audit.builder.ts';
import { anInstallation, type Installation } from '../../../libs/testing/builders/installation.builder.ts';
import { verifyInstallation } from '../verify/verify-installation.ts';

let installation: Installation;
let home: string;
/** A town with five entries, and its neighbour with one. */
let town: number;
let neighbour: number;

beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'zhendi-audit-'));
  await installation.owner.query(
    'set session_replication_role = replica; truncate zhendi.tenant, zhendi.audit_entry cascade; set session_replication_role = origin',
  );
  [town, neighbour] = (await installation.aCounty(2)).towns as [number, number];
  const log = new AuditLog(installation.database);
  for (let i = 1; i <= 5; i++) await log.record(anAuditEntry({ tenantId: town, details: { i } }));
  await log.record(anAuditEntry({ tenantId: neighbour }));
});
afterEach(() => rm(home, { recursive: true }));

const TIME = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

async function verify() {
  const lines: string[] = [];
  const result = await verifyInstallation(installation.ownerUrl, home, {
    onFault: (line) => lines.push(line.replace(TIME, '<time>').replace(/^99\d+ 第/, '<code> 第')),
  });
  return { ...result, lines };
}

/** What an administrator with all rights does. */
async function tamper(statement: string, values: unknown[] = [town]): Promise<void> {
  const client = await installation.owner.connect();
  try {
    await client.query('begin; set local session_replication_role = replica');
    await client.query(statement, values);
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** Makes all hashes right again after something was altered: the chain holds in itself. */
async function rehash(): Promise<void> {
  const { rows } = await installation.owner.query<{ public_id: string }>(
    'select public_id from zhendi.tenant where tenant_id = $1',
    [town],
  );
  let hash = auditGenesis(rows[0]!.public_id);
  for await (const entry of auditHistory(installation.owner, town, { upTo: 100 })) {
    hash = auditHash(hash, entry);
    await tamper(
      `update zhendi.audit_entry set hash = decode($3, 'hex') where tenant_id = $1 and position = $2`,
      [town, entry.position, hash],
    );
  }
}

describe('verification of the audit log', () => {
  it('finds nothing wrong with what was recorded', async () => {
    expect(await verify()).toMatchObject({ auditEntries: 6, faults: 0, lines: [] });
  });

  const columns = {
    recorded_at: `recorded_at + interval '1 microsecond'`,
    action: `'sign-out'`,
    outcome: `'refused'`,
    actor: 'null',
    username: `'somebody else'`,
    role: `'operator'`,
    address: `'192.0.2.8'`,
    target: `''`,
    details: `'{"i": 3.5}'`,
    correlation_id: 'null',
  };
  it.each(Object.entries(columns))('names the entry whose %s was altered', async (column, value) => {
    await tamper(`update zhendi.audit_entry set ${column} = ${value} where tenant_id = $1 and position = 3`);
    expect((await verify()).lines).toEqual(['<code> 第1镇: audit log: position 3 altered']);
  });

  it('names the entry whose hash was altered', async () => {
    await tamper(`update zhendi.audit_entry set hash = '\\x00' where tenant_id = $1 and position = 3`);
    expect((await verify()).lines).toEqual([
      '<code> 第1镇: audit log: position 3 altered: its stored hash; the entry itself is as it was recorded',
    ]);
  });

  it('names what was removed, whether a gap is left or not', async () => {
    await tamper('delete from zhendi.audit_entry where tenant_id = $1 and position in (2, 3)');
    expect((await verify()).lines).toEqual(['<code> 第1镇: audit log: positions 2 to 3 removed']);
    await tamper(
      'update zhendi.audit_entry set position = position - 2 where tenant_id = $1 and position > 3',
    );
    expect((await verify()).lines).toEqual(['<code> 第1镇: audit log: positions 2 to 3 removed']);
  });

  it('names what was put in between', async () => {
    const insert = `insert into zhendi.audit_entry
      select tenant_id, 3, recorded_at, 'export', outcome, actor, username, role, address, target, details, correlation_id, hash
      from zhendi.audit_entry where tenant_id = $1 and position = 6`;
    await tamper(
      'update zhendi.audit_entry set position = position + 10 where tenant_id = $1 and position > 2',
    );
    await tamper(
      'update zhendi.audit_entry set position = position - 9 where tenant_id = $1 and position > 12',
    );
    await tamper(insert);
    expect((await verify()).lines).toEqual([
      '<code> 第1镇: audit log: position 3 inserted: not recorded there',
    ]);
  });

  it('names the first of two that changed places', async () => {
    await tamper(
      `update zhendi.audit_entry set position = case position when 2 then 40 when 4 then 20 end
       where tenant_id = $1 and position in (2, 4)`,
    );
    await tamper(
      'update zhendi.audit_entry set position = position / 10 where tenant_id = $1 and position > 9',
    );
    expect((await verify()).lines).toEqual([
      '<code> 第1镇: audit log: position 2 reordered: the entry that was recorded there stands at position 4',
    ]);
  });

  it('finds the first entry wrong that was another tenant’s', async () => {
    await tamper('delete from zhendi.audit_entry where tenant_id = $1', [neighbour]);
    await tamper(`update zhendi.audit_entry set tenant_id = $2 where tenant_id = $1 and position = 1`, [
      town,
      neighbour,
    ]);
    expect((await verify()).lines).toEqual([
      '<code> 第1镇: audit log: position 1 removed',
      '<code> 第2镇: audit log: position 1 altered',
    ]);
  });

  it('notices an end that was cut off, by the published head', async () => {
    await verify();
    await tamper('delete from zhendi.audit_entry where tenant_id = $1 and position > 3');
    expect((await verify()).lines).toEqual([
      '<code> 第1镇: audit log: position 5 is gone, cut off or removed: it was the head published at <time>',
    ]);
  });

  it('notices a log that was rewritten and holds in itself, by the published head', async () => {
    await verify();
    await tamper(`update zhendi.audit_entry set username = 'nobody' where tenant_id = $1 and position = 2`);
    await rehash();
    expect((await verify()).lines).toEqual([
      '<code> 第1镇: audit log: rewritten between position 1 and 5: position 5 is not the head published at <time>',
    ]);
  });

  it('notices a log that was removed as a whole', async () => {
    await verify();
    await tamper('delete from zhendi.audit_entry where tenant_id = $1');
    expect((await verify()).faults).toBe(1);
  });
});
