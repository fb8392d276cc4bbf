import { Controller, Get, Headers, Inject, Param, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { alertKinds } from '../../libs/features/projects/alert.ts';
import { alerts, alertsModels } from '../../libs/features/projects/alerts.view.ts';
import { fundFlow } from '../../libs/features/projects/fund-flow.view.ts';
import { projectBoard, type BoardPage } from '../../libs/features/projects/project-board.view.ts';
import { watchedModels } from '../../libs/features/projects/watched-projects.ts';
import { Refusal } from '../../libs/features/shared/refusal.ts';
import { businessDate, townCode } from '../../libs/features/shared/values.ts';
import { validated, wholeNumber } from '../../libs/platform/validation.ts';
import { ScopeResolver, type Permission, type Tenant } from '../../libs/tenancy/index.ts';
import { Access } from './access.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';
import { projectsQuery } from './board.controller.ts';
import { cutoffOf, cutoffQuery } from './cutoff.ts';
import { WatchingViews } from './watching.service.ts';

const ofTowns = z.strictObject({
  ...cutoffQuery,
  town: townCode.optional().describe('code of the only town that counts'),
});
const ofProjects = ofTowns.extend(projectsQuery);

/** The queries of a county's views of its towns' projects, by the names of their routes. */
export const countyBoardQueries = {
  'project-board': ofProjects.extend({
    after: z.string().max(100).optional().describe('`next` of the page before'),
    limit: wholeNumber(1, 500).default(200),
  }),
  alerts: ofTowns.extend({
    kind: z.enum(alertKinds).optional(),
    limit: wholeNumber(1, 2_000).default(500),
  }),
  'fund-flow': ofProjects.extend({
    step: z.enum(['allocated', 'received', 'disbursed']).default('allocated'),
  }),
};

/** How the projects of a county's towns and their money stand. */
@Controller('api/v1/counties/:countyCode/views')
export class CountyBoardController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(ScopeResolver) private readonly scopes: ScopeResolver,
    @Inject(WatchingViews) private readonly views: WatchingViews,
  ) {}

  @Get('project-board')
  async projectBoard(
    @Req() request: AuthenticatedRequest,
    @Param('countyCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const { scope, towns } = await this.county(request, code, 'view:project-board');
    const query = validated(countyBoardQueries['project-board'], sent, { prefix: '?', language });
    const { asOf, recordedBy, after, limit, town, ...projects } = query;
    const page = { limit, ...(after !== undefined && { after: placeOf(after, towns) }) };
    const filter = { ...projects, tenantIds: chosen(towns, town) };
    return this.views.answer(
      scope,
      towns,
      {
        models: watchedModels,
        read: async (views, watch) => {
          const { more, ...board } = await projectBoard(views, filter, watch, page);
          const last = board.projects.at(-1);
          return { ...board, next: more && last ? cursorOf(last) : null };
        },
      },
      { past: cutoffOf({ asOf, recordedBy }) },
    );
  }

  @Get('alerts')
  async alerts(
    @Req() request: AuthenticatedRequest,
    @Param('countyCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const { scope, towns } = await this.county(request, code, 'view:alerts');
    const query = validated(countyBoardQueries.alerts, sent, { prefix: '?', language });
    const { asOf, recordedBy, town, ...wanted } = query;
    const filter = { ...wanted, tenantIds: chosen(towns, town) };
    return this.views.answer(
      scope,
      towns,
      { models: alertsModels, read: (views, watch) => alerts(views, filter, watch) },
      { past: cutoffOf({ asOf, recordedBy }) },
    );
  }

  @Get('fund-flow')
  async fundFlow(
    @Req() request: AuthenticatedRequest,
    @Param('countyCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const { scope, towns } = await this.county(request, code, 'view:fund-flow');
    const query = validated(countyBoardQueries['fund-flow'], sent, { prefix: '?', language });
    const { asOf, recordedBy, town, ...projects } = query;
    const filter = { ...projects, tenantIds: chosen(towns, town) };
    return this.views.answer(
      scope,
      towns,
      { models: watchedModels, read: (views, watch) => fundFlow(views, filter, watch) },
      { past: cutoffOf({ asOf, recordedBy }) },
    );
  }

  private async county({ principal }: AuthenticatedRequest, code: string, permission: Permission) {
    const scope = await this.access.county(principal, code, permission);
    const towns = (await this.scopes.tenants(principal)).filter(({ level }) => level === 'town');
    return { scope, towns };
  }
}

/** The only town that counts; undefined for all. @throws {Refusal} for a town that is none of these. */
function chosen(towns: readonly Tenant[], code: string | undefined): readonly number[] | undefined {
  return code === undefined ? undefined : [townBy(towns, code, '?town').tenantId];
}

function townBy(towns: readonly Tenant[], code: string | undefined, pointer: string): Tenant {
  const town = towns.find((one) => one.code === code);
  if (town) return town;
  throw new Refusal(
    'town.unknown',
    { zh: '本县没有这个乡镇', en: 'the county has no such town' },
    { zh: '请核对乡镇代码', en: 'check its code' },
    pointer,
  );
}

/** A place on the board as `2024-01-10_990101100_<venue>`. */
function cursorOf(last: { stageSince: string | null; townCode: string; venueId: string }): string {
  return [last.stageSince, last.townCode, last.venueId].join('_');
}

const CURSOR = /^(\d{4}-\d\d-\d\d)_(\d{9})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** @throws {Refusal} for what is no place on this board. */
function placeOf(cursor: string, towns: readonly Tenant[]): NonNullable<BoardPage['after']> {
  const [, stageSince, code, venueId] = CURSOR.exec(cursor) ?? [];
  if (stageSince === undefined || venueId === undefined || !businessDate.safeParse(stageSince).success) {
    throw new Refusal(
      'cursor.unknown',
      { zh: '翻页标记无效', en: 'not a cursor of this list' },
      { zh: '请从第一页开始', en: 'begin with the first page' },
      '?after',
    );
  }
  return { stageSince, tenantId: townBy(towns, code, '?after').tenantId, venueId };
}
