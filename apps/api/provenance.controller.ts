import { Controller, Get, Headers, Inject, Param, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { placeNames } from '../../libs/features/place-names.ts';
import type { ReadModels } from '../../libs/features/read-models.ts';
import { townSummary } from '../../libs/features/overview/town-summary.projection.ts';
import { projectCard } from '../../libs/features/projects/project-card.projection.ts';
import { uuid } from '../../libs/features/shared/values.ts';
import { upcasters } from '../../libs/features/upcasters.ts';
import { venueCard } from '../../libs/features/venues/venue-card.projection.ts';
import { villageCard } from '../../libs/features/villages/village-card.projection.ts';
import { notFound } from '../../libs/platform/problem.ts';
import { validated, wholeNumber } from '../../libs/platform/validation.ts';
import { rowOrigins, type Projection } from '../../libs/projections/index.ts';
import { readingOnly, TenantDatabase, type Permission, type TenantHandle } from '../../libs/tenancy/index.ts';
import { Access } from './access.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';
import { cutoffOf, cutoffQuery } from './cutoff.ts';
import { whileRebuilt } from './view-rebuilding.ts';

/** A view whose rows open: its read model, and how a row is named in the address. */
interface OpenableView {
  readonly projection: Projection;
  /** The row's key; null for a name that no row can have. */
  readonly key: (name: string) => Record<string, string> | null;
}

const byId = (column: string) => (name: string) => {
  const id = uuid.safeParse(name);
  return id.success ? { [column]: id.data } : null;
};

const views: Readonly<Record<string, OpenableView>> = {
  'town-summary': {
    projection: townSummary as unknown as Projection,
    key: (name) => (name === 'town' ? {} : null),
  },
  'village-cards': { projection: villageCard as unknown as Projection, key: byId('villageId') },
  'venue-cards': { projection: venueCard as unknown as Projection, key: byId('venueId') },
  'project-board': { projection: projectCard as unknown as Projection, key: byId('venueId') },
};

const query = (column: z.ZodType<string>) =>
  z.strictObject({
    column: column.optional(),
    ...cutoffQuery,
    after: wholeNumber(0).default(0),
    limit: wholeNumber(1, 500).default(100),
  });

/** One name or several, with commas between; the error for any other says what there is. */
const columnsOf = ({ row }: Projection) =>
  z.string().superRefine((names, context) => {
    if (names.split(',').every((name) => Object.hasOwn(row, name))) return;
    context.addIssue({ code: 'invalid_value', values: Object.keys(row), input: names });
  });

/** As described; what a view's own columns are is told by the error for any other. */
export const provenanceQuery = query(
  z.string().describe('Only events that changed this column, or one of several: `higherFen,townFen`'),
);

/** Where a figure of a town's view comes from. */
@Controller('api/v1/towns/:townCode/views/:view/:key/events')
export class ProvenanceController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(TenantDatabase) private readonly database: TenantDatabase<ReadModels>,
  ) {}

  /** The events that changed a row, by position, each with the columns' values before and after. */
  @Get()
  async row(
    @Req() { principal }: AuthenticatedRequest,
    @Param() { townCode, view: viewName, key: name }: { townCode: string; view: string; key: string },
    @Query() sent: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const view = Object.hasOwn(views, viewName) ? views[viewName] : undefined;
    if (!view) throw notFound({ zh: '这个视图', en: 'view' });
    const scope = await this.access.town(principal, townCode, `provenance:${viewName}` as Permission);
    const schema = query(columnsOf(view.projection));
    const { asOf, recordedBy, column, ...page } = validated(schema, sent, { prefix: '?', language });
    const cutoff = cutoffOf({ asOf, recordedBy }) ?? {};
    const key = view.key(name);
    if (!key) throw noRow();
    const history = { tenantId: scope.tenantId, projection: view.projection, cutoff, upcasters };
    return this.database.withTenant(readingOnly(scope), async (db) => {
      if (!(await isWithinReach(db, view, key))) throw noRow();
      const { exists, events, next } = await rowOrigins(db, history, key, {
        ...page,
        columns: column?.split(','),
      });
      if (!exists) throw noRow();
      const places = await whileRebuilt(
        placeNames(
          db.views,
          events.map(({ event }) => event),
        ),
      );
      const data = events.map(({ event: { tenantId: _, ...event }, changes }, i) => ({
        ...event,
        ...places[i]!,
        changes,
      }));
      return { data, next };
    });
  }
}

/** Whether the row is of the one village that the scope may be of. The row of another is not told from none. */
async function isWithinReach(
  db: TenantHandle<ReadModels>,
  { projection }: OpenableView,
  key: Record<string, string>,
): Promise<boolean> {
  const { villageId } = db.scope;
  if (villageId === undefined) return true;
  if (key['venueId'] === undefined) return key['villageId'] === villageId;
  const venue = await db.views
    .selectFrom(projection.name as 'venue_card' | 'project_card')
    .select('villageId')
    .where('tenantId', '=', db.scope.tenantId)
    .where('venueId', '=', key['venueId'])
    .executeTakeFirst();
  return venue?.villageId === villageId;
}

const noRow = () => notFound({ zh: '这一行', en: 'row' });
