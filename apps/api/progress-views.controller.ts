import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import {
  annualProgressModels,
  annualProgressView,
} from '../../libs/features/report-figures/annual-progress.view.ts';
import { coverage, coverageModels } from '../../libs/features/report-figures/coverage.view.ts';
import { figureModels } from '../../libs/features/report-figures/figure-values.ts';
import { policyRecords } from '../../libs/features/report-figures/policy-records.ts';
import { policyView } from '../../libs/features/report-figures/policy.view.ts';
import { programmeModels, programmeView } from '../../libs/features/report-figures/programme.view.ts';
import { reportDays } from '../../libs/features/report-figures/report-period.ts';
import { scoreboard } from '../../libs/features/report-figures/scoreboard.view.ts';
import { sixHaves, sixHavesModels } from '../../libs/features/report-figures/six-haves.view.ts';
import { standardPreview } from '../../libs/features/report-figures/standard-preview.view.ts';
import { targetsModels, targetsView } from '../../libs/features/report-figures/targets.view.ts';
import { standardContent } from '../../libs/features/shared/standard.ts';
import { businessDate as businessDateSchema } from '../../libs/features/shared/values.ts';
import { businessDate } from '../../libs/platform/business-date.ts';
import { validated, wholeNumber } from '../../libs/platform/validation.ts';
import { ScopeResolver, type Permission, type Principal } from '../../libs/tenancy/index.ts';
import { Access } from './access.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';
import { cutoffQuery } from './cutoff.ts';
import { ProgressViews, type AskedView, type PolicyView, type ViewPlace } from './progress-views.service.ts';
import { atLeast } from './town-views.controller.ts';

const year = wholeNumber(1950, 2099).optional().describe('that of the day when left out');
const from = businessDateSchema.optional().describe('first day; three years up to the day when left out');

const countyQuery = z.strictObject(cutoffQuery);
const townQuery = z.strictObject({ atLeast, ...cutoffQuery });

/** The queries of these views of a town, and of a county. */
export const townProgressQueries = {
  coverage: townQuery,
  'six-haves': townQuery,
  'annual-progress': townQuery.extend({ year }),
  programme: townQuery,
  policy: z.strictObject(cutoffQuery),
};
export const countyProgressQueries = {
  coverage: countyQuery,
  'six-haves': countyQuery,
  'annual-progress': countyQuery.extend({ year }),
  scoreboard: countyQuery.extend({ from }),
  targets: countyQuery,
  policy: countyQuery,
};

const views = {
  coverage: { models: coverageModels, read: coverage },
  'six-haves': { models: sixHavesModels, read: sixHaves },
  programme: { models: programmeModels, read: programmeView },
  targets: { models: targetsModels, read: targetsView },
} as const;

const annual = (asked: number | undefined) => ({
  models: annualProgressModels,
  read: ((db, context) =>
    annualProgressView(db, context, asked ?? Number(context.on.slice(0, 4)))) as PolicyView<
    (typeof annualProgressModels)[number],
    Awaited<ReturnType<typeof annualProgressView>>
  >['read'],
});

/** How a county's towns are covered, how far they are, and how they compare. */
@Controller('api/v1/counties/:countyCode')
export class CountyProgressController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(ScopeResolver) private readonly scopes: ScopeResolver,
    @Inject(ProgressViews) private readonly progress: ProgressViews,
  ) {}

  @Get('views/coverage')
  async coverage(
    @Req() { principal }: AuthenticatedRequest,
    @Param('countyCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const place = await this.place(principal, code, 'view:coverage');
    const asked = validated(countyProgressQueries.coverage, sent, { prefix: '?', language });
    return this.progress.answer(place, asked, views.coverage);
  }

  @Get('views/six-haves')
  async sixHaves(
    @Req() { principal }: AuthenticatedRequest,
    @Param('countyCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const place = await this.place(principal, code, 'view:six-haves');
    const asked = validated(countyProgressQueries['six-haves'], sent, { prefix: '?', language });
    return this.progress.answer(place, asked, views['six-haves']);
  }

  @Get('views/annual-progress')
  async annualProgress(
    @Req() { principal }: AuthenticatedRequest,
    @Param('countyCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const place = await this.place(principal, code, 'view:annual-progress');
    const { year, ...asked } = validated(countyProgressQueries['annual-progress'], sent, {
      prefix: '?',
      language,
    });
    return this.progress.answer(place, asked, annual(year));
  }

  @Get('views/scoreboard')
  async scoreboard(
    @Req() { principal }: AuthenticatedRequest,
    @Param('countyCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const place = await this.place(principal, code, 'view:scoreboard');
    const asked = validated(countyProgressQueries.scoreboard, sent, { prefix: '?', language });
    const days = reportDays(asked, { today: businessDate(new Date()), prefix: '?' });
    return this.progress.answer(place, asked, {
      models: figureModels,
      read: (db, context) => scoreboard(db, context, days),
    });
  }

  @Get('views/targets')
  async targets(
    @Req() { principal }: AuthenticatedRequest,
    @Param('countyCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const place = await this.place(principal, code, 'view:targets');
    const asked = validated(countyProgressQueries.targets, sent, { prefix: '?', language });
    return this.progress.answer(place, asked, views.targets);
  }

  /** No read model: what the county lays down is looked up in its events, which tell when and by whom too. */
  @Get('views/policy')
  async policy(
    @Req() { principal }: AuthenticatedRequest,
    @Param('countyCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const place = await this.place(principal, code, 'view:policy');
    const asked = validated(countyProgressQueries.policy, sent, { prefix: '?', language });
    const records = policyRecords(await this.progress.laidDown(place, asked));
    return this.progress.answer(place, asked, {
      models: [],
      read: (_, { policy, on }) => Promise.resolve({ ...policyView(policy, { on }), records }),
    });
  }

  /** What would change under a standard that is not published yet. Nothing is kept. */
  @Post('policy/preview')
  @HttpCode(200)
  async preview(
    @Req() { principal }: AuthenticatedRequest,
    @Param('countyCode') code: string,
    @Body() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const place = await this.place(principal, code, 'policy:preview');
    const proposed = validated(standardContent, sent, { language });
    return this.progress.answer(
      place,
      {},
      { models: coverageModels, read: (db, context) => standardPreview(db, context, proposed) },
    );
  }

  private async place(principal: Principal, code: string, permission: Permission): Promise<ViewPlace> {
    const scope = await this.access.county(principal, code, permission);
    return { scope, towns: (await this.scopes.tenants(principal)).filter(({ level }) => level === 'town') };
  }
}

/** The same of one town, with its own programme. */
@Controller('api/v1/towns/:townCode/views')
export class TownProgressController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(ProgressViews) private readonly progress: ProgressViews,
  ) {}

  @Get('coverage')
  async coverage(
    @Req() { principal }: AuthenticatedRequest,
    @Param('townCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const place = await this.place(principal, code, 'view:coverage');
    const asked = validated(townProgressQueries.coverage, sent, { prefix: '?', language });
    return this.progress.answer(place, asked, views.coverage);
  }

  @Get('six-haves')
  async sixHaves(
    @Req() { principal }: AuthenticatedRequest,
    @Param('townCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const place = await this.place(principal, code, 'view:six-haves');
    const asked = validated(townProgressQueries['six-haves'], sent, { prefix: '?', language });
    return this.progress.answer(place, asked, views['six-haves']);
  }

  @Get('annual-progress')
  async annualProgress(
    @Req() { principal }: AuthenticatedRequest,
    @Param('townCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const place = await this.place(principal, code, 'view:annual-progress');
    const { year, ...asked } = validated(townProgressQueries['annual-progress'], sent, {
      prefix: '?',
      language,
    });
    return this.progress.answer(place, asked, annual(year));
  }

  @Get('programme')
  async programme(
    @Req() { principal }: AuthenticatedRequest,
    @Param('townCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const place = await this.place(principal, code, 'view:programme');
    const asked = validated(townProgressQueries.programme, sent, { prefix: '?', language });
    return this.progress.answer(place, asked, views.programme);
  }

  /** What the county has laid down, as far as it is this town's concern. */
  @Get('policy')
  async policy(
    @Req() { principal }: AuthenticatedRequest,
    @Param('townCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const place = await this.place(principal, code, 'view:policy');
    const asked: AskedView = validated(townProgressQueries.policy, sent, { prefix: '?', language });
    return this.progress.answer(place, asked, {
      models: [],
      read: (_, { policy, on }) => Promise.resolve(policyView(policy, { on, townCode: code })),
    });
  }

  private async place(principal: Principal, code: string, permission: Permission): Promise<ViewPlace> {
    const { scope, town } = await this.access.namedTown(principal, code, permission);
    return { scope, towns: [{ tenantId: scope.tenantId, code, name: town.name }] };
  }
}
