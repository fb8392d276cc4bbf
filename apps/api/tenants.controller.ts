import { Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { z } from 'zod';
import { businessDate, line } from '../../libs/features/shared/values.ts';
import { DoorbellRinger } from '../../libs/platform/doorbells.ts';
import { noPermission, notFound } from '../../libs/platform/problem.ts';
import {
  TenantLifecycle,
  type Administrator,
  type StatusChange,
} from '../../libs/platform/tenant-lifecycle.ts';
import { validated } from '../../libs/platform/validation.ts';
import { grantingRole, isPermitted, type TenantOverview } from '../../libs/tenancy/index.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';

const townCode = z.string().regex(/^\d{9}$/);
const name = line(60);

export const newTownSchema = z.strictObject({ code: townCode, name });
export const statusChangeSchema = z.strictObject({
  reason: line(200).optional().describe('for the audit log'),
});
export const renameSchema = z.strictObject({
  name,
  code: townCode.optional().describe('absent: its code stays'),
  validFrom: businessDate.describe(
    'from this day on; what is asked for as of an earlier one shows the name of then',
  ),
});
export const mergerSchema = z.strictObject({
  into: townCode.describe('the town of the same county that it becomes a part of'),
  occurredOn: businessDate.describe('day of the merger, not before the last fact of the town'),
});

type Path = Readonly<Record<'countyCode' | 'townCode', string>>;

/** The lives of towns, for their county's administrators and for operators. No route of it shows a fact. */
@Controller('api/v1')
export class TenantsController {
  constructor(
    @Inject(TenantLifecycle) private readonly lifecycle: TenantLifecycle,
    @Inject(DoorbellRinger) private readonly doorbells: DoorbellRinger,
  ) {}

  @Get('tenants')
  async all(@Req() { principal }: AuthenticatedRequest) {
    if (!isPermitted(principal, 'tenants') || principal.level !== 'platform') throw noPermission();
    return { data: (await this.lifecycle.list()).map(shown) };
  }

  @Get('counties/:countyCode/tenants')
  async ofCounty(@Req() request: AuthenticatedRequest, @Param() path: Path) {
    return { data: (await this.administered(request, path)).map(shown) };
  }

  @Post('counties/:countyCode/towns')
  async create(@Req() request: AuthenticatedRequest, @Param() path: Path) {
    const tenants = await this.administered(request, path);
    const town = validated(newTownSchema, request.body, language(request));
    await this.lifecycle.create(
      tenants.find(({ level }) => level === 'county')!,
      town,
      administrator(request),
    );
    return this.town(request, { ...path, townCode: town.code }).then(shown);
  }

  @Post('counties/:countyCode/towns/:townCode/suspend')
  @HttpCode(200)
  suspend(@Req() request: AuthenticatedRequest, @Param() path: Path) {
    return this.changeStatus('suspend', request, path);
  }

  @Post('counties/:countyCode/towns/:townCode/resume')
  @HttpCode(200)
  resume(@Req() request: AuthenticatedRequest, @Param() path: Path) {
    return this.changeStatus('resume', request, path);
  }

  @Post('counties/:countyCode/towns/:townCode/close')
  @HttpCode(200)
  close(@Req() request: AuthenticatedRequest, @Param() path: Path) {
    return this.changeStatus('close', request, path);
  }

  @Post('counties/:countyCode/towns/:townCode/rename')
  @HttpCode(200)
  async rename(@Req() request: AuthenticatedRequest, @Param() path: Path) {
    const town = await this.town(request, path);
    const newName = validated(renameSchema, request.body, language(request));
    await this.lifecycle.rename(town, newName, administrator(request));
    return shown(await this.town(request, { ...path, townCode: newName.code ?? town.code }));
  }

  /** Again it answers the same, but for what moved: then nothing does. */
  @Post('counties/:countyCode/towns/:townCode/merge')
  @HttpCode(200)
  async merge(@Req() request: AuthenticatedRequest, @Param() path: Path) {
    const from = await this.town(request, path);
    const { into: code, occurredOn } = validated(mergerSchema, request.body, language(request));
    const into = await this.town(request, { ...path, townCode: code });
    const moved = await this.lifecycle.merge(from, into, occurredOn, administrator(request));
    for (const { tenantId } of [from, into]) void this.doorbells.ring(tenantId);
    return { ...shown(await this.town(request, path)), moved };
  }

  private async changeStatus(change: StatusChange, request: AuthenticatedRequest, path: Path) {
    const town = await this.town(request, path);
    const { reason } = validated(statusChangeSchema, request.body ?? {}, language(request));
    await this.lifecycle.changeStatus(change, town, administrator(request), reason);
    return shown(await this.town(request, path));
  }

  /**
   * The tenants of a county that the principal administers: any county for operators, else the own one.
   *
   * @throws {Problem} 403 without the permission; 404 for a county that is not the principal's.
   */
  private async administered(
    { principal }: AuthenticatedRequest,
    { countyCode }: Pick<Path, 'countyCode'>,
  ): Promise<TenantOverview[]> {
    if (!isPermitted(principal, 'tenants')) throw noPermission();
    const own = principal.level === 'platform' || principal.county?.code === countyCode;
    const tenants = own ? await this.lifecycle.list(countyCode) : [];
    if (tenants.length === 0) throw notFound({ zh: '这个县', en: 'county' });
    return tenants;
  }

  /** @throws {Problem} as {@link administered}; 404 for a town that is none of the county's. */
  private async town(request: AuthenticatedRequest, path: Path): Promise<TenantOverview> {
    const tenants = await this.administered(request, path);
    const town = tenants.find(({ level, code }) => level === 'town' && code === path.townCode);
    if (!town) throw notFound({ zh: '这个乡镇', en: 'town' });
    return town;
  }
}

function shown({ tenantId: _, createdAt, ...tenant }: TenantOverview) {
  return { ...tenant, createdAt: createdAt.toISOString() };
}

function administrator({ principal, ip, id }: AuthenticatedRequest): Administrator {
  return {
    tenantId: principal.tenantId,
    actor: principal.subject,
    username: principal.username,
    role: grantingRole(principal, 'tenants')!,
    address: ip,
    correlationId: String(id),
  };
}

const language = ({ headers }: AuthenticatedRequest) => ({ language: headers['accept-language'] });
