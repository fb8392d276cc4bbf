import { Body, Controller, Get, Headers, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { IssuerSignIn } from '../../libs/platform/oidc/issuer-sign-in.ts';
import { ATTEMPT_SECONDS } from '../../libs/platform/oidc/sign-in-attempt.ts';
import { notFound } from '../../libs/platform/problem.ts';
import { validated } from '../../libs/platform/validation.ts';
import { clientOf, keepSession } from './session-cookies.ts';
import { exchangeProblem } from './oidc-problem.ts';
import { Public } from './authentication.guard.ts';

// Tokens with long lists of groups have some 4 KB.
export const exchangeSchema = z.strictObject({ token: z.string().min(1).max(16_384) });

const ATTEMPT_COOKIE = 'zhendi_oidc';

/** Signing in through the configured issuer: addresses that a browser opens, and is sent on from. */
@Controller('api/v1/sign-in')
export class OidcController {
  constructor(@Inject(IssuerSignIn) private readonly issuer: IssuerSignIn | null) {}

  @Public()
  @Get('methods')
  methods() {
    return { local: true, oidc: this.issuer?.method() ?? null };
  }

  @Public()
  @Get('oidc')
  async begin(@Res() reply: FastifyReply) {
    const issuer = this.configured();
    return sendOn(reply, issuer, async () => {
      const { address, sealed } = await issuer.begin();
      void reply.setCookie(ATTEMPT_COOKIE, sealed, { ...attemptCookie(issuer), maxAge: ATTEMPT_SECONDS });
      return address.href;
    });
  }

  @Public()
  @Get('oidc/callback')
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const issuer = this.configured();
    void reply.clearCookie(ATTEMPT_COOKIE, attemptCookie(issuer));
    return sendOn(reply, issuer, async () => {
      const session = await issuer.finish({
        answer: new URL(request.url, 'http://localhost').searchParams,
        sealed: request.cookies[ATTEMPT_COOKIE],
        ...clientOf(request),
      });
      keepSession(request, reply, session.refreshToken);
      return '/';
    });
  }

  /** For programs: an access token of the issuer for one of ours. No cookie: the next one is had in the same way. */
  @Public()
  @Post('oidc/exchange')
  @HttpCode(200)
  async exchange(
    @Req() request: FastifyRequest,
    @Body() body: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const issuer = this.configured();
    const { token } = validated(exchangeSchema, body, { language });
    try {
      const { accessToken, expiresIn } = await issuer.exchange(token, clientOf(request));
      return { accessToken, expiresIn };
    } catch (error) {
      throw exchangeProblem(error);
    }
  }

  /** @throws {Problem} 404 without an issuer. */
  private configured(): IssuerSignIn {
    if (!this.issuer) throw notFound({ zh: '这个地址', en: 'address' });
    return this.issuer;
  }
}

/** Lax, since the browser comes back from another site; nothing is done for whoever has this cookie alone. */
function attemptCookie({ isSecure: secure }: IssuerSignIn): CookieSerializeOptions {
  return { httpOnly: true, sameSite: 'lax', secure, path: '/api/v1/sign-in/oidc' };
}

/** Sends the browser where `work` says, or back to the sign-in page, which says why. Never where a request says. */
async function sendOn(
  reply: FastifyReply,
  issuer: IssuerSignIn,
  work: () => Promise<string>,
): Promise<FastifyReply> {
  void reply.header('cache-control', 'no-store');
  try {
    return reply.redirect(await work(), 302);
  } catch (error) {
    const query = new URLSearchParams(issuer.explain(error));
    return reply.redirect(`/sign-in?${query.toString()}`, 302);
  }
}
