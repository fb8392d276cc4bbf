import { Inject, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { unauthenticated } from '../../libs/platform/problem.ts';
import { AccessTokens, type Principal } from '../../libs/tenancy/index.ts';

export interface AuthenticatedRequest extends FastifyRequest {
  principal: Principal;
}

/** Marks a route that needs no bearer token. Everything else does. */
export const Public = () => SetMetadata('public', true);

/** Turns the bearer token into the request's principal. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>('public', targets)) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const [, token] = /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const principal = token ? await this.tokens.read(token) : null;
    if (!principal) throw unauthenticated();
    request.principal = principal;
    return true;
  }
}
