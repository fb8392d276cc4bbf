import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Sentence } from '../../libs/features/shared/refusal.ts';
import { Problem } from '../../libs/platform/problem.ts';
import { secondsSinceWorkerSeen } from '../../libs/projections/index.ts';
import { TenantDatabase } from '../../libs/tenancy/index.ts';
import { Public } from './authentication.guard.ts';
import { Metrics } from './metrics.ts';

// Workers look every two seconds, and after each town while they are at work.
const WORKER_GONE_S = 15;

/** For whoever runs the installation: is it alive, may it have traffic, how is it doing. */
@Public()
@Controller()
export class OperationsController {
  constructor(
    @Inject(TenantDatabase) private readonly database: TenantDatabase,
    @Inject(Metrics) private readonly metrics: Metrics,
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
        zh: '后台处理进程没有响应,数据暂不更新',
        en: 'No worker was seen lately: the views stay as they are',
      });
    }
    return { status: 'ready' };
  }

  @Get('metrics')
  async scrape(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.header('content-type', this.metrics.contentType);
    return this.metrics.text();
  }
}

function notReady(code: string, title: Sentence): Problem {
  return new Problem(503, code, title, { retryAfterSeconds: 2 });
}
