import { Inject, Injectable } from '@nestjs/common';
import { noPermission, notFound } from '../../libs/platform/problem.ts';
import {
  isPermitted,
  ScopeResolver,
  type Permission,
  type Principal,
  type TenantScope,
} from '../../libs/tenancy/index.ts';

/** Gives a request its scope, or refuses it: permission first, then whose it is. */
@Injectable()
export class Access {
  constructor(@Inject(ScopeResolver) private readonly scopes: ScopeResolver) {}

  /** @throws {Problem} 403 without the permission; 404 for a town that is not the principal's. */
  async town(principal: Principal, townCode: string, permission: Permission): Promise<TenantScope> {
    if (!isPermitted(principal, permission)) throw noPermission();
    const scope = await this.scopes.forTown(principal, townCode);
    if (!scope) throw notFound({ zh: '这个乡镇', en: 'town' });
    return scope;
  }

  /** @throws {Problem} 403 without the permission; 404 for a county that is not the principal's. */
  async county(principal: Principal, countyCode: string, permission: Permission): Promise<TenantScope> {
    if (!isPermitted(principal, permission)) throw noPermission();
    const scope = await this.scopes.forCounty(principal, countyCode);
    if (!scope) throw notFound({ zh: '这个县', en: 'county' });
    return scope;
  }
}
