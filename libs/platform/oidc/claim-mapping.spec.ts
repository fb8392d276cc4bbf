import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidConfig } from '../config.ts';
import { loadClaimRules, mapClaims, type ClaimRule } from './claim-mapping.ts';

const TOWN = '990101100';
const VILLAGE = '0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001';
const OTHER_VILLAGE = '0190aaaa-bbbb-7ccc-8ddd-eeeeffff0002';

const clerks: ClaimRule = { claim: 'groups', equals: 'town-clerks', roles: ['town-clerk'], division: TOWN };
const leaders: ClaimRule = { claim: 'duty', equals: 'leader', roles: ['town-leader'], division: TOWN };
const analysts: ClaimRule = {
  ...{ claim: ['realm_access', 'roles'], equals: 'analyst' },
  ...{ roles: ['county-analyst', 'auditor'], division: '990101' },
};
const village = (villageId: string): ClaimRule => ({
  ...{ claim: 'village', equals: villageId, roles: ['village-clerk'], division: TOWN, villageId },
});
const rules = [clerks, leaders, analysts, village(VILLAGE), village(OTHER_VILLAGE)];

describe('claims', () => {
  it('of which a list holds the value let in', () => {
    expect(mapClaims(rules, { groups: ['readers', 'town-clerks'] })).toEqual({
      ...{ roles: ['town-clerk'], division: TOWN, villageId: null },
    });
  });

  it('that are the value let in', () => {
    expect(mapClaims(rules, { duty: 'leader' })?.roles).toEqual(['town-leader']);
  });

  it('that lie within others let in', () => {
    expect(mapClaims(rules, { realm_access: { roles: ['analyst'] } })).toEqual({
      ...{ roles: ['county-analyst', 'auditor'], division: '990101', villageId: null },
    });
  });

  it('give the roles of all rules that match, each once', () => {
    const twice = [...rules, { ...clerks, claim: 'duty', equals: 'leader' }];
    expect(mapClaims(twice, { groups: ['town-clerks'], duty: 'leader' })?.roles).toEqual([
      'town-clerk',
      'town-leader',
    ]);
  });

  it('give a village clerk the village', () => {
    expect(mapClaims(rules, { village: VILLAGE })).toEqual({
      ...{ roles: ['village-clerk'], division: TOWN, villageId: VILLAGE },
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ['nothing', {}],
    ['another value', { groups: ['guests'], duty: 'Leader' }],
    ['a part of the value', { groups: 'town-clerks-of-another', duty: 'lead' }],
    ['the value under another name', { group: 'town-clerks' }],
    ['the name with a point for what lies within', { 'realm_access.roles': ['analyst'] }],
    ['a text where others lie within', { realm_access: 'roles' }],
    ['null where others lie within', { realm_access: null }],
    ['lists within lists', { groups: [['town-clerks']] }],
    ['two divisions', { groups: ['town-clerks'], realm_access: { roles: ['analyst'] } }],
    ['two villages', { village: [VILLAGE, OTHER_VILLAGE] }],
  ])('that say %s let nobody in', (_, claims) => {
    expect(mapClaims(rules, claims)).toBeNull();
  });

  it('are not found in what every object has', () => {
    const rule: ClaimRule = { ...clerks, claim: ['constructor', 'name'], equals: 'Object' };
    expect(mapClaims([rule], {})).toBeNull();
  });

  it('are compared with their type', () => {
    const verified: ClaimRule = { ...clerks, claim: 'verified', equals: true };
    expect(mapClaims([verified], { verified: true })).not.toBeNull();
    expect(mapClaims([verified], { verified: 'true' })).toBeNull();
    expect(mapClaims([verified], { verified: 1 })).toBeNull();
  });
});

describe('the file of rules', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhendi-rules-'));
    path = join(folder, 'rules.json');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const load = async (content: unknown) => {
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return loadClaimRules(path);
  };

  it('is read as it is written', async () => {
    expect(await load(rules)).toEqual(rules);
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '[', 'cannot be read'],
    ['no list', {}, 'file: '],
    ['no rule', [], 'file: '],
    ['an unknown role', [clerks, { ...clerks, roles: ['root'] }], 'rule 2 roles 0: '],
    ['no role', [{ ...clerks, roles: [] }], 'rule 1 roles: '],
    ['no division', [{ ...clerks, division: undefined }], 'rule 1 division: '],
    ['a code that is none', [{ ...clerks, division: '99' }], 'rule 1 division: must be the code'],
    ['a role of a county in a town', [{ ...clerks, roles: ['auditor'] }], 'rule 1 roles: '],
    ['a role of a town in a county', [{ ...clerks, division: '990101' }], 'rule 1 roles: '],
    ['an operator of a town', [{ ...clerks, roles: ['operator'] }], 'rule 1 roles: '],
    ['a village clerk without a village', [{ ...clerks, roles: ['village-clerk'] }], 'rule 1 villageId: '],
    ['a village of somebody else', [{ ...clerks, villageId: VILLAGE }], 'rule 1 villageId: '],
    ['a name that is misspelt', [{ ...clerks, village: VILLAGE }], 'rule 1: '],
    ['nothing to equal', [{ ...clerks, equals: '' }], 'rule 1 equals: '],
  ])('with %s is refused, naming what is wrong', async (_, content, message) => {
    const refused = load(content);
    await expect(refused).rejects.toThrow(InvalidConfig);
    await expect(refused).rejects.toThrow(`OIDC_MAPPING: ${path}`);
    await expect(refused).rejects.toThrow(message);
  });

  it('in the operators’ manual is one', async () => {
    const manual = await readFile(new URL('../../../docs/operations.md', import.meta.url), 'utf8');
    const [, example] = /```json\n(\[\n {2}\{ "claim"[^`]+)```/.exec(manual)!;
    const loaded = await load(example);
    expect(loaded).toHaveLength(5);
    expect(mapClaims(loaded, { realm_access: { roles: ['zhendi-990101100-leader'] } })?.roles).toEqual([
      'town-leader',
    ]);
  });

  it('that is not there is refused', async () => {
    await expect(loadClaimRules(join(folder, 'none.json'))).rejects.toThrow('OIDC_MAPPING: ');
  });

  it('lets operators in where a rule says platform', async () => {
    const operators = [{ ...clerks, roles: ['operator'], division: 'platform' }];
    expect(await load(operators)).toEqual(operators);
  });
});
