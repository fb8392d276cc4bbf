import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAuditEntry } from '../testing/builders/audit.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { AuditLog, recordAudit } from './audit-log.ts';

let installation: Installation;
let log: AuditLog;
beforeAll(async () => {
  installation = await anInstallation();
  log = new AuditLog(installation.database);
});
afterAll(() => installation.close());

interface Row {
  tenant_id: number;
  position: number;
  recorded_at: string;
  action: string;
  details: unknown;
  hash: string;
}

const COLUMNS = `tenant_id, position, action, outcome, actor, username, role, address, target, details, correlation_id,
  to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as recorded_at, encode(hash, 'hex') as hash`;

async function entriesOf(tenantId: number): Promise<Row[]> {
  const { rows } = await installation.owner.query<Row>(
    `select ${COLUMNS} from zhendi.audit_entry where tenant_id = $1 order by position`,
    [tenantId],
  );
  return rows;
}

describe('the audit log', () => {
  it('holds an entry as it was given, at the next position of its tenant, once it is recorded', async () => {
    const [one, other] = [await installation.aTown(), await installation.aTown()];
    await log.record(
      anAuditEntry({ tenantId: one, details: { zweites: 2, erstes: 'ä\n', kein: null, ja: true } }),
    );
    await log.record(anAuditEntry({ tenantId: one, action: 'sign-out', actor: null, outcome: 'refused' }));
    await log.record(anAuditEntry({ tenantId: other }));
    expect(await entriesOf(one)).toMatchObject([
      {
        position: 1,
        action: 'sign-in',
        outcome: 'done',
        actor: '70d99b6e-80c7-4569-b053-2e47580993df',
        username: '王"书记\\',
        role: 'town-clerk',
        address: '192.0.2.7',
        target: null,
        details: { zweites: 2, erstes: 'ä\n', kein: null, ja: true },
        correlation_id: 'req-1',
      },
      { position: 2, action: 'sign-out', outcome: 'refused', actor: null },
    ]);
    expect(await entriesOf(other)).toMatchObject([{ position: 1 }]);
  });

  it('is a chain of SHA-256 over the bytes that the document gives, from a beginning of its own', async () => {
    const tenantId = await installation.aTown();
    await log.record(anAuditEntry({ tenantId, details: { b: 1, a: '二' } }));
    await log.record(anAuditEntry({ tenantId, username: null, target: 'x' }));
    const { rows } = await installation.owner.query<{ public_id: string }>(
      'select public_id from zhendi.tenant where tenant_id = $1',
      [tenantId],
    );
    const [first, second] = await entriesOf(tenantId);
    const actor = '"70d99b6e-80c7-4569-b053-2e47580993df"';
    const bytes = [
      `[1,"${first!.recorded_at}","sign-in","done",${actor},"王\\"书记\\\\","town-clerk","192.0.2.7",null,{"a":"二","b":1},"req-1"]`,
      `[2,"${second!.recorded_at}","sign-in","done",${actor},null,"town-clerk","192.0.2.7","x",{},"req-1"]`,
    ];
    const genesis = createHash('sha256').update(`zhendi/audit/1/${rows[0]!.public_id}`).digest();
    const one = createHash('sha256').update(genesis).update(bytes[0]!).digest();
    const two = createHash('sha256').update(one).update(bytes[1]!).digest();
    expect([first!.hash, second!.hash]).toEqual([one.toString('hex'), two.toString('hex')]);
  });

  it('has no gap, and no clock that runs back, when twenty record for the same tenants at once', async () => {
    const { towns } = await installation.aCounty(2);
    await Promise.all(
      Array.from({ length: 20 }, async (_, writer) => {
        for (let i = 0; i < 5; i++) {
          // In both orders, as two transactions might name them.
          const order = writer % 2 === 0 ? towns : [...towns].reverse();
          await installation.database.withSystem((db) =>
            recordAudit(
              db,
              order.map((tenantId) => anAuditEntry({ tenantId, details: { writer, i } })),
            ),
          );
        }
      }),
    );
    for (const tenantId of towns) {
      const entries = await entriesOf(tenantId);
      expect(entries.map(({ position }) => position)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
      expect(entries.map((e) => e.recorded_at)).toEqual(entries.map((e) => e.recorded_at).sort());
      expect(new Set(entries.map(({ details }) => JSON.stringify(details))).size).toBe(100);
    }
  });

  it('keeps nothing of a transaction that fails afterwards', async () => {
    const tenantId = await installation.aTown();
    await expect(
      installation.database.withSystem(async (db) => {
        await recordAudit(db, [anAuditEntry({ tenantId })]);
        throw new Error('the account could not be changed');
      }),
    ).rejects.toThrow('the account could not be changed');
    expect(await entriesOf(tenantId)).toEqual([]);
  });

  it('refuses a tenant that is not there, an outcome that is none, and more than fits', async () => {
    const tenantId = await installation.aTown();
    await expect(log.record(anAuditEntry({ tenantId: 99_999 }))).rejects.toThrow('there is no tenant 99999');
    await expect(log.record(anAuditEntry({ tenantId, outcome: 'maybe' as 'done' }))).rejects.toThrow(
      /outcome/,
    );
    await expect(log.record(anAuditEntry({ tenantId, target: 'x'.repeat(9_000) }))).rejects.toThrow(
      /8192 bytes/,
    );
    expect(await entriesOf(tenantId)).toEqual([]);
  });
});

describe("the app's role", () => {
  it('sees the entries of the tenants in its scope, and adds, changes and removes none itself', async () => {
    const tenantId = await installation.aTown();
    await log.record(anAuditEntry({ tenantId }));
    const { rows } = await installation.app.query('select from zhendi.audit_entry');
    expect(rows).toHaveLength(0);
    for (const statement of [
      `insert into zhendi.audit_entry (tenant_id, position, recorded_at, action, outcome, details, hash)
       values (${tenantId}, 2, now(), 'sign-in', 'done', '{}', '')`,
      `update zhendi.audit_entry set action = 'sign-out'`,
      'delete from zhendi.audit_entry',
      'truncate zhendi.audit_entry',
      'select from zhendi.audit_archive',
    ]) {
      await expect(installation.app.query(statement)).rejects.toThrow('permission denied');
    }
  });
});

describe("the tables' owner", () => {
  it('neither changes nor removes what is recorded', async () => {
    const tenantId = await installation.aTown();
    await log.record(anAuditEntry({ tenantId }));
    for (const statement of [
      `update zhendi.audit_entry set action = 'sign-out'`,
      'truncate zhendi.audit_entry',
      'truncate zhendi.audit_archive',
    ]) {
      await expect(installation.owner.query(statement)).rejects.toThrow('the audit log is only added to');
    }
    await expect(installation.owner.query('delete from zhendi.audit_entry')).rejects.toThrow(
      'an entry of the audit log is removed only after six months, once it is archived',
    );
  });
});
