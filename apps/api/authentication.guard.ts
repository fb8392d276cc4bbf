import { Inject, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem, unauthenticated } from '../../libs/platform/problem.ts';
import { AccessTokens, SessionWatch, type AccessToken, type Principal } from '../../libs/tenancy/index.ts';
import { RequestRates } from './request-rates.ts';

export interface AuthenticatedRequest extends FastifyRequest {
  principal: Principal;
  /** What the request was let in with. */
  accessToken: AccessToken;
}

/** Marks a route that needs no bearer token. Everything else does. */
export const Public = () => SetMetadata('public', true);

/** Marks a route that somebody with an initial password may use before he has changed it. */
export const BeforePasswordChange = () => SetMetadata('before-password-change', true);

/** Turns the bearer token into the request's principal. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    @Inject(SessionWatch) private readonly watch: SessionWatch,
    @Inject(RequestRates) private readonly rates: RequestRates,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const marked = (mark: string) =>
      this.reflector.getAllAndOverride<boolean | undefined>(mark, [context.getHandler(), context.getClass()]);
    if (marked('public')) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const [, bearer] = /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const token = bearer ? await this.tokens.read(bearer) : null;
    if (!token || (await this.watch.isRevoked(token))) throw unauthenticated();
    const tooMany = this.rates.ofAccount(token.principal);
    if (tooMany) throw tooMany;
    if (token.mustChangePassword && !marked('before-password-change')) throw passwordChangeNeeded();
    request.principal = token.principal;
    request.accessToken = token;
    return true;
  }
}

const passwordChangeNeeded = () =>
  new Problem(403, 'password.change-needed', {
    zh: '请先修改初始密码',
    en: 'Change your initial password first',
  });
