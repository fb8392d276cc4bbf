import type { Principal, Role } from './principal.ts';

/**
 * Something that a role may or may not do. Names of commands and views are those of the routes; `provenance` is to open
 * a view's figures down to the events that made them.
 */
export type Permission =
  `command:${string}` | `view:${string}` | `provenance:${string}` | 'events' | 'live' | 'towns';

// Everything that is not listed is denied.
const GRANTS: Readonly<Record<Role, readonly Permission[]>> = {
  'county-analyst': [
    'view:county-overview',
    'view:town-summary',
    'view:village-cards',
    'view:venue-cards',
    'provenance:county-overview',
    'provenance:town-summary',
    'provenance:village-cards',
    'provenance:venue-cards',
    'events',
    'live',
    'towns',
  ],
  'town-clerk': [
    'command:register-village',
    'command:plan-venue',
    'command:allocate-funds',
    'command:complete-venue',
    'command:cancel-project',
    'command:hold-training',
    'view:town-summary',
    'view:village-cards',
    'view:venue-cards',
    'provenance:town-summary',
    'provenance:village-cards',
    'provenance:venue-cards',
    'events',
  ],
};

/** Whether one of the principal's roles grants it. */
export function isPermitted(principal: Principal, permission: Permission): boolean {
  return principal.roles.some((role) => GRANTS[role].includes(permission));
}

/** The role that grants it: what the audit metadata of an event names. */
export function grantingRole(principal: Principal, permission: Permission): Role | undefined {
  return principal.roles.find((role) => GRANTS[role].includes(permission));
}
