import type { Principal, Role } from './principal.ts';

const TOWN_STAFF = ['town-clerk', 'town-leader'] as const;
const TOWN_AND_VILLAGE = ['village-clerk', ...TOWN_STAFF] as const;
const COUNTY_READERS = ['county-analyst', 'county-reviewer'] as const;

/**
 * Who may do what: permission → roles. Everything that does not stand here is denied. Whose towns and villages it is
 * about, the scope decides (libs/tenancy/scope-resolver.ts): a county's people never write a town's streams, a town's
 * people see no other town. A clerk records what happened and what was decided on paper; what is decided here, without a paper of its
 * own, is the town leader's to approve: what a venue is designated as or that it is given up, the end of a period, the accounts. Commands and views bear the names of their routes; `provenance` is to open a view's
 * figures down to the events that made them.
 */
export const PERMISSIONS = {
  'command:register-village': TOWN_STAFF,
  'command:update-village-profile': TOWN_AND_VILLAGE,
  'command:merge-village': TOWN_STAFF,
  'command:change-officer': TOWN_STAFF,
  'command:adopt-programme': TOWN_STAFF,
  'command:set-annual-target': TOWN_STAFF,
  'command:record-committee-decision': TOWN_STAFF,
  'command:assess-needs': TOWN_AND_VILLAGE,
  'command:plan-venue': TOWN_STAFF,
  'command:start-project': TOWN_STAFF,
  'command:select-site': TOWN_STAFF,
  'command:submit-design': TOWN_STAFF,
  'command:review-design': TOWN_STAFF,
  'command:hold-villager-discussion': TOWN_AND_VILLAGE,
  'command:finalise-design': TOWN_STAFF,
  'command:record-decision': TOWN_AND_VILLAGE,
  'command:adjust-budget': TOWN_STAFF,
  'command:allocate-funds': TOWN_STAFF,
  'command:receive-funds': TOWN_STAFF,
  'command:disburse-funds': TOWN_STAFF,
  'command:reverse-funds': TOWN_STAFF,
  'command:start-construction': TOWN_STAFF,
  'command:report-progress': TOWN_AND_VILLAGE,
  'command:vary-contract': TOWN_STAFF,
  'command:inspect-acceptance': TOWN_STAFF,
  'command:rectify-defect': TOWN_AND_VILLAGE,
  'command:complete-venue': TOWN_STAFF,
  'command:complete-environment-work': TOWN_AND_VILLAGE,
  'command:settle-project': TOWN_STAFF,
  'command:suspend-project': TOWN_STAFF,
  'command:resume-project': TOWN_STAFF,
  'command:cancel-project': TOWN_STAFF,
  'command:correct-fact': TOWN_STAFF,
  'command:register-venue': TOWN_STAFF,
  'command:correct-registration': TOWN_STAFF,
  'command:assess-venue-condition': TOWN_STAFF,
  'command:assess-six-haves': TOWN_STAFF,
  'command:assign-responsibility': TOWN_STAFF,
  'command:commission-venue': TOWN_STAFF,
  'command:designate-venue': ['town-leader'],
  'command:retire-venue': ['town-leader'],
  'command:hold-training': TOWN_AND_VILLAGE,
  'command:close-town-period': ['town-leader'],
  'command:publish-standard': ['county-administrator', 'county-reviewer'],
  'command:open-campaign': ['county-reviewer'],
  'command:set-town-target': ['county-reviewer'],
  'command:grant-waiver': ['county-reviewer'],
  'command:close-county-period': ['county-reviewer'],
  'command:grant-period-exception': ['county-reviewer'],
  'command:publish-ranking': ['county-reviewer'],
  'command:withdraw-ranking': ['county-reviewer'],

  'view:county-overview': COUNTY_READERS,
  'view:town-summary': [...TOWN_STAFF, ...COUNTY_READERS],
  'view:village-cards': [...TOWN_AND_VILLAGE, ...COUNTY_READERS],
  'view:venue-cards': [...TOWN_AND_VILLAGE, ...COUNTY_READERS],
  'view:project-board': [...TOWN_AND_VILLAGE, ...COUNTY_READERS],
  'view:fund-ledger': [...TOWN_STAFF, ...COUNTY_READERS],
  'view:fund-flow': COUNTY_READERS,
  'view:alerts': [...TOWN_AND_VILLAGE, ...COUNTY_READERS],
  'view:to-do': [...TOWN_AND_VILLAGE, ...COUNTY_READERS],
  'view:rankings': [...TOWN_AND_VILLAGE, ...COUNTY_READERS, 'county-administrator'],

  'view:coverage': [...TOWN_STAFF, ...COUNTY_READERS],
  'view:six-haves': [...TOWN_STAFF, ...COUNTY_READERS],
  'view:annual-progress': [...TOWN_STAFF, ...COUNTY_READERS],
  'view:programme': [...TOWN_STAFF, ...COUNTY_READERS],
  'view:scoreboard': COUNTY_READERS,
  'view:targets': COUNTY_READERS,
  'view:policy': [...TOWN_STAFF, ...COUNTY_READERS, 'county-administrator'],
  'policy:preview': [...COUNTY_READERS, 'county-administrator'],
  'view:figures': [...TOWN_STAFF, ...COUNTY_READERS],
  'figures:check': [...TOWN_STAFF, ...COUNTY_READERS],

  'provenance:figures': [...TOWN_STAFF, ...COUNTY_READERS],
  'provenance:county-overview': COUNTY_READERS,
  'provenance:town-summary': [...TOWN_STAFF, ...COUNTY_READERS],
  'provenance:village-cards': [...TOWN_AND_VILLAGE, ...COUNTY_READERS],
  'provenance:venue-cards': [...TOWN_AND_VILLAGE, ...COUNTY_READERS],
  'provenance:project-board': [...TOWN_AND_VILLAGE, ...COUNTY_READERS],

  tenants: ['county-administrator', 'operator'],
  persons: [...TOWN_AND_VILLAGE, 'county-reviewer'],
  'persons:enter': TOWN_STAFF,
  'persons:unmask': TOWN_AND_VILLAGE,
  'persons:erase': ['town-leader'],

  attachments: [...TOWN_AND_VILLAGE, ...COUNTY_READERS],
  'attachments:upload': TOWN_AND_VILLAGE,

  events: [...TOWN_AND_VILLAGE, ...COUNTY_READERS, 'auditor'],
  live: COUNTY_READERS,
  accounts: ['town-leader', 'county-administrator'],
  towns: [...COUNTY_READERS, 'county-administrator', 'auditor'],

  projections: ['operator'],
  audit: ['auditor', 'operator'],
  verify: ['auditor'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** Something that a role may or may not do. */
export type Permission = keyof typeof PERMISSIONS;

/** Whether one of the principal's roles grants it. @param permission an unknown one is granted to nobody. */
export function isPermitted(principal: Principal, permission: string): boolean {
  return grantingRole(principal, permission) !== undefined;
}

/** The role that grants it: what the audit metadata of an event names. */
export function grantingRole(principal: Principal, permission: string): Role | undefined {
  return principal.roles.find((role) => rolesOf(permission).includes(role));
}

/** Everything that one of the roles grants, in the matrix's order. */
export function permissionsOf(roles: readonly Role[]): Permission[] {
  const all = Object.keys(PERMISSIONS) as Permission[];
  return all.filter((permission) => roles.some((role) => rolesOf(permission).includes(role)));
}

function rolesOf(permission: string): readonly Role[] {
  return Object.hasOwn(PERMISSIONS, permission) ? PERMISSIONS[permission as Permission] : [];
}
