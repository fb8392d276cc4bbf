import type { Role } from './principal.ts';
import type { TenantDatabase } from './tenant-database.ts';

/** Somebody whom an issuer of identities proved to be who they are. */
export interface IssuedPerson {
  readonly issuer: string;
  /** The issuer's own id of them, which never changes. */
  readonly subject: string;
}

/** What they may be here. */
export interface Admission {
  /** Their account's name, unless it is taken. */
  readonly username: string;
  /** Code of the tenant whose people they are. */
  readonly division: string;
  readonly roles: readonly Role[];
  readonly villageId: string | null;
}

/** The account of somebody who was let in. */
export interface IssuerAccount {
  readonly tenantId: number;
  readonly accountId: string;
  readonly username: string;
}

interface Row {
  tenant_id: number;
  account_id: string;
  username: string;
}

/** Accounts of people who sign in through an issuer. They have no password here. */
export class IssuerAccounts {
  constructor(private readonly database: TenantDatabase) {}

  /**
   * The person's account in that tenant, made when it is their first time, with these roles from now on. What they have
   * open in another tenant ends. Whether it may be used, the start of a session says: an administrator may have disabled it.
   *
   * @returns null when there is no such division.
   */
  admit({ issuer, subject }: IssuedPerson, admission: Admission): Promise<IssuerAccount | null> {
    const { username, division, roles, villageId } = admission;
    return this.database.withSystem(async (db) => {
      const { rows } = await db.query<Row>('select * from zhendi.admit_from_issuer($1, $2, $3, $4, $5, $6)', [
        ...[issuer, subject, username],
        ...[division, roles, villageId],
      ]);
      const [row] = rows;
      if (!row) return null;
      const { tenant_id: tenantId, account_id: accountId, ...account } = row;
      return { tenantId, accountId, ...account };
    });
  }

  /** Ends all that a person has open here, since nothing lets them in any more. */
  async turnAway({ issuer, subject }: IssuedPerson): Promise<void> {
    await this.database.withSystem((db) =>
      db.query('select zhendi.end_issuer_sessions($1, $2, null)', [issuer, subject]),
    );
  }
}
