import { Body, Controller, Get, Headers, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { z } from 'zod';
import { Problem } from '../../libs/platform/problem.ts';
import { validated } from '../../libs/platform/validation.ts';
import { ACCESS_TOKEN_SECONDS, AccessTokens, Accounts, permissionsOf } from '../../libs/tenancy/index.ts';
import { Public, type AuthenticatedRequest } from './authentication.guard.ts';

// U+0000 cannot be part of a text in Postgres, and half a surrogate pair is no character.
const credential = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\0\p{Cs}]*$/u);

export const signInSchema = z.strictObject({ username: credential(100), password: credential(200) });

@Controller('api/v1')
export class SignInController {
  constructor(
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
  ) {}

  @Public()
  @Post('sign-in')
  @HttpCode(200)
  async signIn(@Body() body: unknown, @Headers('accept-language') language: string | undefined) {
    const { username, password } = validated(signInSchema, body, { language });
    const principal = await this.accounts.signIn(username, password);
    if (!principal) {
      throw new Problem(401, 'sign-in.failed', {
        zh: '用户名或密码不正确',
        en: 'The username or the password is not right',
      });
    }
    return { accessToken: await this.tokens.issue(principal), expiresIn: ACCESS_TOKEN_SECONDS };
  }

  @Get('me')
  me(@Req() { principal }: AuthenticatedRequest) {
    const name = ({ code, name }: { code: string; name: string }) => ({ code, name });
    return {
      subject: principal.subject,
      username: principal.username,
      roles: principal.roles,
      level: principal.level,
      county: principal.county && name(principal.county),
      town: principal.town && name(principal.town),
      villageId: principal.villageId,
      permissions: permissionsOf(principal.roles),
    };
  }
}
