import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FileAttachmentStore, UploadDrafts } from '../../../libs/attachments/index.ts';
import { append, type Append } from '../../../libs/event-store/index.ts';
import { projections } from '../../../libs/features/read-models.ts';
import { CatchUp } from '../../../libs/projections/index.ts';
import {
  changeStatus,
  administrationScope,
  PLATFORM_TENANT,
  registerTenants,
  renameTenant,
} from '../../../libs/tenancy/index.ts';
import { anAppend } from '../../../libs/testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../../../libs/testing/builders/installation.builder.ts';
import { aTownLife } from '../../../libs/testing/builders/town-life.builder.ts';
import { faultsOf } from '../../../libs/testing/builders/move.builder.ts';
import { until } from '../../../libs/testing/until.ts';
import type { AttachmentFiles } from '../attachments/keep-contents.ts';
import { exportTenant } from './export-tenant.ts';
import { importTenant } from './import-tenant.ts';
import { CONTENTS, FILES } from './manifest.ts';

let source: Installation;
let target: Installation;
let home: string;
/** Of the source's town; the target has the county, and none of its towns. */
let code: string;
let tenantId: number;
let commands: Append[];
let folder: string;
let imports = 0;
/** The attachments' contents of the source, and of the target. */
let kept: AttachmentFiles;
let brought: AttachmentFiles;

beforeAll(async () => {
  [source, target] = [await anInstallation(), await anInstallation()];
  home = await mkdtemp(join(tmpdir(), 'zhendi-home-'));
  [kept, brought] = [filesIn('source'), filesIn('target')];
});
afterAll(async () => {
  await Promise.all([source.close(), target.close()]);
  await rm(home, { recursive: true });
});

beforeEach(async () => {
  const county = await source.aCounty(1);
  await registerTenants(target.owner, { code: county.code, name: '某县' }, []);
  tenantId = county.towns[0]!;
  code = `${county.code}100`;
  folder = join(home, `export-${++imports}`);
  const life = aTownLife(400);
  const half = Math.floor(life.length / 2);
  commands = [life.slice(0, half), life.slice(half)].map((events) => anAppend({ tenantId, events }));
  for (const command of commands) await append(source.app, command);
});

function filesIn(name: string): AttachmentFiles {
  const root = join(home, name);
  return { store: new FileAttachmentStore(root), drafts: new UploadDrafts(root) };
}

const audit = {
  tenantId: PLATFORM_TENANT,
  actor: null,
  username: 'operator',
  role: 'operator',
  address: null,
  correlationId: null,
};
const exporting = () => exportTenant({ ownerUrl: source.ownerUrl, home, store: kept.store, code, folder });
const importing = (keyFile?: string) =>
  importTenant({ ownerUrl: target.ownerUrl, folder, files: brought, keyFile, audit });

async function rows(installation: Installation, table: string, of: number): Promise<unknown[]> {
  const found = await installation.owner.query<{ row: { tenant_id: number } }>(
    `select to_jsonb(t) as row from zhendi.${table} t where tenant_id = $1`,
    [of],
  );
  return found.rows.map(({ row: { tenant_id: _, ...row } }) => JSON.stringify(row)).sort();
}

async function arrived(): Promise<{ tenant_id: number; status: string } | undefined> {
  const found = await target.owner.query<{ tenant_id: number; status: string }>(
    'select tenant_id, status from zhendi.tenant where code = $1',
    [code],
  );
  return found.rows[0];
}

async function change(file: string, by: (text: string) => string): Promise<void> {
  const path = join(folder, file);
  await writeFile(path, by(await readFile(path, 'utf8')));
}

describe('an export', () => {
  it('is five files and a folder that nobody else may read', async () => {
    await exporting();
    expect((await readdir(folder)).sort()).toEqual([...Object.values(FILES), CONTENTS].sort());
    for (const path of [folder, join(folder, CONTENTS)]) expect((await stat(path)).mode & 0o777).toBe(0o700);
    for (const file of Object.values(FILES))
      expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
  });

  it('is verified by the lines of the hash chain’s own document, and by the head in its manifest', async () => {
    const { head, tenant } = await exporting();
    const document = readFileSync(new URL('../../../docs/hash-chain.md', import.meta.url), 'utf8');
    const program = join(home, 'verify.mjs');
    await writeFile(program, /```js\n([^]*?)```/.exec(document)![1]!);
    const run = () =>
      spawnSync(process.execPath, [program, tenant.publicId], {
        input: readFileSync(join(folder, FILES.events)),
        env: { NODE_OPTIONS: '' },
      });
    expect(run().stdout.toString()).toBe(`${head.position} events, head ${head.hash}\n`);
    await change(FILES.events, (text) => text.replace('村990101100200', '村990101100201'));
    expect(run().status).not.toBe(0);
  });

  it('of an altered history is refused, and nothing is left', async () => {
    const client = await source.owner.connect();
    await client.query('begin; set local session_replication_role = replica');
    await client.query(
      `update zhendi.event set occurred_on = '1999-01-01' where tenant_id = $1 and position = 3`,
      [tenantId],
    );
    await client.query('commit');
    client.release();
    await expect(exporting()).rejects.toThrow('position 3 is not what was recorded');
    expect((await readdir(home)).filter((name) => name.includes(`export-${imports}`))).toEqual([]);
  });

  it('is of one moment: what is recorded meanwhile is not in it', async () => {
    const release = await source.hold('lock table zhendi.tenant_name in access exclusive mode', []);
    const begun = exporting();
    await until(async () => {
      const { rows: waiting } = await source.owner.query(
        `select from pg_stat_activity
         where datname = current_database() and query like '%tenant_name%' and wait_event_type = 'Lock'`,
      );
      return waiting.length > 0;
    });
    await append(source.app, anAppend({ tenantId }));
    await release();
    const { head, receipts } = await begun;
    expect([head.position, receipts.count]).toEqual([commands.flatMap(({ events }) => events).length, 2]);
  });

  it('does not overwrite a folder, and names a code that nobody has', async () => {
    await exporting();
    await expect(exporting()).rejects.toThrow('is there already');
    const other = join(home, 'nobody');
    await expect(
      exportTenant({ ownerUrl: source.ownerUrl, home, store: kept.store, code: '999999999', folder: other }),
    ).rejects.toThrow('there is no county or town 999999999');
    expect(existsSync(other)).toBe(false);
  });
});

describe('an imported tenant', () => {
  it('has its events, receipts, names and digests exactly as they were', async () => {
    await source.database.withTenant(administrationScope([tenantId]), (db) =>
      renameTenant(db, tenantId, { code, name: '河口镇', validFrom: '2024-01-01' }),
    );
    await exporting();
    const { manifest, fingerprint } = await importing();
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    const { tenant_id: here } = (await arrived())!;
    for (const table of ['event', 'command', 'tenant_name'])
      expect(await rows(target, table, here)).toEqual(await rows(source, table, tenantId));
    expect(manifest.tenant.name).toBe('河口镇');
    expect(await faultsOf(target.ownerUrl)).toEqual([]);
  });

  it('goes on after its last event, and answers a repeated command as before', async () => {
    const { head } = await exporting();
    await importing();
    const { tenant_id: here } = (await arrived())!;
    expect(await append(target.app, { ...commands[1]!, tenantId: here })).toMatchObject({
      outcome: 'repeated',
      lastPosition: head.position,
    });
    expect(await append(target.app, anAppend({ tenantId: here }))).toMatchObject({
      outcome: 'appended',
      firstPosition: head.position + 1,
    });
    expect(await faultsOf(target.ownerUrl)).toEqual([]);
  });

  it('has its read models from the worker, as everybody else', async () => {
    await exporting();
    await importing();
    const { tenant_id: here } = (await arrived())!;
    const table = `read_model.venue_card_b${
      (
        await target.owner.query<{ build: number }>(
          `select build from zhendi.projection_build where name = 'venue_card' and state = 'live'`,
        )
      ).rows[0]!.build
    }`;
    const cards = async (installation: Installation, of: number) => {
      await new CatchUp(installation.database, projections).tenant(of);
      const { rows: found } = await installation.owner.query<{ row: object }>(
        `select to_jsonb(c) - 'tenant_id' as row from ${table} c where tenant_id = $1 order by venue_id`,
        [of],
      );
      return found;
    };
    expect(await cards(target, here)).toEqual(await cards(source, tenantId));
  });

  it('is as suspended or closed as it was', async () => {
    await source.database.withTenant(administrationScope([tenantId]), (db) =>
      changeStatus(db, tenantId, 'closed'),
    );
    await exporting();
    await importing();
    expect((await arrived())!.status).toBe('closed');
  });

  it('may be one without any event', async () => {
    const county = await source.aCounty(1);
    await registerTenants(target.owner, { code: county.code, name: '某县' }, []);
    code = `${county.code}100`;
    expect((await exporting()).head.position).toBe(0);
    await importing();
    expect(await arrived()).toBeDefined();
  });

  it('may be a county, with its towns after it', async () => {
    const county = await source.aCounty(1);
    const town = { code: `${county.code}100`, folder: join(home, `town-${randomUUID()}`) };
    const options = { ownerUrl: source.ownerUrl, home, store: kept.store };
    await exportTenant({ ...options, code: county.code, folder });
    await exportTenant({ ...options, ...town });
    const importFrom = (from: string) =>
      importTenant({ ownerUrl: target.ownerUrl, folder: from, files: brought, audit });
    await expect(importFrom(town.folder)).rejects.toThrow(/the county \d{6} .+ is not here/);
    await importFrom(folder);
    await importFrom(town.folder);
    code = town.code;
    expect(await arrived()).toBeDefined();
  });
});

describe('an import', () => {
  it('of a tenant that is here is refused', async () => {
    await exporting();
    await importing();
    await expect(importing()).rejects.toThrow(`${code} 第1镇 is here already`);
  });

  it.each([
    [
      'an altered event',
      FILES.events,
      (text: string) => text.replace('"房屋陈旧"', '"房屋倒塌"'),
      /events.jsonl line \d+: position \d+ is not what was recorded/,
    ],
    [
      'a removed event',
      FILES.events,
      (text: string) => text.split('\n').toSpliced(4, 1).join('\n'),
      /events.jsonl line 5: position 6 stands where 5 belongs/,
    ],
    [
      'a line that is none',
      FILES.events,
      (text: string) => text.replace(/\n.*\n/, '\n{"position":2,\n'),
      /events.jsonl line 2: it is no JSON/,
    ],
    [
      'a field too many',
      FILES.events,
      (text: string) => text.replace('{"position":1,', '{"position":1,"note":"x",'),
      /events.jsonl line 1: /,
    ],
    [
      'events cut off at the end',
      FILES.events,
      (text: string) => text.split('\n').toSpliced(-3, 2).join('\n'),
      /events.jsonl ends at position \d+/,
    ],
    [
      'an altered receipt',
      FILES.receipts,
      (text: string) => text.replace('"firstPosition":1,', '"firstPosition":2,'),
      /receipts.jsonl is not the file/,
    ],
    [
      'a receipt of positions that there are not',
      FILES.receipts,
      (text: string) => text.replace(/"lastPosition":\d+/, '"lastPosition":99999'),
      /receipts.jsonl line \d+: there are no positions/,
    ],
    [
      'an altered manifest',
      FILES.manifest,
      (text: string) => text.replace('第1镇', '第2镇'),
      /manifest.json: it was not signed with this key/,
    ],
    ['no manifest', FILES.manifest, () => '[]', /manifest.json: it is no JSON object/],
  ])('of %s names it, and nothing is kept', async (_, file, by, message) => {
    await exporting();
    await change(file, by);
    await expect(importing()).rejects.toThrow(message);
    expect(await arrived()).toBeUndefined();
  });

  it('that is to be from another installation is refused', async () => {
    const others = await mkdtemp(join(tmpdir(), 'zhendi-home-'));
    await exportTenant({
      ownerUrl: source.ownerUrl,
      home: others,
      store: kept.store,
      code,
      folder: join(others, 'export'),
    });
    await exporting();
    await expect(importing(join(others, 'heads-key.pub.pem'))).rejects.toThrow('not signed with this key');
    await importing(join(home, 'heads-key.pub.pem'));
    await rm(others, { recursive: true });
  });

  it('ended in the middle leaves nothing, and is done when it is begun again', async () => {
    await exporting();
    // Held at its last statement: all rows are there, nothing is committed.
    const release = await target.hold('select pg_advisory_xact_lock(20260807, $1)', [PLATFORM_TENANT]);
    const first = importing().catch((error: Error) => error);
    await until(async () => {
      const { rows: ended } = await target.owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and query like '%record_audit%' and wait_event_type = 'Lock'`,
      );
      return ended.length > 0;
    });
    expect(await first).toBeInstanceOf(Error);
    await release();
    expect(await arrived()).toBeUndefined();
    await importing();
    expect(await arrived()).toBeDefined();
  });

  it('is in the audit log of the installation and of the county', async () => {
    await exporting();
    await importing();
    const { rows: entries } = await target.owner.query<object>(
      `select action, outcome, username, level from zhendi.audit_entry join zhendi.tenant using (tenant_id)
       where target = $1 order by tenant_id`,
      [code],
    );
    const entry = { action: 'tenant.import', outcome: 'done', username: 'operator' };
    expect(entries).toEqual([
      { ...entry, level: 'platform' },
      { ...entry, level: 'county' },
    ]);
  });
});
