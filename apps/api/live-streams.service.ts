import type { ServerResponse } from 'node:http';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { projections } from '../../libs/features/read-models.ts';
import { ProjectionSignals, readPositions } from '../../libs/projections/index.ts';
import { TenantDatabase, type TenantScope } from '../../libs/tenancy/index.ts';
import type { ViewTenant } from './views.service.ts';

const HEARTBEAT_MS = 15_000;
// A burst of facts is one message: a page that reads the whole view gains nothing from more.
const GATHER_MS = 250;

/** The open event streams of county pages. */
@Injectable()
export class LiveStreams implements BeforeApplicationShutdown {
  private readonly responses = new Set<ServerResponse>();

  constructor(
    @Inject(TenantDatabase) private readonly database: TenantDatabase,
    @Inject(ProjectionSignals) private readonly signals: ProjectionSignals,
  ) {}

  /** Sends `changed` with the code and position of each of these towns whenever its read models moved. */
  open(reply: FastifyReply, scope: TenantScope, towns: readonly ViewTenant[]): void {
    reply.hijack();
    const response = reply.raw;
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      // A connection kept for a next request would hold the shutdown up.
      connection: 'close',
    });
    // Nothing follows a head, and whoever asked for one waits for its end.
    if (response.req.method === 'HEAD') return void response.end();
    response.write(': open\n\n');
    const moved = new Set<number>();
    const unsubscribe = this.signals.subscribe((tenantId) => {
      if (towns.some((town) => town.tenantId === tenantId)) moved.add(tenantId);
    });
    const tell = setInterval(() => void this.tell(response, scope, towns, moved), GATHER_MS);
    const heartbeat = setInterval(() => response.write(': alive\n\n'), HEARTBEAT_MS);
    this.responses.add(response);
    response.on('close', () => {
      unsubscribe();
      clearInterval(tell);
      clearInterval(heartbeat);
      this.responses.delete(response);
    });
  }

  beforeApplicationShutdown(): void {
    for (const response of this.responses) response.end();
  }

  private async tell(
    response: ServerResponse,
    scope: TenantScope,
    towns: readonly ViewTenant[],
    moved: Set<number>,
  ): Promise<void> {
    if (moved.size === 0) return;
    const tenantIds = [...moved];
    moved.clear();
    try {
      const positions = await this.database.withTenant(scope, (db) =>
        readPositions(db, projections, tenantIds),
      );
      for (const { tenantId, position } of positions) {
        const townCode = towns.find((town) => town.tenantId === tenantId)!.code;
        response.write(`event: changed\ndata: ${JSON.stringify({ townCode, position })}\n\n`);
      }
    } catch {
      // The page is told with the next move; it opens the stream anew if this one breaks.
      tenantIds.forEach((tenantId) => moved.add(tenantId));
    }
  }
}
