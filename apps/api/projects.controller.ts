import { Controller, Get, Headers, Inject, Param, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { nextSteps } from '../../libs/features/next-steps.ts';
import { uuid } from '../../libs/features/shared/values.ts';
import { businessDate } from '../../libs/platform/business-date.ts';
import { CountyPolicies } from '../../libs/platform/county-policies.ts';
import { notFound } from '../../libs/platform/problem.ts';
import { validated } from '../../libs/platform/validation.ts';
import { isPermitted, type Principal } from '../../libs/tenancy/index.ts';
import { Access } from './access.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';
import { cutoffOf, cutoffQuery } from './cutoff.ts';
import { ProjectHistories, standingOf, type ProjectHistory } from './project-histories.service.ts';

export const projectQuery = z.strictObject(cutoffQuery);

interface ProjectPath {
  readonly townCode: string;
  readonly venueId: string;
}

/** A project and the venue that it makes, as the rules know them: from the events themselves, so that nothing lags. */
@Controller('api/v1/towns/:townCode/projects/:venueId')
export class ProjectsController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(ProjectHistories) private readonly histories: ProjectHistories,
    @Inject(CountyPolicies) private readonly policies: CountyPolicies,
  ) {}

  /** Where both stand, with the standard that they keep to. */
  @Get()
  async standing(
    @Req() { principal }: AuthenticatedRequest,
    @Param() { townCode, venueId }: ProjectPath,
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const scope = await this.access.town(principal, townCode, 'view:venue-cards');
    const cutoff = cutoffOf(validated(projectQuery, sent, { prefix: '?', language })) ?? {};
    const history = known(await this.histories.read(scope, idOf(venueId), cutoff));
    const asOf = cutoff.asOf ?? businessDate(cutoff.recordedBy ? new Date(cutoff.recordedBy) : new Date());
    return {
      data: standingOf(history, await this.policies.asOf(scope, cutoff), asOf),
      asOf,
      ...(cutoff.recordedBy !== undefined && { recordedBy: cutoff.recordedBy }),
      positions: { [townCode]: history.position },
      lag: { [townCode]: 0 },
    };
  }

  /** What may be recorded next, and what stands against the rest. */
  @Get('next')
  async next(@Req() { principal }: AuthenticatedRequest, @Param() { townCode, venueId }: ProjectPath) {
    const scope = await this.access.town(principal, townCode, 'view:venue-cards');
    const { events, ...ids } = known(await this.histories.read(scope, idOf(venueId)));
    const policy = await this.policies.of(scope);
    const context = { today: businessDate(new Date()), tenantCode: townCode, policy, venueId: ids.venueId };
    return { data: { commands: nextSteps(events, context).map(shownTo(principal)) } };
  }
}

function shownTo(principal: Principal) {
  return ({ command, title, blockers }: ReturnType<typeof nextSteps>[number]) => ({
    command,
    title,
    permitted: isPermitted(principal, `command:${command}`),
    allowed: blockers.length === 0,
    blockers: blockers.map(({ code, sentence }) => ({ code, title: sentence.zh, titleEn: sentence.en })),
  });
}

const noSuchProject = () => notFound({ zh: '这个项目或阵地', en: 'project or venue' });

/** @throws {Problem} 404 for what is no id: there is no such project either. */
function idOf(sent: string): string {
  const id = uuid.safeParse(sent);
  if (id.success) return id.data;
  throw noSuchProject();
}

function known(history: ProjectHistory | null): ProjectHistory {
  if (history) return history;
  throw noSuchProject();
}
