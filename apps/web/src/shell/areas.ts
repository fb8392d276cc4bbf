import type { Me } from '../api/account-types.ts';

/** A part of the web app that the header leads to. */
export interface Area {
  key:
    | 'county'
    | 'policy'
    | 'town'
    | 'village'
    | 'rankings'
    | 'tenants'
    | 'towns'
    | 'accounts'
    | 'audit'
    | 'verification';
  path: string;
}

/** What this account may open, the most used first. */
export function areasOf(me: Me): Area[] {
  const may = (permission: string) => me.permissions.includes(permission);
  const areas: (Area | false)[] = [
    me.level === 'county' && may('view:county-overview') && { key: 'county', path: '/county' },
    me.level === 'town' && may('view:village-cards') && workspaceOf(me),
    may('tenants') && { key: me.level === 'platform' ? 'tenants' : 'towns', path: '/tenants' },
    // Whoever reads what the county lays down and not how it stands, as its administrators.
    me.level === 'county' &&
      may('view:policy') &&
      !may('view:county-overview') && { key: 'policy', path: '/county/standards' },
    me.county !== null && may('view:rankings') && { key: 'rankings', path: '/rankings' },
    may('accounts') && { key: 'accounts', path: '/accounts' },
    may('audit') && { key: 'audit', path: '/audit' },
    me.level === 'county' && may('verify') && { key: 'verification', path: '/verification' },
  ];
  return areas.filter((area) => area !== false);
}

/** Where this account starts; one that may open nothing starts with itself. */
export function homePath(me: Me): string {
  const [first] = areasOf(me);
  // A town's people begin with what is to be done today.
  return first?.key === 'town' ? '/town/to-do' : (first?.path ?? '/account');
}

function workspaceOf({ villageId }: Me): Area {
  return villageId === null
    ? { key: 'town', path: '/town' }
    : { key: 'village', path: `/town/villages/${villageId}` };
}
