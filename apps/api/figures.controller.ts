import { Controller, Get, Headers, Inject, Param, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { overviewFigureSources } from '../../libs/features/figures.ts';
import { placeNames } from '../../libs/features/place-names.ts';
import type { ReadModels } from '../../libs/features/read-models.ts';
import { Refusal } from '../../libs/features/shared/refusal.ts';
import { upcasters } from '../../libs/features/upcasters.ts';
import { validated } from '../../libs/platform/validation.ts';
import { figureOrigins, type Place } from '../../libs/projections/index.ts';
import { readingOnly, ScopeResolver, TenantDatabase, type Tenant } from '../../libs/tenancy/index.ts';
import { Access } from './access.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';
import { cutoffOf, cutoffQuery } from './cutoff.ts';

const figures = z.enum(Object.keys(overviewFigureSources) as [keyof typeof overviewFigureSources]);

export const figureQuery = z.strictObject({
  figure: figures,
  ...cutoffQuery,
  after: z.string().max(100).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Where a figure of the county's overview comes from. */
@Controller('api/v1/counties/:countyCode/views/county-overview/events')
export class FiguresController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(ScopeResolver) private readonly scopes: ScopeResolver,
    @Inject(TenantDatabase) private readonly database: TenantDatabase<ReadModels>,
  ) {}

  /** The events of all towns that changed the figure, the latest day first; its value is the sum of their changes. */
  @Get()
  async events(
    @Req() { principal }: AuthenticatedRequest,
    @Param('countyCode') code: string,
    @Query() query: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const scope = await this.access.county(principal, code, 'provenance:county-overview');
    const { figure, after, limit, ...cutoff } = validated(figureQuery, query, { prefix: '?', language });
    const page = { cutoff: cutoffOf(cutoff) ?? {}, limit };
    const towns = (await this.scopes.tenants(principal)).filter((t) => t.level === 'town');
    return this.database.withTenant(readingOnly(scope), async (db) => {
      const { value, count, events, more } = await figureOrigins(
        db,
        overviewFigureSources[figure],
        towns.map((town) => town.tenantId),
        { ...page, after: after === undefined ? undefined : placeOf(after, towns) },
        upcasters,
      );
      const names = await placeNames(
        db.views,
        events.map(({ event }) => event),
      );
      const data = events.map(({ event: { tenantId, ...event }, change }, i) => {
        const { code, name } = towns.find((town) => town.tenantId === tenantId)!;
        return { ...event, town: { code, name }, ...names[i]!, change };
      });
      const last = data.at(-1);
      return { figure, value, count, data, next: more && last ? cursorOf(last.town.code, last) : null };
    });
  }
}

/** A place as `2024-01-10_2026-03-02T01:30:00.500000Z_990101100_14`. */
function cursorOf(townCode: string, { occurredOn, recordedAt, position }: Omit<Place, 'tenantId'>): string {
  return [occurredOn, recordedAt, townCode, position].join('_');
}

const CURSOR = /^(\d{4}-\d\d-\d\d)_(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_(\d{9})_(\d{1,15})$/;

/** @throws {Refusal} for what is no place among these towns. */
function placeOf(cursor: string, towns: readonly Tenant[]): Place {
  const [, occurredOn = '', recordedAt = '', townCode, position] = CURSOR.exec(cursor) ?? [];
  const town = towns.find((t) => t.code === townCode);
  if (!town) {
    throw new Refusal(
      'cursor.unknown',
      { zh: '翻页标记无效,请从第一页开始', en: 'not a cursor of this list: begin with the first page' },
      '?after',
    );
  }
  return { occurredOn, recordedAt, tenantId: town.tenantId, position: Number(position) };
}
