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

  /** A token that was read before is answered at once: most are, and to wait for nothing costs a command a tenth. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (this.isMarked(context, 'public')) return true;
    const { headers } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const [, bearer] = /^Bearer ([\w.-]+)$/i.exec(headers.authorization ?? '') ?? [];
    if (!bearer) throw unauthenticated();
    const token = this.tokens.known(bearer);
    return token && this.watch.isUpToDate() ? this.admit(context, token) : this.check(context, bearer);
  }

  private async check(context: ExecutionContext, bearer: string): Promise<boolean> {
    const token = await this.tokens.read(bearer);
    if (!token || (await this.watch.isRevoked(token))) throw unauthenticated();
    return this.admit(context, token);
  }

  private admit(context: ExecutionContext, token: AccessToken): boolean {
    if (this.watch.isKnownToBeRevoked(token)) throw unauthenticated();
    const tooMany = this.rates.ofAccount(token.principal);
    if (tooMany) throw tooMany;
    if (token.mustChangePassword && !this.isMarked(context, 'before-password-change'))
      throw passwordChangeNeeded();
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    request.principal = token.principal;
    request.accessToken = token;
    return true;
  }

  private isMarked(context: ExecutionContext, mark: string): boolean | undefined {
    return this.reflector.getAllAndOverride<boolean | undefined>(mark, [
      context.getHandler(),
      context.getClass(),
    ]);
  }
}

const passwordChangeNeeded = () =>
  new Problem(403, 'password.change-needed', {
    zh: '请先修改初始密码',
    en: 'Change your initial password first',
  });
