import type { ServerResponse } from 'node:http';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { projections } from '../../libs/features/read-models.ts';
import { Problem } from '../../libs/platform/problem.ts';
import { ProjectionSignals, readPositions } from '../../libs/projections/index.ts';
import {
  SessionWatch,
  TenantDatabase,
  type AccessToken,
  type TenantScope,
} from '../../libs/tenancy/index.ts';
import { LIVE_LIMITS, type LiveLimits } from './http-options.ts';
import { Places } from './places.ts';
import { writeToReader } from './write-to-reader.ts';
import type { ViewTenant } from './views.service.ts';

const HEARTBEAT_MS = 15_000;
// A burst of facts is one message: a page that reads the whole view gains nothing from more.
const GATHER_MS = 250;
// A page that was closed gives its place back with its connection.
const RETRY_AFTER_SECONDS = 30;

/** Who listens, and from where. */
export interface Listener {
  readonly token: AccessToken;
  readonly address: string;
}

/** The open event streams of county pages. */
@Injectable()
export class LiveStreams implements BeforeApplicationShutdown {
  private readonly responses = new Set<ServerResponse>();
  private readonly placesOfAccounts: Places;
  private readonly placesOfAddresses: Places;

  constructor(
    @Inject(TenantDatabase) private readonly database: TenantDatabase,
    @Inject(ProjectionSignals) private readonly signals: ProjectionSignals,
    @Inject(SessionWatch) private readonly watch: SessionWatch,
    @Inject(LIVE_LIMITS) private readonly limits: LiveLimits,
  ) {
    this.placesOfAccounts = new Places(limits.ofAccount);
    this.placesOfAddresses = new Places(limits.ofAddress);
  }

  /**
   * Sends `changed` with the code and position of each of these towns whenever its read models moved. Ends when the
   * access token that it was asked for with is not good any more: the page asks again with the next one.
   *
   * @throws {Problem} 429 when the account or the address has too many streams open.
   */
  open(listener: Listener, reply: FastifyReply, scope: TenantScope, towns: readonly ViewTenant[]): void {
    const leave = this.takePlaces(listener);
    reply.hijack();
    const response = reply.raw;
    response.once('close', leave);
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      // A connection kept for a next request would hold the shutdown up.
      connection: 'close',
    });
    // Nothing follows a head, and whoever asked for one waits for its end.
    if (response.req.method === 'HEAD') return void response.end();
    this.write(response, ': open\n\n');
    const moved = new Set<number>();
    const unsubscribe = this.signals.subscribe((tenantId) => {
      if (towns.some((town) => town.tenantId === tenantId)) moved.add(tenantId);
    });
    const tell = setInterval(() => {
      if (this.isOver(listener.token)) response.end();
      else void this.tell(response, scope, towns, moved);
    }, GATHER_MS);
    const heartbeat = setInterval(() => this.write(response, ': alive\n\n'), HEARTBEAT_MS);
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

  /** @returns what gives the places back. */
  private takePlaces({ token, address }: Listener): () => void {
    const { tenantId, subject } = token.principal;
    const leaveAccount = this.placesOfAccounts.take(`${tenantId}:${subject}`);
    const leaveAddress = leaveAccount && this.placesOfAddresses.take(address);
    if (leaveAccount && leaveAddress) {
      return () => {
        leaveAccount();
        leaveAddress();
      };
    }
    leaveAccount?.();
    throw new Problem(
      429,
      'live.too-many',
      { zh: '打开的实时页面过多，请先关闭一些', en: 'Too many live pages are open: close some first' },
      { retryAfterSeconds: RETRY_AFTER_SECONDS },
    );
  }

  private write(response: ServerResponse, text: string): void {
    writeToReader(response, text, this.limits.unreadBytes);
  }

  private isOver(token: AccessToken): boolean {
    return token.expiresAt <= Date.now() || this.watch.isKnownToBeRevoked(token);
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
        this.write(response, `event: changed\ndata: ${JSON.stringify({ townCode, position })}\n\n`);
      }
    } catch {
      // The page is told with the next move; it opens the stream anew if this one breaks.
      tenantIds.forEach((tenantId) => moved.add(tenantId));
    }
  }
}
