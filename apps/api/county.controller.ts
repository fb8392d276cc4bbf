import { Controller, Get, Headers, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { overviewFigures, overviewModels, townLines } from '../../libs/features/overview/overview.view.ts';
import { rankings, rankingsModels } from '../../libs/features/overview/rankings.view.ts';
import { validated } from '../../libs/platform/validation.ts';
import { ScopeResolver } from '../../libs/tenancy/index.ts';
import { Access } from './access.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';
import { cutoffOf, cutoffQuery } from './cutoff.ts';
import { LiveStreams } from './live-streams.service.ts';
import { Views } from './views.service.ts';

export const countyViewQuery = z.strictObject(cutoffQuery);
export const rankingsQuery = z.strictObject({});

@Controller('api/v1/counties/:countyCode')
export class CountyController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(ScopeResolver) private readonly scopes: ScopeResolver,
    @Inject(Views) private readonly views: Views,
    @Inject(LiveStreams) private readonly live: LiveStreams,
  ) {}

  @Get('towns')
  async towns(@Req() { principal }: AuthenticatedRequest, @Param('countyCode') code: string) {
    await this.access.county(principal, code, 'towns');
    const tenants = await this.scopes.tenants(principal);
    return { data: tenants.filter((t) => t.level === 'town').map(({ tenantId: _, ...town }) => town) };
  }

  @Get('views/county-overview')
  async overview(
    @Req() { principal }: AuthenticatedRequest,
    @Param('countyCode') code: string,
    @Query() query: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const scope = await this.access.county(principal, code, 'view:county-overview');
    const past = cutoffOf(validated(countyViewQuery, query, { prefix: '?', language }));
    const towns = (await this.scopes.tenants(principal)).filter((t) => t.level === 'town');
    return this.views.answer(
      scope,
      towns,
      {
        models: overviewModels,
        read: async (views, nameOf) => ({
          county: { code, name: nameOf(principal.county!) },
          ...(await overviewFigures(views)),
          towns: await townLines(
            views,
            towns.map((town) => ({ ...town, name: nameOf(town) })),
          ),
        }),
      },
      { past },
    );
  }

  /** The rankings that the county publishes: the only figures of other towns that a town's people see. */
  @Get('views/rankings')
  async rankings(
    @Req() { principal }: AuthenticatedRequest,
    @Param('countyCode') code: string,
    @Query() query: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const { scope, towns } = await this.access.published(principal, code, 'view:rankings');
    validated(rankingsQuery, query, { prefix: '?', language });
    const open = towns.filter(({ status }) => status !== 'closed');
    return this.views.answer(scope, open, {
      models: rankingsModels,
      read: (views) => rankings(views, open),
    });
  }

  /** Server-sent events: which towns' figures moved. */
  @Get('live')
  async stream(
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
    @Param('countyCode') code: string,
  ): Promise<void> {
    const scope = await this.access.county(request.principal, code, 'live');
    const listener = { token: request.accessToken, address: request.ip };
    const towns = (await this.scopes.tenants(request.principal)).filter((t) => t.level === 'town');
    this.live.open(listener, reply, scope, towns);
  }
}
