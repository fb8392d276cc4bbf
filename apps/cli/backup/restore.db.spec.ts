import { randomUUID } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { append, type Append } from '../../../libs/event-store/index.ts';
import { knownMigrations, prepareDatabase, prepareSchema } from '../../../libs/platform/prepare-database.ts';
import { headsFile } from '../../../libs/platform/published-heads.ts';
import { registerTenants } from '../../../libs/tenancy/index.ts';
import { anAppend, anEvent } from '../../../libs/testing/builders/append.builder.ts';
import { anEmptyDatabase } from '../../../libs/testing/builders/empty-database.builder.ts';
import {
  allRows,
  aMove,
  appendTo,
  endWaitingCopy,
  faultsOf,
  type Move,
} from '../../../libs/testing/builders/move.builder.ts';
import { query } from '../../../libs/testing/test-database.ts';
import { until } from '../../../libs/testing/until.ts';
import { withOwnerConnection } from '../owner-connection.ts';
import { verifyInstallation } from '../verify/verify-installation.ts';
import { backUp } from './back-up.ts';

let move: Move;
let source: Move['source'];
let target: Move['target'];
let folder: Move['folder'];
let file: Move['file'];
let attachments: Move['attachments'];
let restoreFile: Move['restoreFile'];

beforeEach(async () => {
  move = await aMove();
  ({ source, target, folder, file, attachments, restoreFile } = move);
});
afterEach(() => move.close());

describe('a restored backup', () => {
  it('holds every row as it was, whatever it is made of', async () => {
    const { towns } = await source.aCounty(2);
    const odd = { text: '柳湾\t村\n\\.\\N"𠮷', nothing: null, number: 1e-7, deep: [{ ä: true }] };
    const shared = randomUUID();
    for (const tenantId of towns) {
      // Two towns that use the same ids everywhere.
      const event = anEvent({ id: shared, stream: { type: 'project', id: shared }, data: odd });
      await append(source.app, anAppend({ tenantId, commandId: shared, events: [event, anEvent()] }));
    }
    await source.owner.query(
      `insert into zhendi.account (tenant_id, username, password_hash, roles)
       values ($1, 'clerk, of the town', '$argon2id$v=19$x', array['town-clerk', 'x"y'])`,
      [towns[0]],
    );
    const { manifest } = await backUp(source.ownerUrl, file, { store: attachments.store });
    const rows = manifest.tables.filter((table) => table.rows > 0).map((table) => [table.name, table.rows]);
    expect(rows).toEqual([
      // The installation, the county, two towns.
      ['tenant', 4],
      ['account', 1],
      ['event', 4],
      ['command', 2],
    ]);
    expect(manifest.heads.map(({ position }) => position)).toEqual([2, 2]);

    await restoreFile();
    expect(await allRows(target.ownerUrl)).toEqual(await allRows(source.ownerUrl));
    expect(await faultsOf(target.ownerUrl)).toEqual([]);
  });

  it('goes on without a gap: positions, versions, receipts of old commands, numbers of new tenants', async () => {
    const { towns } = await source.aCounty(2);
    const [town, other] = towns as [number, number];
    const stream = { type: 'project', id: randomUUID() };
    const old = anAppend({ tenantId: town, events: [anEvent({ stream }), anEvent({ stream })] });
    const first = await append(source.app, old);
    await backUp(source.ownerUrl, file, { store: attachments.store });
    await restoreFile();

    expect(await appendTo(target.ownerUrl, old)).toEqual({ ...first, outcome: 'repeated' });
    const next = anAppend({
      tenantId: town,
      expectations: [{ stream, version: 2 }],
      events: [anEvent({ stream })],
    });
    expect(await appendTo(target.ownerUrl, next)).toMatchObject({
      outcome: 'appended',
      firstPosition: 3,
    });
    const firstOfOther = anAppend({ tenantId: other });
    expect(await appendTo(target.ownerUrl, firstOfOther)).toMatchObject({ firstPosition: 1 });
    expect(await faultsOf(target.ownerUrl)).toEqual([]);

    const created = await withOwnerConnection(target.ownerUrl, (owner) =>
      registerTenants(owner, { code: '990009', name: '新县' }, []),
    );
    expect(created.tenants.get('990009')!.tenantId).toBe(Math.max(...towns) + 1);
  });

  it('is as of one moment, although others append meanwhile', async () => {
    const { towns } = await source.aCounty(6);
    const acknowledged: Append[] = [];
    let writing = true;
    const writers = towns.map(async (tenantId) => {
      while (writing) {
        const command = anAppend({ tenantId, events: [anEvent(), anEvent(), anEvent()] });
        await append(source.app, command);
        acknowledged.push(command);
      }
    });
    await until(() => acknowledged.length >= 300);
    const before = [...acknowledged];
    await backUp(source.ownerUrl, file, { store: attachments.store });
    const after = acknowledged.length;
    writing = false;
    await Promise.all(writers);
    expect(after).toBeGreaterThan(before.length);

    await restoreFile();
    // Dense, each hash following from the one before it, and each event with its command's receipt.
    expect(await faultsOf(target.ownerUrl)).toEqual([]);
    const receipts = await query<{ id: string }>(
      target.ownerUrl,
      'select command_id as id from zhendi.command',
    );
    const restored = new Set(receipts.map(({ id }) => id));
    expect(before.filter(({ commandId }) => !restored.has(commandId))).toEqual([]);
    const events = await query<{ count: string }>(target.ownerUrl, 'select count(*) from zhendi.event');
    expect(Number(events[0]!.count)).toBe(restored.size * 3);
  });

  it('of an earlier schema is brought up to this one', async () => {
    const early = await anEmptyDatabase();
    const earlier = (await knownMigrations()).slice(0, 4);
    await prepareSchema(early.ownerUrl, earlier);
    await query(
      early.ownerUrl,
      `insert into zhendi.tenant (tenant_id, county_id, level, code, name) overriding system value
       values (7, 7, 'county', '990001', '老县')`,
    );
    // As the program of that schema called it.
    await query(
      early.ownerUrl,
      `select from (select set_config('app.writable_tenants', '7', true) as scope) s,
       lateral zhendi.append(s.scope, '{7}', array[gen_random_uuid()], array['\\x00'::bytea], '{}', '{}', '{}', '{}',
         '{1}', '{project}', array[gen_random_uuid()], array[gen_random_uuid()], '{VenuePlanned}', '{1}', '{"{}"}', '{"{}"}',
         '{2022-03-15}')`,
    );
    const { manifest } = await backUp(early.ownerUrl, file, { store: attachments.store });
    expect(manifest.migrations).toEqual(earlier);

    await restoreFile();
    const restored = await allRows(target.ownerUrl);
    // The installation itself became a tenant later.
    restored['tenant'] = restored['tenant']!.filter((row) => !row.includes('platform'))
      // And what columns a tenant got later is empty.
      .map((row) => row.replace(/,+\)$/, ')'));
    expect(restored).toEqual(await allRows(early.ownerUrl));
    const { rows } = await withOwnerConnection(target.ownerUrl, (owner) =>
      owner.query<{ name: string }>('select name from public.zhendi_migration order by name'),
    );
    expect(rows.map(({ name }) => name)).toEqual(await knownMigrations());
    await early.drop();
  });

  it('that was altered before it was made is restored as it is, and says so', async () => {
    const tenantId = await source.aTown();
    await append(source.app, anAppend({ tenantId, events: [anEvent(), anEvent()] }));
    await query(
      source.ownerUrl,
      `set session_replication_role = replica; update zhendi.event set data = '{}' where position = 2`,
    );
    await backUp(source.ownerUrl, file, { store: attachments.store });
    await restoreFile();
    expect(await faultsOf(target.ownerUrl)).toEqual([
      '990001100 第1镇: position 2 altered: its data was altered',
    ]);
  });
});

describe('published heads', () => {
  it('tell what was recorded after the backup and is lost; the next file of them begins anew', async () => {
    const tenantId = await source.aTown();
    await append(source.app, anAppend({ tenantId, events: [anEvent(), anEvent()] }));
    await backUp(source.ownerUrl, file, { store: attachments.store });
    await append(source.app, anAppend({ tenantId }));
    const home = join(folder, 'home');
    await verifyInstallation(source.ownerUrl, home);

    await restoreFile();
    const told: string[] = [];
    const verify = () => verifyInstallation(target.ownerUrl, home, { onFault: (line) => told.push(line) });
    await verify();
    expect(told).toEqual([
      expect.stringMatching(
        /^990001100 第1镇: position 3 is gone, cut off or removed: it was the head published at .+Z$/,
      ),
    ]);
    await rename(headsFile(home), join(home, 'heads-before-the-loss.jsonl'));
    expect(await verify()).toMatchObject({ faults: 0, events: 2 });
    expect(await verify()).toMatchObject({ faults: 0, publications: 1 });
  });
});

describe('a restore', () => {
  it('changes nothing where just this backup is, and refuses where anything else is', async () => {
    const tenantId = await source.aTown();
    await append(source.app, anAppend({ tenantId }));
    await backUp(source.ownerUrl, file, { store: attachments.store });
    await restoreFile();
    await restoreFile();
    expect(await allRows(target.ownerUrl)).toEqual(await allRows(source.ownerUrl));

    await appendTo(target.ownerUrl, anAppend({ tenantId }));
    const before = await allRows(target.ownerUrl);
    await expect(restoreFile()).rejects.toThrow(
      'it does not hold this backup (tenants: 2, events: 2, folded read models: 0)',
    );
    expect(await allRows(target.ownerUrl)).toEqual(before);
  });

  it('refuses an empty database that is newer than the backup, whose schema it would not fit', async () => {
    const early = await anEmptyDatabase();
    await prepareSchema(early.ownerUrl, (await knownMigrations()).slice(0, 4));
    await query(
      early.ownerUrl,
      `insert into zhendi.tenant (tenant_id, county_id, level, code, name) overriding system value
       values (7, 7, 'county', '990001', '老县')`,
    );
    await backUp(early.ownerUrl, file, { store: attachments.store });
    await early.drop();
    await expect(restoreFile(source.ownerUrl)).rejects.toThrow(
      'this database is empty, but newer than the backup (it has 0005_parking.sql',
    );
  });

  it('refuses a database that events were removed from, but not what was folded from them', async () => {
    await append(source.app, anAppend({ tenantId: await source.aTown() }));
    await backUp(source.ownerUrl, file, { store: attachments.store });
    await prepareDatabase(target.ownerUrl);
    await query(
      target.ownerUrl,
      `insert into zhendi.checkpoint (tenant_id, projection, build, position) values (2, 'venue_card', 1, 9)`,
    );
    await expect(restoreFile()).rejects.toThrow('(tenants: 0, events: 0, folded read models: 1)');
  });

  it('of an installation without anybody gives one without anybody', async () => {
    await backUp(source.ownerUrl, file, { store: attachments.store });
    await restoreFile();
    const { tenant, ...others } = await allRows(target.ownerUrl);
    expect(tenant).toEqual([expect.stringContaining('platform')]);
    expect(Object.values(others).flat()).toEqual([]);
  });

  it('that loses its connection fails, and leaves nothing that the next one minds', async () => {
    await append(source.app, anAppend({ tenantId: await source.aTown() }));
    await backUp(source.ownerUrl, file, { store: attachments.store });
    await prepareDatabase(target.ownerUrl);
    await query(
      target.ownerUrl,
      `create function wait() returns trigger language plpgsql as
         $$ begin perform pg_advisory_xact_lock(1); return new; end $$;
       create trigger waits before insert on zhendi.event for each row execute function wait()`,
    );
    await withOwnerConnection(target.ownerUrl, async (holder) => {
      await holder.query('select pg_advisory_lock(1)');
      await Promise.all([
        expect(restoreFile()).rejects.toThrow(/terminat|connection/i),
        endWaitingCopy(target.ownerUrl),
      ]);
    });
    await query(target.ownerUrl, 'drop trigger waits on zhendi.event');

    await restoreFile();
    expect(await allRows(target.ownerUrl)).toEqual(await allRows(source.ownerUrl));
  });

  it('goes into a database that is prepared and empty', async () => {
    await append(source.app, anAppend({ tenantId: await source.aTown() }));
    await backUp(source.ownerUrl, file, { store: attachments.store });
    await prepareDatabase(target.ownerUrl);
    await restoreFile();
    expect(await allRows(target.ownerUrl)).toEqual(await allRows(source.ownerUrl));
  });
});
