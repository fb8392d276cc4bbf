import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { explainEverything, PlanRecorder } from '../testing/query-plans.ts';
import { readAuditPage, type AuditCursor, type AuditFilter } from './audit-reader.ts';
import { createAppPool } from './pool.ts';
import { makeScope } from './scope.ts';
import { TenantDatabase } from './tenant-database.ts';

const TOWNS = 11;
const OF_A_TOWN = 20_000;
const LIMIT = 100;

let installation: Installation;
let pool: pg.Pool;
let recorder: PlanRecorder;
let database: TenantDatabase;
let tenants: number[];

beforeAll(async () => {
  installation = await anInstallation();
  const { tenantId, towns } = await installation.aCounty(TOWNS);
  tenants = [tenantId, ...towns];
  const foreign = await installation.aTown();
  // One entry a second in turn, every thousandth of a town an export; some at the same microsecond in all of them.
  await installation.owner.query(
    `insert into zhendi.audit_entry (tenant_id, position, recorded_at, action, outcome, actor, username, role, address,
       target, details, correlation_id, hash)
     select t, p, '2026-01-01T00:00:00Z'::timestamptz + p * interval '10 seconds',
       case when p % 1000 = 7 then 'export' else 'request' end, case when p % 2 = 0 then 'done' else 'refused' end,
       md5('actor ' || p % 50)::uuid, 'user-' || p % 50, 'town-clerk', '192.0.2.7', 'GET /api/v1/towns/:townCode/events',
       '{"status": 403, "code": "permission.denied"}', md5('request ' || p), sha256(int8send(p))
     from unnest($1::integer[]) t cross join generate_series(1, $2::integer) p`,
    [[...tenants, foreign], OF_A_TOWN],
  );
  await explainEverything(installation.ownerUrl);
  pool = createAppPool({ url: installation.appUrl, max: 2, onError: () => undefined });
  recorder = new PlanRecorder(pool);
  database = new TenantDatabase(pool);
});
afterAll(async () => {
  await pool.end();
  await installation.close();
});

const read = (filter: AuditFilter, after?: AuditCursor, limit = LIMIT, of = tenants) =>
  database.withTenant(makeScope({ tenantId: tenants[0]!, readable: tenants, access: 'read' }), (db) =>
    readAuditPage(db, of, filter, { after, limit }),
  );

describe('the audit log of a county', () => {
  it('is read page by page, the latest first, each entry once, over towns that recorded at the same moment', async () => {
    const seen: string[] = [];
    let after: AuditCursor | undefined;
    const filter = { from: '2026-01-01T00:00:00Z', before: '2026-01-01T00:10:00Z' };
    for (;;) {
      const page = await read(filter, after, 50);
      seen.push(...page.map(({ recordedAt, tenantId }) => `${recordedAt} ${tenantId}`));
      if (page.length < 50) break;
      after = page.at(-1);
    }
    // Ten minutes hold the positions 1 to 59 of each of twelve tenants.
    expect(seen).toHaveLength(59 * 12);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.map((line) => line.slice(0, 27))).toEqual(
      seen
        .map((line) => line.slice(0, 27))
        .sort()
        .reverse(),
    );
  });

  it('shows nothing of a tenant that is not in the scope', async () => {
    const foreign = [Math.max(...tenants) + 2];
    expect(await read({}, undefined, 10, foreign)).toEqual([]);
  });

  it('is narrowed by action, person, outcome and days', async () => {
    const exports = await read({ action: 'export', outcome: 'refused' }, undefined, 10_000);
    expect(exports).toHaveLength((OF_A_TOWN / 1_000) * 12);
    const one = await read({ username: 'user-7', action: 'export' }, undefined, 10_000);
    expect(one.length).toBe(exports.length);
    expect(await read({ username: 'user-7', action: 'export', outcome: 'done' })).toEqual([]);
    expect(await read({ before: '2026-01-01T00:00:00Z' })).toEqual([]);
  });
});

describe('a page of 240,000 entries', () => {
  const cases: [string, AuditFilter, string][] = [
    ['of all', {}, 'audit_entry_recorded'],
    [
      'of some days',
      { from: '2026-01-01T10:00:00Z', before: '2026-01-02T00:00:00Z' },
      'audit_entry_recorded',
    ],
    ['of one action', { action: 'export' }, 'audit_entry_action'],
    ['of one person', { username: 'user-3' }, 'audit_entry_username'],
    ['of one person who did nothing', { username: 'nobody' }, 'audit_entry_username'],
  ];
  it.each(cases)(
    '%s reads hardly more entries than the page of each tenant has',
    async (_, filter, index) => {
      for (const statistics of [false, true]) {
        if (statistics) await installation.owner.query('analyze zhendi.audit_entry');
        const plans = await recorder.of(async () => {
          const page = await read(filter);
          if (page.length === LIMIT) await read(filter, page.at(-1));
        });
        const pages = plans.filter(({ statement }) => statement.includes('audit_entry'));
        expect(pages.length).toBeGreaterThan(0);
        for (const { scans, rowsRead } of pages) {
          expect(new Set(scans)).toEqual(new Set([`Index Scan on audit_entry by ${index}`]));
          // Besides a page of each tenant those of the last page's very moment.
          expect(rowsRead).toBeLessThanOrEqual(12 * (LIMIT + 1));
        }
      }
    },
  );
});
