import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Sentence } from '../../libs/features/shared/refusal.ts';
import { Problem } from '../../libs/platform/problem.ts';
import { secondsSinceWorkerSeen } from '../../libs/projections/index.ts';
import { TenantDatabase } from '../../libs/tenancy/index.ts';
import { Public } from './authentication.guard.ts';
import { Metrics } from './metrics.ts';

export const METRICS_TOKEN = Symbol('token of the metrics');

// Workers look every two seconds, and after each town while they are at work.
const WORKER_GONE_S = 15;

/** For whoever runs the installation: is it alive, may it have traffic, how is it doing. */
@Public()
@Controller()
export class OperationsController {
  constructor(
    @Inject(TenantDatabase) private readonly database: TenantDatabase,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(METRICS_TOKEN) private readonly token: string,
  ) {}

  @Get('healthz')
  healthz() {
    return { status: 'ok' };
  }

  @Get('readyz')
  async readyz() {
    const seconds = await this.database.withSystem(secondsSinceWorkerSeen).catch(() => {
      throw notReady('not-ready', { zh: '数据库不可用', en: 'The database is not available' });
    });
    // Without a worker facts are recorded and no figure follows from them.
    if (seconds === null || seconds > WORKER_GONE_S) {
      throw notReady('not-ready.no-worker', {
        zh: '后台处理进程没有响应，数据暂不更新',
        en: 'No worker was seen lately: the views stay as they are',
      });
    }
    return { status: 'ready' };
  }

  @Get('metrics')
  async scrape(
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('authorization') authorization: string | undefined,
  ): Promise<string> {
    if (!isSame(authorization, `Bearer ${this.token}`)) throw tokenNeeded();
    void reply.header('content-type', this.metrics.contentType);
    return this.metrics.text();
  }
}

/** Compares in a time that tells nothing of where the two begin to differ. */
function isSame(given: string | undefined, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return given !== undefined && timingSafeEqual(digest(given), digest(expected));
}

function tokenNeeded(): Problem {
  return new Problem(401, 'metrics.token-needed', {
    zh: '读取监控指标需要令牌',
    en: 'The metrics are shown to their token only: ZHENDI_METRICS_TOKEN, or metrics-token under ZHENDI_HOME',
  });
}

function notReady(code: string, title: Sentence): Problem {
  return new Problem(503, code, title, { retryAfterSeconds: 2 });
}
