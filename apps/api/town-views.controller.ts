import { Controller, Get, Headers, Inject, Param, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { overviewFigures, overviewModels } from '../../libs/features/overview/overview.view.ts';
import { uuid } from '../../libs/features/shared/values.ts';
import { venueCards, venueCardsModels } from '../../libs/features/venues/venue-cards.view.ts';
import { villageCards, villageCardsModels } from '../../libs/features/villages/village-cards.view.ts';
import { validated, wholeNumber } from '../../libs/platform/validation.ts';
import { villageIn } from '../../libs/tenancy/index.ts';
import { Access } from './access.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';
import { cutoffOf, cutoffQuery } from './cutoff.ts';
import { Views } from './views.service.ts';

/** `?atLeast=` of a town's views: the answer holds every event up to this position. */
export const atLeast = wholeNumber(0).optional();

export const townViewQueries = {
  'town-summary': z.strictObject({ atLeast, ...cutoffQuery }),
  'village-cards': z.strictObject({ atLeast, ...cutoffQuery, villageId: uuid.optional() }),
  'venue-cards': z.strictObject({
    atLeast,
    ...cutoffQuery,
    villageId: uuid.optional(),
    venueId: uuid.optional(),
  }),
};

@Controller('api/v1/towns/:townCode/views')
export class TownViewsController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Views) private readonly views: Views,
  ) {}

  @Get('town-summary')
  async townSummary(
    @Req() { principal }: AuthenticatedRequest,
    @Param('townCode') code: string,
    @Query() query: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const { scope, town } = await this.access.namedTown(principal, code, 'view:town-summary');
    const { atLeast, ...cutoff } = validated(townViewQueries['town-summary'], query, {
      prefix: '?',
      language,
    });
    return this.views.answer(
      scope,
      [{ tenantId: scope.tenantId, code }],
      {
        models: overviewModels,
        read: async (views, nameOf) => ({
          town: { code, name: nameOf(town) },
          ...(await overviewFigures(views)),
        }),
      },
      { atLeast, past: cutoffOf(cutoff) },
    );
  }

  @Get('village-cards')
  async villageCards(
    @Req() { principal }: AuthenticatedRequest,
    @Param('townCode') code: string,
    @Query() query: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const scope = await this.access.town(principal, code, 'view:village-cards');
    const { atLeast, villageId, ...cutoff } = validated(townViewQueries['village-cards'], query, {
      prefix: '?',
      language,
    });
    const tenants = [{ tenantId: scope.tenantId, code }];
    return this.views.answer(
      scope,
      tenants,
      { models: villageCardsModels, read: (views) => villageCards(views, villageIn(scope, villageId)) },
      { atLeast, past: cutoffOf(cutoff) },
    );
  }

  @Get('venue-cards')
  async venueCards(
    @Req() { principal }: AuthenticatedRequest,
    @Param('townCode') code: string,
    @Query() query: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const scope = await this.access.town(principal, code, 'view:venue-cards');
    const { atLeast, asOf, recordedBy, venueId, ...asked } = validated(
      townViewQueries['venue-cards'],
      query,
      {
        prefix: '?',
        language,
      },
    );
    const tenants = [{ tenantId: scope.tenantId, code }];
    const villageId = asked.villageId === undefined ? undefined : villageIn(scope, asked.villageId);
    const filter = {
      ...(villageId ? { villageId } : scope.villageId && { servedVillageId: scope.villageId }),
      ...(venueId && { venueId }),
    };
    return this.views.answer(
      scope,
      tenants,
      { models: venueCardsModels, read: (views) => venueCards(views, filter) },
      { atLeast, past: cutoffOf({ asOf, recordedBy }) },
    );
  }
}
