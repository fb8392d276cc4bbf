import { setTimeout as sleep } from 'node:timers/promises';
import type { SqlClient, Upcasters } from '../../libs/event-store/index.ts';
import {
  beginRebuild,
  CatchUp,
  readBuildStatus,
  readLag,
  RebuildRunning,
  secondsSinceWorkerSeen,
  switchBuilds,
  type BuildStatus,
  type Projection,
} from '../../libs/projections/index.ts';
import { PLATFORM_TENANT, recordAudit, TenantDatabase } from '../../libs/tenancy/index.ts';
import { createAppPool } from '../../libs/tenancy/pool.ts';
import { operatorEntry } from './audit/operator-entry.ts';
import { OperatorError } from './operator-error.ts';
import { ownerTransaction, withOwnerConnection } from './owner-connection.ts';

const LOOK_MS = 500;
// As long as the API is ready without a sign of life of a worker.
const WORKER_GONE_S = 15;
// As many as keep two cores busy: one folds while the database reads for another.
const AT_ONCE = 4;
const WORK_MS = 1_000;

/** What is rebuilt, and who is told. */
export interface Rebuild {
  readonly ownerUrl: string;
  readonly projection: Projection;
  readonly upcasters: Upcasters;
  /** Ends the waiting, not the rebuild. */
  readonly signal: AbortSignal;
  readonly onProgress: (status: BuildStatus) => void;
}

/**
 * Begins a rebuild and waits until readers see it. The workers fold; where none runs, this does.
 *
 * @returns `taken-over`, or `left` when `signal` came first: the workers go on with it.
 * @throws {OperatorError} when the read model is being rebuilt already, or this rebuild is aborted or parked.
 */
export async function rebuildReadModel(rebuild: Rebuild): Promise<'taken-over' | 'left'> {
  const { ownerUrl, projection } = rebuild;
  const build = await begin(ownerUrl, projection);
  const pool = createAppPool({ url: ownerUrl, max: AT_ONCE, onError: () => undefined });
  try {
    const folder = new Folder(new TenantDatabase(pool), rebuild);
    return await withOwnerConnection(ownerUrl, (owner) => followBuild(owner, build, rebuild, folder));
  } finally {
    await pool.end();
  }
}

async function begin(ownerUrl: string, projection: Projection): Promise<number> {
  try {
    return await ownerTransaction(ownerUrl, async (owner) => {
      const build = await beginRebuild(owner, projection);
      await recordAudit(owner, [
        operatorEntry(PLATFORM_TENANT, 'configuration', 'projection rebuild', {
          projection: projection.name,
        }),
      ]);
      return build;
    });
  } catch (error) {
    if (!(error instanceof RebuildRunning)) throw error;
    throw new OperatorError(`${error.message}: see \`zhendi projection status\`, or abort it first`);
  }
}

async function followBuild(
  owner: SqlClient,
  build: number,
  { projection, signal, onProgress }: Rebuild,
  folder: Folder,
): Promise<'taken-over' | 'left'> {
  while (!signal.aborted) {
    const status = (await readBuildStatus(owner, [projection])).find((one) => one.build === build);
    if (!status) throw new OperatorError(`the rebuild of ${projection.name} was aborted`);
    onProgress(status);
    if (status.isLive) return 'taken-over';
    if (status.parked > 0 && status.tenantsDone + status.parked === status.tenants) {
      throw new OperatorError(
        `${projection.name} is parked in ${status.parked} towns, and is not shown before they go on: see \`zhendi projection parked\``,
      );
    }
    const seen = await secondsSinceWorkerSeen(owner);
    if (seen === null || seen > WORKER_GONE_S) await folder.work();
    else await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
  return 'left';
}

/** Does the workers' part where none runs. */
class Folder {
  private readonly catchUp: CatchUp;

  constructor(
    private readonly database: TenantDatabase,
    private readonly rebuild: Rebuild,
  ) {
    this.catchUp = new CatchUp(database, [rebuild.projection], rebuild.upcasters);
  }

  /** Folds what is behind for about a second, of several tenants at once, and lets it take over when it can. */
  async work(): Promise<void> {
    const { projection, signal } = this.rebuild;
    const lag = await this.database.withSystem((db) => readLag(db, [projection]));
    const due = lag.filter(({ isLive, isOurs, state }) => !isLive && isOurs && state === 'due');
    if (due.length === 0) await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
    const end = performance.now() + WORK_MS;
    const fold = async () => {
      while (performance.now() < end && !signal.aborted) {
        const next = due.shift();
        if (!next) return;
        // What is held back there is told of by the status.
        const outcome = await this.catchUp.tenant(next.tenantId).catch(() => 'held');
        if (outcome === 'more' || outcome === 'rebuilding') due.push(next);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, fold));
    await switchBuilds(this.database, [projection]);
  }
}
