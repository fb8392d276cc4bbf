import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  figureParts,
  overviewFigureSources,
  type OverviewFigureName,
  type Part,
} from '../../libs/features/figures.ts';
import { placeNames } from '../../libs/features/place-names.ts';
import type { ReadModels } from '../../libs/features/read-models.ts';
import { Refusal } from '../../libs/features/shared/refusal.ts';
import { upcasters } from '../../libs/features/upcasters.ts';
import { validated, wholeNumber } from '../../libs/platform/validation.ts';
import {
  figureOrigins,
  type Cutoff,
  type Figure,
  type JointFigure,
  type Place,
} from '../../libs/projections/index.ts';
import { readingOnly, TenantDatabase, type Tenant, type TenantScope } from '../../libs/tenancy/index.ts';
import { cutoffOf, cutoffQuery } from './cutoff.ts';
import { nameOfPast } from './views.service.ts';
import { whileRebuilt } from './view-rebuilding.ts';

const names = Object.keys(overviewFigureSources) as [OverviewFigureName];

/** Which figure of a town's summary, and which of its events. */
export const townFigureQuery = z.strictObject({
  figure: z.enum(names),
  ...z.object(figureParts).partial().shape,
  ...cutoffQuery,
  after: z.string().max(100).optional().describe('`next` of the page before'),
  limit: wholeNumber(1, 200).default(50),
});

/** The same of a county's overview, of all its towns or of one. */
export const countyFigureQuery = townFigureQuery.extend({
  town: z
    .string()
    .regex(/^\d{9}$/)
    .optional()
    .describe('code of the only town that counts'),
});

/** Which of a figure's events. */
export type FigurePage = Pick<z.infer<typeof townFigureQuery>, 'after' | 'limit'>;

export type FigureTown = Pick<Tenant, 'tenantId' | 'code' | 'name'>;

/** Opens the figures of an overview down to the events that made them. */
@Injectable()
export class FigureEvents {
  constructor(@Inject(TenantDatabase) private readonly database: TenantDatabase<ReadModels>) {}

  /** The events of these towns that changed the figure, the latest day first; its value is the sum of their changes. */
  open(
    scope: TenantScope,
    towns: readonly FigureTown[],
    { figure, after, limit, asOf, recordedBy, ...part }: z.infer<typeof townFigureQuery>,
    language: string | undefined,
  ) {
    const source = figureOf(figure, part, language);
    const cutoff = cutoffOf({ asOf, recordedBy }) ?? {};
    return this.page(scope, towns, { name: figure, source }, cutoff, { after, limit });
  }

  /** The same of any figure by its source. */
  page(
    scope: TenantScope,
    towns: readonly FigureTown[],
    { name, source }: { readonly name: string; readonly source: Figure | JointFigure },
    cutoff: Cutoff,
    { after, limit }: FigurePage,
  ) {
    const page = { cutoff, limit, after: after === undefined ? undefined : placeOf(after, towns) };
    return this.database.withTenant(readingOnly(scope), async (db) => {
      const tenantIds = towns.map((town) => town.tenantId);
      const { value, count, events, more } = await figureOrigins(db, source, tenantIds, page, upcasters);
      const places = await whileRebuilt(
        placeNames(
          db.views,
          events.map(({ event }) => event),
        ),
      );
      const nameOf = await nameOfPast(db, cutoff);
      const data = events.map(({ event: { tenantId, ...event }, change }, i) => {
        const town = towns.find((one) => one.tenantId === tenantId)!;
        return { ...event, town: { code: town.code, name: nameOf(town) }, ...places[i]!, change };
      });
      const last = data.at(-1);
      return { figure: name, value, count, data, next: more && last ? cursorOf(last.town.code, last) : null };
    });
  }
}

/** @throws {Problem} 422 for a figure of a list without what tells it apart, and for what tells nothing. */
function figureOf(
  name: OverviewFigureName,
  part: Partial<Part>,
  language: string | undefined,
): Figure | JointFigure {
  const source = overviewFigureSources[name];
  const parts = z.strictObject(Object.fromEntries(source.parts.map((each) => [each, figureParts[each]])));
  const said = Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined));
  return source.of(validated(parts, said, { prefix: '?', language }) as unknown as Part);
}

/** A place as `2024-01-10_2026-03-02T01:30:00.500000Z_990101100_14`. */
function cursorOf(townCode: string, { occurredOn, recordedAt, position }: Omit<Place, 'tenantId'>): string {
  return [occurredOn, recordedAt, townCode, position].join('_');
}

const CURSOR = /^(\d{4}-\d\d-\d\d)_(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_(\d{9})_(\d{1,15})$/;

/** @throws {Refusal} for what is no place among these towns. */
function placeOf(cursor: string, towns: readonly FigureTown[]): Place {
  const [, occurredOn = '', recordedAt = '', townCode, position] = CURSOR.exec(cursor) ?? [];
  const town = towns.find((t) => t.code === townCode);
  if (!town) {
    throw new Refusal(
      'cursor.unknown',
      { zh: '翻页标记无效', en: 'not a cursor of this list' },
      { zh: '请从第一页开始', en: 'begin with the first page' },
      '?after',
    );
  }
  return { occurredOn, recordedAt, tenantId: town.tenantId, position: Number(position) };
}
