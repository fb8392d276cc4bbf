import { Inject, Injectable } from '@nestjs/common';
import { noPermission, notFound, type Problem } from '../../libs/platform/problem.ts';
import {
  isPermitted,
  ScopeResolver,
  type Permission,
  type Principal,
  type PublishedScope,
  type Tenant,
  type TenantName,
  type TenantScope,
} from '../../libs/tenancy/index.ts';

/** Gives a request its scope, or refuses it: permission first, then whose it is. */
@Injectable()
export class Access {
  constructor(@Inject(ScopeResolver) private readonly scopes: ScopeResolver) {}

  /** @throws {Problem} 403 without the permission; 404 for a town that is not the principal's. */
  async town(principal: Principal, townCode: string, permission: Permission): Promise<TenantScope> {
    requirePermission(principal, permission);
    return (await this.scopes.forTown(principal, townCode)) ?? noSuchTown();
  }

  /** As {@link town}, with the town's name. */
  async namedTown(
    principal: Principal,
    townCode: string,
    permission: Permission,
  ): Promise<{ scope: TenantScope; town: TenantName }> {
    const scope = await this.town(principal, townCode, permission);
    const town = principal.town ?? (await this.scopes.tenants(principal)).find((t) => t.code === townCode);
    return { scope, town: town ?? noSuchTown() };
  }

  /** @throws {Problem} 403 without the permission; 404 for a county that is not the principal's. */
  async county(principal: Principal, countyCode: string, permission: Permission): Promise<TenantScope> {
    requirePermission(principal, permission);
    return (await this.scopes.forCounty(principal, countyCode)) ?? noSuchCounty();
  }

  /** To write the county's own streams. @throws {Problem} as {@link county}. */
  countyStreams(principal: Principal, countyCode: string, permission: Permission): TenantScope {
    requirePermission(principal, permission);
    return this.scopes.forCountyStreams(principal, countyCode) ?? noSuchCounty();
  }

  /** To read what is the installation's own. @throws {Problem} 403 for everybody but its operators. */
  platform(principal: Principal, permission: Permission): TenantScope {
    requirePermission(principal, permission);
    return this.scopes.forPlatform(principal) ?? refuse(noPermission());
  }

  /** To manage the accounts of a town or county. @throws {Problem} as {@link town}. */
  async accounts(principal: Principal, level: 'county' | 'town', code: string): Promise<Tenant> {
    requirePermission(principal, 'accounts');
    const tenant = await this.scopes.forAccounts(principal, level, code);
    return tenant ?? (level === 'town' ? noSuchTown() : noSuchCounty());
  }

  /** For a view that the county publishes to all its towns. @throws {Problem} as {@link county}. */
  async published(principal: Principal, countyCode: string, permission: Permission): Promise<PublishedScope> {
    requirePermission(principal, permission);
    return (await this.scopes.forPublished(principal, countyCode)) ?? noSuchCounty();
  }
}

function requirePermission(principal: Principal, permission: Permission): void {
  if (!isPermitted(principal, permission)) throw noPermission();
}

function refuse(problem: Problem): never {
  throw problem;
}

function noSuchTown(): never {
  throw notFound({ zh: '这个乡镇', en: 'town' });
}

function noSuchCounty(): never {
  throw notFound({ zh: '这个县', en: 'county' });
}
