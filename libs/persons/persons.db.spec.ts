import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectionScope, type TenantScope } from '../tenancy/index.ts';
import { makeScope } from '../tenancy/scope.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { ErasureList, keptPersons, masterKey, MasterKeys, Persons } from './index.ts';

let installation: Installation;
let folder: string;
let persons: Persons;
let one: TenantScope;
let other: TenantScope;
const keys = [randomBytes(32)];

beforeAll(async () => {
  installation = await anInstallation();
  folder = await mkdtemp(join(tmpdir(), 'zhendi-persons-'));
  persons = personsWith(keys);
  const { towns } = await installation.aCounty(2);
  [one, other] = towns.map(projectionScope) as [TenantScope, TenantScope];
});
afterAll(async () => {
  await installation.close();
  await rm(folder, { recursive: true });
});

const list = () => join(folder, 'erased-persons.jsonl');
const personsWith = (masterKeys: readonly Uint8Array[]) =>
  new Persons(
    installation.database,
    new MasterKeys(() => Promise.resolve(masterKeys)),
    new ErasureList(list()),
  );

const unrecorded = () => Promise.resolve();

const wang = { name: '王建国', phone: '13812341234' };
const li = { name: '李秀英', phone: null };

async function entered(scope: TenantScope, data: { name: string; phone: string | null }): Promise<string> {
  const personId = randomUUID();
  await persons.enter(scope, personId, data, unrecorded);
  return personId;
}

async function rowOf(personId: string): Promise<Record<string, unknown>> {
  const { rows } = await installation.owner.query<Record<string, unknown>>(
    'select * from zhendi.person where person_id = $1',
    [personId],
  );
  return rows[0]!;
}

describe('a person of a town', () => {
  it('is read as entered, with or without a phone number', async () => {
    const [first, second] = [await entered(one, wang), await entered(one, li)];
    expect(await persons.reveal(one, first)).toEqual(wang);
    expect(await persons.list(one, [first, second])).toEqual(
      [
        { personId: first, state: 'kept', ...wang },
        { personId: second, state: 'kept', ...li },
      ].sort((a, b) => (a.personId < b.personId ? -1 : 1)),
    );
  });

  it('entered again under the same id is the same, and another one is refused', async () => {
    const personId = await entered(one, wang);
    const before = await rowOf(personId);
    await persons.enter(one, personId, wang, unrecorded);
    await expect(persons.enter(one, personId, li, unrecorded)).rejects.toMatchObject({ reason: 'exists' });
    expect(await rowOf(personId)).toEqual(before);
  });

  it('entered by several at once is there once', async () => {
    const personId = randomUUID();
    await Promise.all(Array.from({ length: 8 }, () => persons.enter(one, personId, wang, unrecorded)));
    expect(await persons.reveal(one, personId)).toEqual(wang);
  });

  it('is put right in part, by two at once too', async () => {
    const personId = await entered(one, wang);
    await Promise.all([
      persons.correct(one, personId, { name: '王建邦' }, unrecorded),
      persons.correct(one, personId, { phone: '08163265432' }, unrecorded),
    ]);
    expect(await persons.reveal(one, personId)).toEqual({ name: '王建邦', phone: '08163265432' });
    await persons.correct(one, personId, { phone: null }, unrecorded);
    expect(await persons.reveal(one, personId)).toEqual({ name: '王建邦', phone: null });
  });

  it('that is not there is neither put right nor shown nor erased', async () => {
    const refusal = { name: 'PersonRefused', reason: 'unknown' };
    await expect(persons.correct(one, randomUUID(), { name: '张三' }, unrecorded)).rejects.toMatchObject(
      refusal,
    );
    await expect(persons.reveal(one, randomUUID())).rejects.toMatchObject(refusal);
    await expect(persons.erase(one, randomUUID(), unrecorded)).rejects.toMatchObject(refusal);
  });

  it('may stand in another town under the same id, and be somebody else', async () => {
    const personId = await entered(one, wang);
    await persons.enter(other, personId, li, unrecorded);
    expect([await persons.reveal(one, personId), await persons.reveal(other, personId)]).toEqual([wang, li]);
    await persons.erase(other, personId, unrecorded);
    expect(await persons.reveal(one, personId)).toEqual(wang);
  });

  it('is not entered, put right or erased by a town that only reads', async () => {
    const personId = await entered(one, wang);
    const county = makeScope({ tenantId: one.tenantId, readable: one.readable, access: 'read' });
    expect(await persons.reveal(county, personId)).toEqual(wang);
    for (const work of [
      persons.enter(county, randomUUID(), wang, unrecorded),
      persons.correct(county, personId, li, unrecorded),
      persons.erase(county, personId, unrecorded),
    ])
      await expect(work).rejects.toThrow(/read-only transaction/);
    expect(await persons.reveal(one, personId)).toEqual(wang);
  });

  it('of a suspended town is read and may be erased, and nothing else', async () => {
    const scope = projectionScope(await installation.aTown());
    const personId = await entered(scope, wang);
    await installation.suspend(scope.tenantId);
    await expect(persons.enter(scope, randomUUID(), wang, unrecorded)).rejects.toThrow('is suspended');
    await expect(persons.correct(scope, personId, li, unrecorded)).rejects.toThrow('is suspended');
    expect(await persons.reveal(scope, personId)).toEqual(wang);
    expect(await persons.erase(scope, personId, unrecorded)).toBeInstanceOf(Date);
  });
});

describe('what is recorded of a person', () => {
  const untold = () => Promise.reject(new Error('no audit log'));

  it('is that they were entered, once', async () => {
    const personId = randomUUID();
    let times = 0;
    const recorded = () => Promise.resolve(void times++);
    for (let i = 0; i < 2; i++) await persons.enter(one, personId, wang, recorded);
    await expect(persons.enter(one, personId, li, recorded)).rejects.toMatchObject({ reason: 'exists' });
    expect(times).toBe(1);
  });

  it('is which of the two became another, and nothing where neither did', async () => {
    const personId = await entered(one, wang);
    const told: string[][] = [];
    for (const change of [{ ...wang, phone: null }, { phone: null }, {}, { name: '王建邦' }, wang])
      await persons.correct(one, personId, change, (_, changed) =>
        Promise.resolve(void told.push([...changed])),
      );
    expect(told).toEqual([['phone'], ['name'], ['name', 'phone']]);
  });

  it('cannot be left out: nobody is entered or put right while the audit log cannot be told', async () => {
    const personId = randomUUID();
    await expect(persons.enter(one, personId, wang, untold)).rejects.toThrow('no audit log');
    expect(await persons.list(one, [personId])).toEqual([]);
    await persons.enter(one, personId, wang, unrecorded);
    await expect(persons.correct(one, personId, li, untold)).rejects.toThrow('no audit log');
    expect(await persons.reveal(one, personId)).toEqual(wang);
  });
});

describe('a person who is erased', () => {
  it('leaves an id, and no key and no ciphertext', async () => {
    const personId = await entered(one, wang);
    const erasedAt = await persons.erase(one, personId, unrecorded);
    expect(await persons.list(one, [personId])).toEqual([{ personId, state: 'erased', erasedAt }]);
    expect(await rowOf(personId)).toMatchObject({ key_id: null, wrapped_key: null, name: null, phone: null });
  });

  it('does not come back: not shown, not put right, not entered anew', async () => {
    const personId = await entered(one, wang);
    await persons.erase(one, personId, unrecorded);
    const refusal = { reason: 'erased' };
    await expect(persons.reveal(one, personId)).rejects.toMatchObject(refusal);
    await expect(persons.correct(one, personId, wang, unrecorded)).rejects.toMatchObject(refusal);
    await expect(persons.enter(one, personId, wang, unrecorded)).rejects.toMatchObject(refusal);
  });

  it('stays erased since the first time', async () => {
    const personId = await entered(one, wang);
    const erasedAt = await persons.erase(one, personId, unrecorded);
    expect(await persons.erase(one, personId, unrecorded)).toEqual(erasedAt);
  });

  it('stands on the list outside of the database, by the town’s public id, before it is done', async () => {
    const personId = await entered(one, wang);
    const erasedAt = await persons.erase(one, personId, unrecorded);
    const { rows } = await installation.owner.query<{ public_id: string }>(
      'select public_id from zhendi.tenant where tenant_id = $1',
      [one.tenantId],
    );
    const lines = (await readFile(list(), 'utf8')).trim().split('\n');
    expect(JSON.parse(lines.at(-1)!)).toEqual({
      tenant: rows[0]!.public_id,
      personId,
      erasedAt: erasedAt.toISOString(),
    });
    expect((await stat(list())).mode & 0o777).toBe(0o600);
    expect(await new ErasureList(list()).read()).toHaveLength(lines.length);
  });

  it('is not erased while the list cannot be written', async () => {
    const personId = await entered(one, wang);
    const nowhere = new Persons(
      installation.database,
      new MasterKeys(() => Promise.resolve(keys)),
      new ErasureList('/dev/null/erased-persons.jsonl'),
    );
    await expect(nowhere.erase(one, personId, unrecorded)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await persons.reveal(one, personId)).toEqual(wang);
  });

  it('is not erased while the audit log cannot be told', async () => {
    const personId = await entered(one, wang);
    const untold = () => Promise.reject(new Error('no audit log'));
    await expect(persons.erase(one, personId, untold)).rejects.toThrow('no audit log');
    expect(await persons.reveal(one, personId)).toEqual(wang);
  });

  it('is not known to commands any more', async () => {
    const [kept, erased] = [await entered(one, wang), await entered(one, li)];
    await persons.erase(one, erased, unrecorded);
    const known = await keptPersons(installation.database, one, [kept, erased, randomUUID()]);
    expect([...known]).toEqual([kept]);
  });
});

describe('a row that somebody laid hands on', () => {
  it('of another person or another town opens nowhere else', async () => {
    const [first, second] = [await entered(one, wang), await entered(one, li)];
    await persons.enter(other, first, li, unrecorded);
    const copy = `update zhendi.person p set key_id = s.key_id, wrapped_key = s.wrapped_key, name = s.name, phone = s.phone
      from zhendi.person s where s.tenant_id = $1 and s.person_id = $2 and p.tenant_id = $3 and p.person_id = $4`;
    await installation.owner.query(copy, [one.tenantId, first, one.tenantId, second]);
    await installation.owner.query(copy, [one.tenantId, first, other.tenantId, first]);
    await expect(persons.reveal(one, second)).rejects.toThrow('cannot be opened');
    await expect(persons.reveal(other, first)).rejects.toThrow('cannot be opened');
    expect(await persons.reveal(one, first)).toEqual(wang);
  });

  it('is shown as unreadable beside those that are not', async () => {
    const [first, second] = [await entered(one, wang), await entered(one, li)];
    await installation.owner.query(
      `update zhendi.person set name = set_byte(name, 20, get_byte(name, 20) # 1) where person_id = $1`,
      [first],
    );
    const states = (await persons.list(one, [first, second])).map(({ personId, state }) => [personId, state]);
    expect(new Map(states as [string, string][])).toEqual(
      new Map([
        [first, 'unreadable'],
        [second, 'kept'],
      ]),
    );
  });

  it('cannot be half of a person', async () => {
    const personId = await entered(one, wang);
    for (const column of ['key_id', 'wrapped_key', 'name', 'phone']) {
      await expect(
        installation.owner.query(`update zhendi.person set ${column} = null where person_id = $1`, [
          personId,
        ]),
      ).rejects.toThrow('person_check');
    }
  });
});

describe('a process without the master key', () => {
  it('reads nobody, says which key is missing, and needs no restart when it is there', async () => {
    const personId = await entered(one, wang);
    const there = [randomBytes(32)];
    const without = personsWith(there);
    await expect(without.reveal(one, personId)).rejects.toThrow('cannot be opened');
    expect([...(await without.missingKeys()).keys()]).toEqual([masterKey(keys[0]!).id]);
    there.push(keys[0]!);
    expect(await without.reveal(one, personId)).toEqual(wang);
    expect((await without.missingKeys()).size).toBe(0);
  });
});
