import { Controller, Get, Headers, Inject, Param, Query, Req } from '@nestjs/common';
import { Refusal } from '../../libs/features/shared/refusal.ts';
import { validated } from '../../libs/platform/validation.ts';
import { ScopeResolver, type Tenant } from '../../libs/tenancy/index.ts';
import { Access } from './access.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';
import { countyFigureQuery, FigureEvents, townFigureQuery } from './figure-events.service.ts';

/** Where a figure of the county's overview comes from. */
@Controller('api/v1/counties/:countyCode/views/county-overview/events')
export class CountyFiguresController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(ScopeResolver) private readonly scopes: ScopeResolver,
    @Inject(FigureEvents) private readonly figures: FigureEvents,
  ) {}

  /** The events of all towns, or of one of them, that changed the figure. */
  @Get()
  async events(
    @Req() { principal }: AuthenticatedRequest,
    @Param('countyCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const scope = await this.access.county(principal, code, 'provenance:county-overview');
    const { town, ...query } = validated(countyFigureQuery, sent, { prefix: '?', language });
    const towns = (await this.scopes.tenants(principal)).filter((t) => t.level === 'town');
    return this.figures.open(scope, town === undefined ? towns : [townOf(towns, town)], query, language);
  }
}

/** Where a figure of a town's summary comes from. */
@Controller('api/v1/towns/:townCode/views/town-summary/events')
export class TownFiguresController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(FigureEvents) private readonly figures: FigureEvents,
  ) {}

  /** The events of the town that changed the figure. */
  @Get()
  async events(
    @Req() { principal }: AuthenticatedRequest,
    @Param('townCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const { scope, town } = await this.access.namedTown(principal, code, 'provenance:town-summary');
    const query = validated(townFigureQuery, sent, { prefix: '?', language });
    return this.figures.open(scope, [town], query, language);
  }
}

/** @throws {Refusal} for a town that is none of these. */
export function townOf(towns: readonly Tenant[], code: string): Tenant {
  const town = towns.find((t) => t.code === code);
  if (town) return town;
  throw new Refusal(
    'town.unknown',
    { zh: '本县没有这个乡镇', en: 'the county has no such town' },
    { zh: '请核对乡镇代码', en: 'check its code' },
    '?town',
  );
}
