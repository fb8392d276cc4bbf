import { describe, expect, it } from '@jest/globals';
import { townCommands } from '../features/commands.ts';
import { routeName } from '../features/shared/command.ts';
import { grantingRole, isPermitted, type Permission } from './permissions.ts';
import type { Principal, Role } from './principal.ts';

const holding = (...roles: Role[]): Principal => ({
  subject: 's',
  username: 'u',
  roles,
  county: { tenantId: 1, code: '990101', name: '青禾县' },
  town: null,
});
const commands = townCommands.map(({ name }): Permission => `command:${routeName(name)}`);

describe('a permission', () => {
  it.each(commands)('%s is the town clerk’s and not the county’s', (command) => {
    expect(isPermitted(holding('town-clerk'), command)).toBe(true);
    expect(isPermitted(holding('county-analyst'), command)).toBe(false);
    expect(grantingRole(holding('county-analyst', 'town-clerk'), command)).toBe('town-clerk');
  });

  it('of the county’s overview is the county’s and not the town clerk’s', () => {
    expect(isPermitted(holding('county-analyst'), 'view:county-overview')).toBe(true);
    expect(isPermitted(holding('town-clerk'), 'view:county-overview')).toBe(false);
    expect(isPermitted(holding('town-clerk'), 'live')).toBe(false);
  });

  it('that nobody listed is denied to everybody, as all are to somebody without a role', () => {
    expect(isPermitted(holding('county-analyst', 'town-clerk'), 'command:drop-table')).toBe(false);
    expect(grantingRole(holding('town-clerk'), 'view:everything')).toBeUndefined();
    for (const command of commands) expect(isPermitted(holding(), command)).toBe(false);
  });
});
