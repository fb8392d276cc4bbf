import { Controller, Get, Headers, Inject, Param, Query, Req } from '@nestjs/common';
import type { QueryCreator } from 'kysely';
import { z } from 'zod';
import { alerts, alertsModels } from '../../libs/features/projects/alerts.view.ts';
import { boardStages } from '../../libs/features/projects/board-stage.ts';
import { fundLedger } from '../../libs/features/projects/fund-ledger.view.ts';
import { projectBoard } from '../../libs/features/projects/project-board.view.ts';
import { toDo } from '../../libs/features/projects/to-do.view.ts';
import {
  watchedModels,
  type ProjectFilter,
  type Watch,
} from '../../libs/features/projects/watched-projects.ts';
import type { ReadModels } from '../../libs/features/read-models.ts';
import { buildType, uuid } from '../../libs/features/shared/values.ts';
import { validated, wholeNumber } from '../../libs/platform/validation.ts';
import { villageIn } from '../../libs/tenancy/index.ts';
import { Access } from './access.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';
import { cutoffOf, cutoffQuery } from './cutoff.ts';
import { atLeast } from './town-views.controller.ts';
import { WatchingViews } from './watching.service.ts';

/** Which projects a view is of. */
export const projectsQuery = {
  stage: z.enum(boardStages).exclude(['moved']).optional(),
  buildType: buildType.optional(),
  year: wholeNumber(1950, 2099).optional(),
  campaign: z.string().min(1).max(60).optional(),
};

const ofVillage = z.strictObject({ atLeast, ...cutoffQuery, villageId: uuid.optional() });
const ofProjects = ofVillage.extend({ ...projectsQuery, venueId: uuid.optional() });

/** The queries of a town's views of its projects, by the names of their routes. */
export const boardQueries = {
  'project-board': ofProjects,
  'fund-ledger': ofProjects,
  alerts: ofVillage,
  'to-do': ofVillage,
};

/** A request for one of these views. */
interface Asked {
  readonly request: AuthenticatedRequest;
  readonly code: string;
  readonly sent: unknown;
  readonly language: string | undefined;
}

/** How a town's projects and their money stand, and what is to be done about them. */
@Controller('api/v1/towns/:townCode/views')
export class TownBoardController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(WatchingViews) private readonly views: WatchingViews,
  ) {}

  @Get('project-board')
  projectBoard(
    @Req() request: AuthenticatedRequest,
    @Param('townCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    return this.answer('project-board', { request, code, sent, language }, watchedModels, projectBoard);
  }

  @Get('fund-ledger')
  fundLedger(
    @Req() request: AuthenticatedRequest,
    @Param('townCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    return this.answer('fund-ledger', { request, code, sent, language }, watchedModels, fundLedger);
  }

  @Get('alerts')
  alerts(
    @Req() request: AuthenticatedRequest,
    @Param('townCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    return this.answer('alerts', { request, code, sent, language }, alertsModels, alerts);
  }

  @Get('to-do')
  toDo(
    @Req() request: AuthenticatedRequest,
    @Param('townCode') code: string,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    return this.answer('to-do', { request, code, sent, language }, alertsModels, toDo);
  }

  private async answer<Model extends keyof ReadModels, Data>(
    view: keyof typeof boardQueries,
    { request: { principal }, code, sent, language }: Asked,
    models: readonly Model[],
    read: (
      views: QueryCreator<Pick<ReadModels, Model>>,
      filter: ProjectFilter,
      watch: Watch,
    ) => Promise<Data>,
  ) {
    const { scope, town } = await this.access.namedTown(principal, code, `view:${view}`);
    const schema: z.ZodType<z.infer<typeof ofProjects>> = boardQueries[view];
    const asked = validated(schema, sent, { prefix: '?', language });
    const { atLeast: least, asOf, recordedBy, ...query } = asked;
    const filter = { ...query, villageId: villageIn(scope, query.villageId) };
    return this.views.answer(
      scope,
      [{ ...town, code }],
      { models, read: (views, watch) => read(views, filter, watch) },
      { atLeast: least, past: cutoffOf({ asOf, recordedBy }) },
    );
  }
}
