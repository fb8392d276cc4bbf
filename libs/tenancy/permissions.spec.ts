import { describe, expect, it } from '@jest/globals';
import { countyCommands, townCommands } from '../features/commands.ts';
import { routeName } from '../features/shared/command.ts';
import { grantingRole, isPermitted, PERMISSIONS, permissionsOf } from './permissions.ts';
import { ROLE_LEVELS, ROLES, type Principal, type Role } from './principal.ts';

const holding = (...roles: Role[]): Principal => ({
  subject: 's',
  sessionId: 'd',
  username: 'u',
  roles,
  tenantId: 1,
  level: 'county',
  county: { tenantId: 1, code: '990101', name: '青禾县' },
  town: null,
  villageId: null,
});
const permissionOf = ({ name }: { name: string }) => `command:${routeName(name)}`;
const ofTowns = townCommands.map(permissionOf);
const ofCounties = countyCommands.map(permissionOf);
const rolesOf = (level: string) => ROLES.filter((role) => ROLE_LEVELS[role] === level);

describe('the matrix', () => {
  it('has a line for each command, and none for a command that there is not', () => {
    const lines = Object.keys(PERMISSIONS).filter((permission) => permission.startsWith('command:'));
    expect(lines.toSorted()).toEqual([...ofTowns, ...ofCounties].toSorted());
  });

  it.each(ofTowns)('lets nobody of a county %s', (command) => {
    // Clerks record what was decided on paper; what is decided here is the leader's.
    const isApproval = [
      'command:close-town-period',
      'command:designate-venue',
      'command:retire-venue',
    ].includes(command);
    expect(isPermitted(holding('town-clerk'), command)).toBe(!isApproval);
    expect(isPermitted(holding('town-leader'), command)).toBe(true);
    for (const role of [...rolesOf('county'), ...rolesOf('platform')])
      expect(isPermitted(holding(role), command)).toBe(false);
    expect(grantingRole(holding('county-analyst', 'town-leader'), command)).toBe('town-leader');
  });

  it.each(ofCounties)('lets nobody of a town %s', (command) => {
    expect(isPermitted(holding('county-reviewer'), command)).toBe(true);
    for (const role of [...rolesOf('town'), ...rolesOf('platform')])
      expect(isPermitted(holding(role), command)).toBe(false);
  });

  it('lets the village clerk record what happens in a village, and plan or pay nothing', () => {
    expect(ofTowns.filter((command) => isPermitted(holding('village-clerk'), command)).toSorted()).toEqual([
      'command:assess-needs',
      'command:complete-environment-work',
      'command:hold-training',
      'command:hold-villager-discussion',
      'command:record-decision',
      'command:rectify-defect',
      'command:report-progress',
      'command:update-village-profile',
    ]);
  });

  it('lets the county’s administrator lay down standards, and record nothing else', () => {
    const commands = permissionsOf(['county-administrator']).filter((one) => one.startsWith('command:'));
    expect(commands).toEqual(['command:publish-standard']);
  });

  it.each(['auditor', 'operator', 'county-analyst'] as const)('lets the %s record nothing', (role) => {
    expect(permissionsOf([role]).filter((permission) => permission.startsWith('command:'))).toEqual([]);
  });

  it('shows an operator no fact of any town', () => {
    const facts = /^(command|view|provenance):|^events$|^live$/;
    expect(permissionsOf(['operator']).filter((permission) => facts.test(permission))).toEqual([]);
  });

  it('keeps the county’s overview from the towns', () => {
    expect(isPermitted(holding('county-analyst'), 'view:county-overview')).toBe(true);
    for (const role of rolesOf('town'))
      expect(isPermitted(holding(role), 'view:county-overview')).toBe(false);
  });

  it('denies what it does not list, to everybody, and everything to somebody without a role', () => {
    for (const permission of ['command:drop-table', 'view:everything', 'toString', '__proto__', ''])
      expect(grantingRole(holding(...ROLES), permission)).toBeUndefined();
    for (const permission of Object.keys(PERMISSIONS)) expect(isPermitted(holding(), permission)).toBe(false);
    expect(permissionsOf([])).toEqual([]);
  });
});
