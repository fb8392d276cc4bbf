import { Controller, Get, Headers, Inject, Param, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { chainPoint, openChains, verifyChain } from '../../libs/event-store/index.ts';
import { Refusal } from '../../libs/features/shared/refusal.ts';
import { validated, wholeNumber } from '../../libs/platform/validation.ts';
import { readingOnly, TenantDatabase, type TenantScope } from '../../libs/tenancy/index.ts';
import { Access } from './access.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';

// Some 30 µs an event: a call ends within a fraction of a second, however long the chain is.
const EVENTS_A_CALL = 5_000;

export const verificationQuery = z.strictObject({
  after: wholeNumber(0)
    .default(0)
    .describe('position that is taken for granted: `verifiedTo` of the call before'),
});

/** Recomputes a chain of events for an auditor, a part of it a call. */
@Controller('api/v1')
export class VerificationController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(TenantDatabase) private readonly database: TenantDatabase,
  ) {}

  @Get('towns/:townCode/verification')
  async ofTown(
    @Req() { principal }: AuthenticatedRequest,
    @Param('townCode') code: string,
    @Query() query: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const scope = await this.access.town(principal, code, 'verify');
    const { after } = validated(verificationQuery, query, { prefix: '?', language });
    return this.verify(scope, code, after);
  }

  /** Of the county's own streams. */
  @Get('counties/:countyCode/verification')
  async ofCounty(
    @Req() { principal }: AuthenticatedRequest,
    @Param('countyCode') code: string,
    @Query() query: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const scope = await this.access.county(principal, code, 'verify');
    const { after } = validated(verificationQuery, query, { prefix: '?', language });
    return this.verify(scope, code, after);
  }

  /** How far the chain holds, where it ends, and the first thing that is wrong. */
  private verify(scope: TenantScope, code: string, after: number) {
    return this.database.withTenant(readingOnly(scope), async (db) => {
      const [chain] = await openChains(db, code);
      const head = chain!.end;
      if (after > head) throw beyondHead(head);
      const from = await chainPoint(db, chain!, after);
      if (!from) return { verifiedTo: 0, head, fault: { kind: 'removed', position: after, last: after } };
      const { verified, fault } = await verifyChain(chain!, from, undefined, after + EVENTS_A_CALL);
      return { verifiedTo: verified.position, head, fault };
    });
  }
}

function beyondHead(head: number): Refusal {
  return new Refusal(
    'position.beyond-head',
    { zh: `记录只到第 ${head} 条`, en: `The chain ends at position ${head}` },
    { zh: '请从这一条或以前开始', en: 'begin there or before' },
    '?after',
  );
}
