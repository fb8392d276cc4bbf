import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Problem } from '../../libs/platform/problem.ts';
import { TenantDatabase } from '../../libs/tenancy/index.ts';
import { Public } from './authentication.guard.ts';
import { Metrics } from './metrics.ts';

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
    try {
      await this.database.withSystem((db) => db.query('select 1'));
    } catch {
      throw new Problem(
        503,
        'not-ready',
        { zh: '数据库不可用', en: 'The database is not available' },
        { retryAfterSeconds: 2 },
      );
    }
    return { status: 'ready' };
  }

  @Get('metrics')
  async scrape(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.header('content-type', this.metrics.contentType);
    return this.metrics.text();
  }
}
