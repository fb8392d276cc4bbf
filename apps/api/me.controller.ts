import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Req,
  Res,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { notFound, Problem } from '../../libs/platform/problem.ts';
import { fieldProblem, validated } from '../../libs/platform/validation.ts';
import {
  OwnAccount,
  OwnSessions,
  PASSWORD_FAULTS,
  permissionsOf,
  type OwnAccountRefusal,
} from '../../libs/tenancy/index.ts';
import { BeforePasswordChange, type AuthenticatedRequest } from './authentication.guard.ts';
import { answerSession, clientOf } from './session-cookies.ts';
import { code, credential, locked } from './sign-in.controller.ts';

export const passwordChangeSchema = z.strictObject({ current: credential(200), next: credential(400) });
export const secondFactorSchema = z.strictObject({ code });
export const secondFactorRemovalSchema = z.strictObject({ password: credential(200) });

/** What people see and do of their own: who they are, their password, sessions and second factor. */
@Controller('api/v1/me')
export class MeController {
  constructor(
    @Inject(OwnAccount) private readonly account: OwnAccount,
    @Inject(OwnSessions) private readonly sessions: OwnSessions,
  ) {}

  @BeforePasswordChange()
  @Get()
  async me(@Req() { principal, accessToken }: AuthenticatedRequest) {
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
      mustChangePassword: accessToken.mustChangePassword,
      ...(await this.account.state(principal)),
    };
  }

  /** A new password: all sessions end, and this one goes on as a new one. */
  @BeforePasswordChange()
  @Put('password')
  async changePassword(
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
    @Headers('accept-language') language: string | undefined,
  ) {
    const wanted = validated(passwordChangeSchema, body, { language });
    const result = await this.account.changePassword(request.principal, wanted, clientOf(request));
    switch (result.kind) {
      case 'changed':
        return answerSession(request, reply, result.session);
      case 'fault':
        throw fieldProblem('/next', `password.${result.fault}`, PASSWORD_FAULTS[result.fault], language);
      case 'unchanged':
        throw fieldProblem(
          '/next',
          'password.unchanged',
          { zh: '新密码不能与旧密码相同', en: 'This is the password you have' },
          language,
        );
      default:
        throw refusal(result, '/current', language);
    }
  }

  @Get('sessions')
  async list(@Req() { principal }: AuthenticatedRequest) {
    return { data: await this.sessions.list(principal) };
  }

  /** Signs out everywhere. */
  @Delete('sessions')
  @HttpCode(204)
  async endAll(@Req() request: AuthenticatedRequest): Promise<void> {
    await this.sessions.endAll(request.principal, clientOf(request));
  }

  @Delete('sessions/:sessionId')
  @HttpCode(204)
  async end(@Req() request: AuthenticatedRequest, @Param('sessionId') sessionId: string): Promise<void> {
    const known =
      z.uuid().safeParse(sessionId).success &&
      (await this.sessions.end(request.principal, sessionId, clientOf(request)));
    if (!known) throw notFound({ zh: '这次登录', en: 'session' });
  }

  /** A secret to put into an app; nothing is asked for yet. */
  @Post('second-factor')
  @HttpCode(200)
  async proposeSecondFactor(@Req() { principal }: AuthenticatedRequest) {
    const { kind, ...proposal } = await this.account.proposeSecondFactor(principal);
    if (kind === 'proposed') return proposal;
    if (kind === 'not-local') throw notLocal();
    throw new Problem(409, 'second-factor.on', {
      zh: '两步验证已开启，请先关闭',
      en: 'The second factor is on: remove it first',
    });
  }

  @Put('second-factor')
  @HttpCode(204)
  async enableSecondFactor(
    @Req() request: AuthenticatedRequest,
    @Body() body: unknown,
    @Headers('accept-language') language: string | undefined,
  ): Promise<void> {
    const sent = validated(secondFactorSchema, body, { language });
    if (await this.account.enableSecondFactor(request.principal, sent.code, clientOf(request))) return;
    throw fieldProblem(
      '/code',
      'second-factor.code-wrong',
      { zh: '验证码不正确', en: 'The code is not right' },
      language,
    );
  }

  @Post('second-factor/remove')
  @HttpCode(204)
  async removeSecondFactor(
    @Req() request: AuthenticatedRequest,
    @Body() body: unknown,
    @Headers('accept-language') language: string | undefined,
  ): Promise<void> {
    const { password } = validated(secondFactorRemovalSchema, body, { language });
    const refused = await this.account.removeSecondFactor(request.principal, password, clientOf(request));
    if (refused) throw refusal(refused, '/password', language);
  }
}

function refusal(refused: OwnAccountRefusal, pointer: string, language: string | undefined): Problem {
  switch (refused.kind) {
    case 'wrong-password':
      return fieldProblem(
        pointer,
        'password.wrong',
        { zh: '密码不正确', en: 'The password is not right' },
        language,
      );
    case 'locked':
      return locked(refused.seconds);
    case 'not-local':
      return notLocal();
    default:
      return refused satisfies never;
  }
}

const notLocal = () =>
  new Problem(409, 'account.not-local', {
    zh: '这个账号由单位的统一登录管理，请在那里变更',
    en: 'This account is kept by your sign-in service: change it there',
  });
