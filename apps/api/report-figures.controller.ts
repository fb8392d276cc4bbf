import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { checkItem } from '../../libs/features/report-figures/check-items.ts';
import { splitBy, splitRequest } from '../../libs/features/report-figures/split-request.ts';
import { wan } from '../../libs/features/shared/rounding.ts';
import { notFound } from '../../libs/platform/problem.ts';
import { validated } from '../../libs/platform/validation.ts';
import { ScopeResolver, type Permission, type Principal } from '../../libs/tenancy/index.ts';
import { Access } from './access.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';
import { townOf } from './figures.controller.ts';
import {
  countyReportEventsQuery,
  countyReportQuery,
  figureName,
  ReportFigures,
  reportPeriodQuery,
  townReportEventsQuery,
  townReportQuery,
} from './report-figures.service.ts';

/** What somebody typed in a report about a period. */
export const figuresCheck = z.strictObject({
  ...reportPeriodQuery,
  items: z.array(checkItem).min(1).max(500),
});

/** The named figures of a county's report on building and money. */
@Controller('api/v1/counties/:countyCode/figures')
export class CountyReportController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(ScopeResolver) private readonly scopes: ScopeResolver,
    @Inject(ReportFigures) private readonly reports: ReportFigures,
  ) {}

  @Get()
  async figures(
    @Req() { principal }: AuthenticatedRequest,
    @Param('countyCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const place = await this.place(principal, code, 'view:figures');
    return this.reports.figures(place, validated(countyReportQuery, sent, { prefix: '?', language }));
  }

  @Get(':figure/events')
  async events(
    @Req() { principal }: AuthenticatedRequest,
    @Param() { countyCode, figure }: { countyCode: string; figure: string },
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const { scope, towns } = await this.place(principal, countyCode, 'provenance:figures');
    const name = requireFigure(figure);
    const { town, ...query } = validated(countyReportEventsQuery, sent, { prefix: '?', language });
    const among = town === undefined ? towns : [townOf(towns, town)];
    return this.reports.open({ scope, towns: among }, name, query);
  }

  @Post('check')
  @HttpCode(200)
  async check(
    @Req() { principal }: AuthenticatedRequest,
    @Param('countyCode') code: string,
    @Body() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const place = await this.place(principal, code, 'figures:check');
    return this.reports.check(place, validated(figuresCheck, sent, { language }));
  }

  /** Splits an amount by a rule, to the fen. Nothing is kept. */
  @Post('split')
  @HttpCode(200)
  async split(
    @Req() { principal }: AuthenticatedRequest,
    @Param('countyCode') code: string,
    @Body() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    await this.place(principal, code, 'figures:check');
    return splitOf(sent, language);
  }

  private async place(principal: Principal, code: string, permission: Permission) {
    const scope = await this.access.county(principal, code, permission);
    const towns = (await this.scopes.tenants(principal)).filter(({ level }) => level === 'town');
    return { scope, towns, address: `/api/v1/counties/${code}` };
  }
}

/** The same of a town's. */
@Controller('api/v1/towns/:townCode/figures')
export class TownReportController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(ReportFigures) private readonly reports: ReportFigures,
  ) {}

  @Get()
  async figures(
    @Req() { principal }: AuthenticatedRequest,
    @Param('townCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const place = await this.place(principal, code, 'view:figures');
    return this.reports.figures(place, validated(townReportQuery, sent, { prefix: '?', language }));
  }

  @Get(':figure/events')
  async events(
    @Req() { principal }: AuthenticatedRequest,
    @Param() { townCode, figure }: { townCode: string; figure: string },
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const { scope, towns } = await this.place(principal, townCode, 'provenance:figures');
    const name = requireFigure(figure);
    const query = validated(townReportEventsQuery, sent, { prefix: '?', language });
    return this.reports.open({ scope, towns }, name, query);
  }

  @Post('check')
  @HttpCode(200)
  async check(
    @Req() { principal }: AuthenticatedRequest,
    @Param('townCode') code: string,
    @Body() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const place = await this.place(principal, code, 'figures:check');
    return this.reports.check(place, validated(figuresCheck, sent, { language }));
  }

  /** Splits an amount by a rule, to the fen. Nothing is kept. */
  @Post('split')
  @HttpCode(200)
  async split(
    @Req() { principal }: AuthenticatedRequest,
    @Param('townCode') code: string,
    @Body() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    await this.place(principal, code, 'figures:check');
    return splitOf(sent, language);
  }

  private async place(principal: Principal, code: string, permission: Permission) {
    const { scope, town } = await this.access.namedTown(principal, code, permission);
    return { scope, towns: [{ ...town, code, tenantId: scope.tenantId }], address: `/api/v1/towns/${code}` };
  }
}

/** @throws {Problem} 404 for a name that no figure has. */
function requireFigure(name: string): string {
  const known = figureName.safeParse(name);
  if (!known.success) throw notFound({ zh: '这项指标', en: 'figure' });
  return known.data;
}

function splitOf(sent: unknown, language: string | undefined) {
  const { amountFen, parts } = validated(splitRequest, sent, { language });
  return { data: { amountFen, wan: wan(amountFen), parts: splitBy(amountFen, parts) } };
}
