import { Body, Controller, Headers, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { z } from 'zod';
import { businessDate, line } from '../../libs/features/shared/values.ts';
import { validated } from '../../libs/platform/validation.ts';
import { AuditLog } from '../../libs/tenancy/index.ts';
import { entryOf } from './audit-entries.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';

// Names of towns and villages have 60 characters at most. All at their longest, of three bytes each, they are 4.5 kB of the
// 8 kB of an entry.
const title = line(150);
const name = line(60);

export const exportSchema = z.strictObject({
  list: title.describe('what the list is called'),
  place: title.describe('whose list it is'),
  rows: z.int().min(0).describe('how many entries the file has'),
  asOf: businessDate.describe('the day of the data'),
  filters: z.array(name).max(20).describe('what narrowed the list: names, no values'),
});

/**
 * Files that a page makes of what it has been given. Nothing is in them that the views have not answered, but a file
 * leaves: the page says so first, and makes none that is not recorded.
 */
@Controller('api/v1/me/exports')
export class ExportsController {
  constructor(@Inject(AuditLog) private readonly log: AuditLog) {}

  @Post()
  @HttpCode(204)
  async record(
    @Req() request: AuthenticatedRequest,
    @Body() body: unknown,
    @Headers('accept-language') language: string | undefined,
  ): Promise<void> {
    const { list, filters, ...details } = validated(exportSchema, body, { language });
    await this.log.record(
      entryOf(request, {
        action: 'export',
        target: `${list}.xlsx`,
        details: { ...details, filters: filters.join(' ') },
      }),
    );
  }
}
