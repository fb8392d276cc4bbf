import { projections } from '../../libs/features/read-models.ts';
import { upcasters } from '../../libs/features/upcasters.ts';
import { UploadDrafts } from '../../libs/attachments/index.ts';
import {
  DoorbellListener,
  DoorbellRinger,
  queueBackend,
  type Doorbell,
} from '../../libs/platform/doorbells.ts';
import type { Logger } from '../../libs/platform/logging.ts';
import type { RunningProcess } from '../../libs/platform/run-process.ts';
import { CatchUp, type CatchUpOutcome } from '../../libs/projections/index.ts';
import { TenantDatabase } from '../../libs/tenancy/index.ts';
import { createAppPool } from '../../libs/tenancy/pool.ts';
import { HeadPublisher } from './head-publisher.ts';
import { Rebuilder } from './rebuilder.ts';
import { SessionSweeper } from './session-sweeper.ts';
import { Sweeper } from './sweeper.ts';
import { UploadSweeper } from './upload-sweeper.ts';

export interface WorkerOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  /** Folder that the heads of the chains are published to. */
  readonly home: string;
  /** Folder of the attachments' files. */
  readonly attachmentFolder: string;
  readonly logger: Logger;
}

const CLOSE_MS = 10_000;

export interface RunningWorker extends RunningProcess {
  /** Resolves when all doorbells are listened to. Until then, and with the queue down, the sweeper does the work. */
  readonly listening: Promise<void>;
}

/**
 * The worker: answers doorbells by catching read models up, sweeps for what no doorbell told of, sees to rebuilds,
 * publishes heads, and removes sessions that are over and uploads that were given up.
 */
export function createWorker({
  databaseUrl,
  redisUrl,
  home,
  attachmentFolder,
  logger,
}: WorkerOptions): RunningWorker {
  const onError = (error: Error) => logger.warn({ err: error }, 'database connection lost');
  const pool = createAppPool({ url: databaseUrl, max: 10, onError });
  const database = new TenantDatabase(pool);
  const catchUp = new CatchUp(database, projections, upcasters);
  const backend = { REDIS_URL: redisUrl };
  const ringer = new DoorbellRinger(queueBackend(backend, databaseUrl), logger);
  const catchUpTown = async (tenantId: number) => {
    const outcome = await catchUp.tenant(tenantId);
    // What is left after a bounded run goes to the end of the queue, so that other tenants have their turn.
    if (outcome === 'more') await ringer.ringAlone([tenantId]);
    if (outcome === 'rebuilding') await ringer.ringForRebuild([tenantId]);
  };
  const catchUpTowns = async (tenantIds: readonly number[]) => {
    const { outcomes, alone, error } = await catchUp.tenants(tenantIds);
    const ended = (as: CatchUpOutcome) => tenantIds.filter((tenantId) => outcomes.get(tenantId) === as);
    for (const tenantId of ended('more')) void ringer.ring(tenantId);
    await Promise.all([ringer.ringAlone(alone), ringer.ringForRebuild(ended('rebuilding'))]);
    if (error) throw error;
  };
  const answer = (doorbell: Doorbell) =>
    'tenantId' in doorbell ? catchUpTown(doorbell.tenantId) : catchUpTowns(doorbell.tenantIds);
  const listener = new DoorbellListener(queueBackend(backend, databaseUrl), logger, answer);
  const sweeper = new Sweeper(database, catchUpTown, logger);
  const ring = (tenantIds: readonly number[]) => ringer.ringForRebuild(tenantIds);
  const rebuilder = new Rebuilder(database, { catchUp: catchUpTown, ring }, logger);
  const publisher = new HeadPublisher(database, home, logger);
  const sessions = new SessionSweeper(database, logger);
  const uploads = new UploadSweeper(database, new UploadDrafts(attachmentFolder), logger);
  const listening = listener.ready();
  listening.then(() => logger.info('listening to doorbells'), onError);
  return {
    listening,
    close: async () => {
      const ended = [sweeper, rebuilder, publisher, sessions, uploads].map((part) => part.stop());
      await Promise.all([...ended, listener.close(CLOSE_MS)]);
      await ringer.close();
      await pool.end();
    },
  };
}
