import { Readable } from 'node:stream';
import { Controller, Get, Headers, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { businessDate } from '../../libs/features/shared/values.ts';
import { prefersEnglish } from '../../libs/platform/problem.ts';
import { validated, wholeNumber } from '../../libs/platform/validation.ts';
import { AuditLog, grantingRole } from '../../libs/tenancy/index.ts';
import { entryOf } from './audit-entries.ts';
import { auditFile } from './audit-file.ts';
import { AuditPages } from './audit-pages.service.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';

const filter = {
  from: businessDate.optional().describe('recorded on this day or later (Asia/Shanghai)'),
  to: businessDate.optional().describe('recorded on this day or earlier'),
  action: z
    .string()
    .regex(/^[a-z][a-z.-]{0,59}$/)
    .optional(),
  actor: z
    .string()
    .min(1)
    .max(100)
    .regex(/^[^\0\p{Cs}]*$/u)
    .optional()
    .describe('the username of who did it'),
  outcome: z.enum(['done', 'refused']).optional(),
  town: z
    .string()
    .regex(/^\d{9}$/)
    .optional()
    .describe('only what this town’s people did'),
};

export const auditFileQuery = z.strictObject(filter);

export const auditQuery = z.strictObject({
  ...filter,
  after: z.string().max(100).optional().describe('the `next` of the page before'),
  limit: wholeNumber(1, 500).default(100),
});

export const platformAuditQuery = auditQuery.omit({ town: true });

/** The audit log, for a county's auditor and, of their own doings, the installation's operators. */
@Controller('api/v1')
export class AuditController {
  constructor(
    @Inject(AuditPages) private readonly pages: AuditPages,
    @Inject(AuditLog) private readonly log: AuditLog,
  ) {}

  /** The entries of a county and its towns, the latest first. */
  @Get('counties/:countyCode/audit')
  async ofCounty(
    @Req() { principal }: AuthenticatedRequest,
    @Param('countyCode') code: string,
    @Query() query: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const { town, ...asked } = validated(auditQuery, query, { prefix: '?', language });
    return this.pages.page(await this.pages.ofCounty(principal, code, town), asked);
  }

  /** The same as a file, all at once; itself recorded as an export before its first line. */
  @Get('counties/:countyCode/audit.csv')
  async fileOfCounty(
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
    @Param('countyCode') code: string,
    @Query() query: unknown,
    @Headers('accept-language') language: string | undefined,
  ): Promise<void> {
    const asked = validated(auditFileQuery, query, { prefix: '?', language });
    const tenants = await this.pages.ofCounty(request.principal, code, asked.town);
    await this.log.record(
      entryOf(request, {
        action: 'export',
        target: 'audit.csv',
        details: { county: code, filters: Object.keys(asked).join(' ') },
        role: grantingRole(request.principal, 'audit'),
      }),
    );
    const lines = auditFile(this.pages.all(tenants, asked), prefersEnglish(language) ? 'en' : 'zh');
    await reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="audit-${code}.csv"`)
      .send(Readable.from(lines));
  }

  /** The entries of the installation itself: what its operators did. */
  @Get('platform/audit')
  ofPlatform(
    @Req() { principal }: AuthenticatedRequest,
    @Query() query: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const asked = validated(platformAuditQuery, query, { prefix: '?', language });
    return this.pages.page(this.pages.ofPlatform(principal), asked);
  }
}
