import { Controller, Get, Inject, Req } from '@nestjs/common';
import { projections } from '../../libs/features/read-models.ts';
import { TenantLifecycle } from '../../libs/platform/tenant-lifecycle.ts';
import { readLag } from '../../libs/projections/index.ts';
import { TenantDatabase } from '../../libs/tenancy/index.ts';
import { Access } from './access.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';

/** Where read models are behind their towns' events, for operators: counts and times, no facts. */
@Controller('api/v1/projections')
export class ProjectionsController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(TenantDatabase) private readonly database: TenantDatabase,
    @Inject(TenantLifecycle) private readonly tenants: TenantLifecycle,
  ) {}

  @Get()
  async behind(@Req() { principal }: AuthenticatedRequest) {
    this.access.platform(principal, 'projections');
    const lags = await this.database.withSystem((db) => readLag(db, projections));
    const codes = new Map((await this.tenants.list()).map(({ tenantId, code }) => [tenantId, code]));
    const behind = lags.map(({ tenantId, projection, isLive, lag, oldestRecordedAt, state }) => ({
      tenantCode: codes.get(tenantId)!,
      projection,
      isLive,
      lag,
      oldestRecordedAt: oldestRecordedAt.toISOString(),
      state,
    }));
    return { data: projections.map(({ name, version }) => ({ name, version })), behind };
  }
}
