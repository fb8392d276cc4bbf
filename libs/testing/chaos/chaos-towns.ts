import { createLogin, prepareDatabase } from '../../platform/prepare-database.ts';
import { registerTenants, type Division } from '../../tenancy/index.ts';
import { createOwnerPool } from '../../tenancy/pool.ts';
import { RenewedToken } from '../renewed-token.ts';

const COUNTY = { code: '990101', name: '青禾县' };

/** The login of API and worker. */
export const LOGIN = { name: 'zhendi_chaos', password: 'zhendi_chaos' };

/** Prepares the database and makes a county with so many towns. @returns a clerk's bearer token of each, by its code. */
export async function registerTowns(
  ownerUrl: string,
  count: number,
  tokenSecret: string,
): Promise<{ towns: Division[]; tokens: Map<string, RenewedToken> }> {
  const towns = Array.from({ length: count }, (_, i) => ({
    code: `${COUNTY.code}${100 + i}`,
    name: `第${i + 1}镇`,
  }));
  await prepareDatabase(ownerUrl);
  await createLogin(ownerUrl, LOGIN.name, LOGIN.password);
  const owner = createOwnerPool({ url: ownerUrl, max: 1, onError: () => undefined });
  const registered = registerTenants(owner, COUNTY, towns);
  await Promise.allSettled([registered]);
  await owner.end();
  const { tenants } = await registered;

  const tokens = towns.map(({ code }): [string, RenewedToken] => {
    const town = tenants.get(code)!;
    const clerk = new RenewedToken(tokenSecret, {
      subject: `clerk-${code}`,
      sessionId: `session-${code}`,
      username: `town-${code}`,
      roles: ['town-clerk'],
      tenantId: town.tenantId,
      level: 'town',
      county: tenants.get(COUNTY.code)!,
      town,
      villageId: null,
    });
    return [code, clerk];
  });
  return { towns, tokens: new Map(tokens) };
}
