import { Inject, Injectable } from '@nestjs/common';
import type { QueryCreator } from 'kysely';
import { projections, type ReadModels } from '../../libs/features/read-models.ts';
import { upcasters } from '../../libs/features/upcasters.ts';
import { businessDate } from '../../libs/platform/business-date.ts';
import { Problem } from '../../libs/platform/problem.ts';
import {
  foldAsOf,
  holdViews,
  ProjectionSignals,
  readPositions,
  viewsOfPast,
  type Cutoff,
  type TenantPosition,
} from '../../libs/projections/index.ts';
import {
  namesOfPast,
  readingOnly,
  TenantDatabase,
  type TenantHandle,
  type TenantName,
  type TenantScope,
} from '../../libs/tenancy/index.ts';
import { whileRebuilt } from './view-rebuilding.ts';

// Long enough for a busy worker, short enough for a person who waits.
const AT_LEAST_WAIT_MS = 10_000;
// Signals may be lost; this is how long such a loss is felt.
const LOOK_AGAIN_MS = 1_000;

/** A tenant whose position a view states. */
export interface ViewTenant {
  readonly tenantId: number;
  readonly code: string;
}

/** Which state of the read models is asked for: at least that position, or a past one; nothing: as it is now. */
export interface Wanted {
  readonly atLeast?: number | undefined;
  readonly past?: Cutoff | undefined;
}

/** The name of a tenant at some time. */
export type NameOf = (tenant: Pick<TenantName, 'tenantId' | 'name'>) => string;

/** A view: its query, and the read models that it may name. Of the past, only these are folded. */
export interface View<Model extends keyof ReadModels, Data> {
  readonly models: readonly Model[];
  /** @param nameOf what a tenant was called at the time that is asked for. */
  readonly read: (views: QueryCreator<Pick<ReadModels, Model>>, nameOf: NameOf) => Promise<Data>;
}

/** Answers views: waits for the position asked for, reads in one snapshot, states what the answer rests on. */
@Injectable()
export class Views {
  constructor(
    @Inject(TenantDatabase) private readonly database: TenantDatabase<ReadModels>,
    @Inject(ProjectionSignals) private readonly signals: ProjectionSignals,
  ) {}

  async answer<Model extends keyof ReadModels, Data>(
    scope: TenantScope,
    tenants: readonly ViewTenant[],
    view: View<Model, Data>,
    { atLeast = 0, past }: Wanted = {},
  ) {
    if (atLeast > 0) await this.waitFor(scope, atLeast);
    return this.database.withTenant(readingOnly(scope), (db) =>
      past ? answerOfPast(db, tenants, view, past) : answerOfNow(db, tenants, view),
    );
  }

  /** @throws {Problem} 503 when the read models did not reach the position in time, or will not by themselves. */
  private async waitFor(scope: TenantScope, position: number): Promise<void> {
    const deadline = performance.now() + AT_LEAST_WAIT_MS;
    const over = new AbortController();
    try {
      for (;;) {
        // Subscribed before looking, so that what happens in between is not missed.
        const moved = this.signals.next(scope.tenantId, LOOK_AGAIN_MS, over.signal);
        const reached = await this.position(scope);
        if (reached.position >= position) return;
        if (reached.parked.length > 0) throw parked();
        if (performance.now() > deadline) throw notThereYet();
        await moved;
      }
    } finally {
      over.abort();
    }
  }

  private position(scope: TenantScope): Promise<TenantPosition> {
    return this.database.withTenant(readingOnly(scope), async (db) => {
      const [reached] = await readPositions(db, projections, [scope.tenantId]);
      return reached!;
    });
  }
}

// Whoever may query more may query less: which the compiler cannot see while the names are open.
function restricted<Model extends keyof ReadModels>(views: QueryCreator<ReadModels>) {
  return views as unknown as QueryCreator<Pick<ReadModels, Model>>;
}

async function answerOfNow<Model extends keyof ReadModels, Data>(
  db: TenantHandle<ReadModels>,
  tenants: readonly ViewTenant[],
  { read }: View<Model, Data>,
) {
  await holdViews(db, projections);
  const reached = await readPositions(
    db,
    projections,
    tenants.map((t) => t.tenantId),
  );
  const of = (id: number) => reached.find((r) => r.tenantId === id);
  return {
    data: await whileRebuilt(read(restricted(db.views), ({ name }) => name)),
    asOf: businessDate(new Date()),
    positions: byCode(tenants, (id) => of(id)?.position ?? 0),
    lag: byCode(tenants, (id) => of(id)?.lag ?? 0),
    ...parkedByCode(tenants, reached),
  };
}

/** The same queries over rows that are folded from the events themselves: nothing lags. */
async function answerOfPast<Model extends keyof ReadModels, Data>(
  db: TenantHandle<ReadModels>,
  tenants: readonly ViewTenant[],
  { models: names, read }: View<Model, Data>,
  cutoff: Cutoff,
) {
  const needed = projections.filter(({ name }) => (names as readonly string[]).includes(name));
  const { models, positions } = await foldAsOf(db, needed, db.scope.readable, cutoff, upcasters);
  const { asOf, recordedBy } = cutoff;
  return {
    data: await read(restricted(viewsOfPast(db.views, models)), await nameOfPast(db, cutoff)),
    asOf: asOf ?? businessDate(new Date(recordedBy!)),
    ...(recordedBy !== undefined && { recordedBy }),
    positions: byCode(tenants, (id) => positions.get(id) ?? 0),
    lag: byCode(tenants, () => 0),
  };
}

/** What tenants in scope were called then. */
export async function nameOfPast(db: TenantHandle<ReadModels>, cutoff: Cutoff): Promise<NameOf> {
  const names = await namesOfPast(db, db.scope.readable, cutoff);
  return ({ tenantId, name }) => names.get(tenantId) ?? name;
}

function byCode(tenants: readonly ViewTenant[], value: (tenantId: number) => number): Record<string, number> {
  return Object.fromEntries(tenants.map(({ tenantId, code }) => [code, value(tenantId)]));
}

/** Which read models of which towns are parked; nothing when, as always, none is. */
function parkedByCode(tenants: readonly ViewTenant[], reached: readonly TenantPosition[]) {
  const parked = tenants.flatMap(({ tenantId, code }) => {
    const names = reached.find((r) => r.tenantId === tenantId)?.parked ?? [];
    return names.length > 0 ? [[code, names] as const] : [];
  });
  return parked.length > 0 ? { parked: Object.fromEntries(parked) } : {};
}

function parked(): Problem {
  return new Problem(
    503,
    'view.parked',
    {
      zh: '本镇数据暂停更新，须由运维人员处理；已登记的内容没有丢失',
      en: 'The views of this town stopped at an event, until the operators have seen to it; nothing recorded is lost',
    },
    { retryAfterSeconds: 60 },
  );
}

function notThereYet(): Problem {
  return new Problem(
    503,
    'view.not-there-yet',
    { zh: '数据正在更新，请稍后重试', en: 'The view is not up to date yet: try again in a moment' },
    { retryAfterSeconds: 1 },
  );
}
