import { describe, expect, it } from '@jest/globals';
import type { Me } from '../api/account-types.ts';
import { areasOf, homePath } from './areas.ts';

const village = '018f0000-0000-7000-8000-000000000001';

function me(level: Me['level'], permissions: string[], villageId: string | null = null): Me {
  return {
    ...{ subject: 's', username: 'u', roles: [], level, county: null, town: null, villageId, permissions },
    ...{ mustChangePassword: false, secondFactor: false, kind: 'local' },
  };
}

describe('where an account starts', () => {
  it.each<[string, Me, string]>([
    [
      'a village clerk in the own village',
      me('town', ['view:village-cards'], village),
      `/town/villages/${village}`,
    ],
    [
      'a town clerk with the town’s to-do',
      me('town', ['view:town-summary', 'view:village-cards']),
      '/town/to-do',
    ],
    ['a town leader with the town’s to-do', me('town', ['view:village-cards', 'accounts']), '/town/to-do'],
    ['an analyst with the county', me('county', ['view:county-overview', 'view:village-cards']), '/county'],
    [
      'a reviewer with the county',
      me('county', ['view:county-overview', 'command:publish-ranking']),
      '/county',
    ],
    ['a county administrator with the towns', me('county', ['accounts', 'tenants']), '/tenants'],
    ['an auditor with the audit log', me('county', ['events', 'audit', 'verify']), '/audit'],
    ['an operator with the tenants', me('platform', ['tenants', 'projections']), '/tenants'],
    ['whoever may open nothing with the own account', me('town', []), '/account'],
  ])('%s', (_, account, path) => expect(homePath(account)).toBe(path));
});

describe('the navigation', () => {
  it('names only what the account may open', () => {
    expect(areasOf(me('county', ['accounts', 'tenants', 'towns'])).map(({ key }) => key)).toEqual([
      'towns',
      'accounts',
    ]);
  });

  it('leads to the standards whoever reads them and not the county’s overview', () => {
    const keysOf = (permissions: string[]) => areasOf(me('county', permissions)).map(({ key }) => key);
    expect(keysOf(['tenants', 'view:policy'])).toEqual(['towns', 'policy']);
    expect(keysOf(['view:county-overview', 'view:policy'])).toEqual(['county']);
  });

  it('shows no town or county to an operator', () => {
    const everything = ['view:county-overview', 'view:village-cards', 'tenants', 'audit', 'verify'];
    expect(areasOf(me('platform', everything)).map(({ key }) => key)).toEqual(['tenants', 'audit']);
  });
});
