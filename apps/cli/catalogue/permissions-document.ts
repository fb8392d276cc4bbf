import { PERMISSIONS, ROLES, type Permission, type Role } from '../../../libs/tenancy/index.ts';
import { table } from './markdown-table.ts';

const ABOUT: Readonly<Record<Role, readonly [chinese: string, whose: string, purpose: string]>> = {
  'village-clerk': ['村级经办人', 'one village', 'records what happens in it'],
  'town-clerk': ['镇级经办人', 'a town', 'plans, pays, completes, records'],
  'town-leader': ['镇领导', 'a town', 'approves, and manages the town’s accounts'],
  'county-analyst': ['县级分析员', 'a county', 'reads all its towns'],
  'county-reviewer': ['县级审核员', 'a county', 'reads all its towns, decides, writes the county’s streams'],
  'county-administrator': ['县级管理员', 'a county', 'manages accounts, towns, standards'],
  auditor: ['审计员', 'a county', 'reads events and the audit log, verifies; changes nothing'],
  operator: ['平台运维', 'the installation', 'tenants and projections; sees no facts'],
};

/** The matrix of permissions for people, in Markdown: made from the data that the program asks. */
export function permissionsDocument(): string {
  const permissions = Object.keys(PERMISSIONS) as Permission[];
  return `${[
    '<!-- Written by `npm run catalogue`; `npm run check` refuses a stale copy. -->',
    '# Who may do what',
    'Made from `libs/tenancy/permissions.ts`. What does not stand here is denied. A permission says what; whose it is, the scope says: people of a town meet their town only, people of a county read the towns of their county and write none of them (a merger of two towns is recorded in both, by whoever carries it out), and of the towns nobody else sees more than the rankings that their county publishes.',
    table(
      ['role', 'in Chinese', 'of', 'for'],
      ROLES.map((role) => [`\`${role}\``, ...ABOUT[role]]),
    ),
    table(
      ['permission', ...ROLES],
      permissions.map((permission) => [
        `\`${permission}\``,
        ...ROLES.map((role) => ((PERMISSIONS[permission] as readonly Role[]).includes(role) ? '✓' : '')),
      ]),
    ),
  ].join('\n\n')}\n`;
}
