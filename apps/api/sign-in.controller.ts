import { Body, Controller, Headers, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Problem } from '../../libs/platform/problem.ts';
import { validated } from '../../libs/platform/validation.ts';
import { SignIn } from '../../libs/tenancy/index.ts';
import { Public } from './authentication.guard.ts';
import { answerSession, clientOf, keepDevice, keptDevice } from './session-cookies.ts';

// U+0000 cannot be part of a text in Postgres, and half a surrogate pair is no character.
export const credential = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\0\p{Cs}]*$/u);

/** A code of a second factor. */
export const code = z.string().regex(/^\d{6}$/);

export const signInSchema = z.strictObject({
  username: credential(100),
  password: credential(200),
  code: code.optional(),
});

@Controller('api/v1/sign-in')
export class SignInController {
  constructor(@Inject(SignIn) private readonly signIns: SignIn) {}

  @Public()
  @Post()
  @HttpCode(200)
  async signIn(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const result = await this.signIns.signIn({
      ...validated(signInSchema, body, { language }),
      ...clientOf(request),
      device: keptDevice(request),
    });
    switch (result.kind) {
      case 'signed-in':
        keepDevice(request, reply, result.device);
        return answerSession(request, reply, result.session);
      case 'failed':
        throw new Problem(401, 'sign-in.failed', {
          zh: '用户名或密码不正确，请核对后重试',
          en: 'The username or the password is not right: check both',
        });
      case 'code-needed':
        throw new Problem(401, 'sign-in.code-needed', {
          zh: '请输入验证器上的六位验证码',
          en: 'Enter the six digits that your authenticator shows',
        });
      case 'locked':
        throw locked(result.seconds);
      default:
        return result satisfies never;
    }
  }
}

/** After failures: says for how long nothing is looked at. */
export function locked(seconds: number): Problem {
  return new Problem(
    429,
    'sign-in.locked',
    { zh: '多次失败，请稍后再试', en: 'There were several failures: try again later' },
    {
      detail: { zh: `请在 ${seconds} 秒后再试`, en: `Try again in ${seconds} seconds` },
      retryAfterSeconds: seconds,
    },
  );
}
