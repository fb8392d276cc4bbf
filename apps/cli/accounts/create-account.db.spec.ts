import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anIdentity } from '../../../libs/testing/builders/identity.builder.ts';
import {
  anInstallation,
  type County,
  type Installation,
} from '../../../libs/testing/builders/installation.builder.ts';
import { createAccount } from './create-account.ts';

let installation: Installation;
let county: County;
beforeAll(async () => {
  installation = await anInstallation();
  county = await installation.aCounty(1);
});
afterAll(() => installation.close());

const anAnalyst = (username: string) => ({
  username,
  role: 'county-analyst' as const,
  divisionCode: county.code,
  password: 'a password',
});

describe('an account that the operator creates', () => {
  it('can sign in, in its role, for its county or town', async () => {
    await createAccount(installation.owner, anAnalyst('li.wei'));
    const clerk = {
      username: '王芳',
      role: 'town-clerk' as const,
      divisionCode: `${county.code}100`,
      password: 'another one',
    };
    await createAccount(installation.owner, clerk);
    const accounts = anIdentity(installation.database);
    expect(await accounts.signIn('li.wei', 'a password')).toMatchObject({
      roles: ['county-analyst'],
      town: null,
    });
    expect(await accounts.signIn('王芳', 'another one')).toMatchObject({
      roles: ['town-clerk'],
      town: { tenantId: county.towns[0] },
    });
  });

  it('stands in the audit log of its county or town, under the system’s user and without its password', async () => {
    await createAccount(installation.owner, { ...anAnalyst('recorded'), password: 'never to be read' });
    const { rows } = await installation.owner.query<{ text: string }>(
      `select e::text as text from zhendi.audit_entry e
       where tenant_id = $1 and action = 'account.create' and target = 'recorded' and username = $2
         and role = 'operator' and details = '{"by": "command line", "roles": "county-analyst"}'`,
      [county.tenantId, userInfo().username],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.text).not.toMatch(/never to be read|argon2/);
  });

  it('does not take the name of another one', async () => {
    await createAccount(installation.owner, anAnalyst('taken'));
    await expect(
      createAccount(installation.owner, { ...anAnalyst('taken'), password: 'a stolen account' }),
    ).rejects.toThrow('the username taken is taken');
    expect(await anIdentity(installation.database).signIn('taken', 'a stolen account')).toBeNull();
  });

  it('needs a division that is registered', async () => {
    await expect(
      createAccount(installation.owner, { ...anAnalyst('nobody'), divisionCode: '990999' }),
    ).rejects.toThrow('no county or town 990999 is registered: import its county first');
  });

  it.each(['', ' ', 'two words', '-dash', 'x'.repeat(61), 'line\nbreak'])(
    'needs a name, not %j',
    async (username) => {
      await expect(createAccount(installation.owner, anAnalyst(username))).rejects.toThrow(
        'is no name for an account',
      );
    },
  );
});
