import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../libs/platform/problem.ts';
import { Sessions } from '../../libs/tenancy/index.ts';
import { Public } from './authentication.guard.ts';
import { answerSession, clientOf, forgetSession, keptSession, requirePage } from './session-cookies.ts';

/** What a page does with its session's cookie; it needs no access token, and no other site may do it. */
@Public()
@Controller('api/v1/session')
export class SessionController {
  constructor(@Inject(Sessions) private readonly sessions: Sessions) {}

  /** A new access token, and the next refresh token in the place of the one that was sent. */
  @Post('refresh')
  @HttpCode(200)
  async refresh(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    requirePage(request);
    const session = await this.sessions.refresh(keptSession(request) ?? '', clientOf(request));
    if (session) return answerSession(request, reply, session);
    forgetSession(request, reply);
    throw new Problem(401, 'session.ended', {
      zh: '登录已结束，请重新登录',
      en: 'The session has ended: sign in again',
    });
  }

  /** Signs out on this device. Whoever is not signed in is afterwards as before. */
  @Post('end')
  @HttpCode(204)
  async end(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    requirePage(request);
    await this.sessions.end(keptSession(request) ?? '', clientOf(request));
    forgetSession(request, reply);
  }
}
