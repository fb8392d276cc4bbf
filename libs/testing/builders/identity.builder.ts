import {
  AccessTokens,
  KnownDevices,
  OwnAccount,
  OwnSessions,
  SecondFactors,
  Sessions,
  SignIn,
  type Principal,
  type TenantDatabase,
} from '../../tenancy/index.ts';

/** All that signs people in to an installation. */
export interface Identity {
  readonly tokens: AccessTokens;
  readonly sessions: Sessions;
  readonly secondFactors: SecondFactors;
  readonly signIns: SignIn;
  readonly ownAccount: OwnAccount;
  readonly ownSessions: OwnSessions;
  /** Who it is, or null. */
  signIn(username: string, password: string): Promise<Principal | null>;
}

export function anIdentity(database: TenantDatabase): Identity {
  const keys = { signing: Buffer.alloc(32, 1) };
  const tokens = new AccessTokens(keys);
  const sessions = new Sessions(database, tokens);
  const secondFactors = new SecondFactors(Buffer.alloc(32, 2));
  const signIns = new SignIn(database, sessions, secondFactors, new KnownDevices(keys));
  return {
    tokens,
    sessions,
    secondFactors,
    signIns,
    ownAccount: new OwnAccount(database, sessions, secondFactors),
    ownSessions: new OwnSessions(database),
    signIn: async (username, password) => {
      const result = await signIns.signIn({ username, password, address: null, userAgent: null });
      return result.kind === 'signed-in' ? result.session.grant.principal : null;
    },
  };
}
