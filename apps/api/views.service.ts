import { Inject, Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { projections, type ReadModels } from '../../libs/features/read-models.ts';
import { businessDate } from '../../libs/platform/business-date.ts';
import { Problem } from '../../libs/platform/problem.ts';
import { ProjectionSignals, readPositions, type TenantPosition } from '../../libs/projections/index.ts';
import { readingOnly, TenantDatabase, type TenantScope } from '../../libs/tenancy/index.ts';

// Long enough for a busy worker, short enough for a person who waits.
const AT_LEAST_WAIT_MS = 10_000;
// Signals may be lost; this is how long such a loss is felt.
const LOOK_AGAIN_MS = 1_000;

/** A tenant whose position a view states. */
export interface ViewTenant {
  readonly tenantId: number;
  readonly code: string;
}

/** Answers views: waits for the position asked for, reads in one snapshot, states what the answer rests on. */
@Injectable()
export class Views {
  constructor(
    @Inject(TenantDatabase) private readonly database: TenantDatabase<ReadModels>,
    @Inject(ProjectionSignals) private readonly signals: ProjectionSignals,
  ) {}

  async answer<Data>(
    scope: TenantScope,
    tenants: readonly ViewTenant[],
    read: (views: Kysely<ReadModels>) => Promise<Data>,
    atLeast = 0,
  ) {
    if (atLeast > 0) await this.waitFor(scope, atLeast);
    return this.database.withTenant(readingOnly(scope), async (db) => {
      const reached = await readPositions(
        db,
        projections,
        tenants.map((t) => t.tenantId),
      );
      const byCode = (value: 'position' | 'lag') =>
        Object.fromEntries(
          tenants.map((t) => [t.code, reached.find((r) => r.tenantId === t.tenantId)?.[value] ?? 0]),
        );
      return {
        data: await read(db.views),
        asOf: businessDate(new Date()),
        positions: byCode('position'),
        lag: byCode('lag'),
        ...parkedByCode(tenants, reached),
      };
    });
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
      zh: '本镇数据暂停更新,须由运维人员处理;已登记的内容没有丢失',
      en: 'The views of this town stopped at an event, until the operators have seen to it; nothing recorded is lost',
    },
    { retryAfterSeconds: 60 },
  );
}

function notThereYet(): Problem {
  return new Problem(
    503,
    'view.not-there-yet',
    { zh: '数据正在更新,请稍后重试', en: 'The view is not up to date yet: try again in a moment' },
    { retryAfterSeconds: 1 },
  );
}
