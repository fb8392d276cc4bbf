import { Problem } from '../../libs/platform/problem.ts';
import { SignInRefused } from '../../libs/platform/oidc/sign-in-refused.ts';

/** What a program is told whose token of the issuer was not taken; any other error is itself. */
export function exchangeProblem(error: unknown): Error {
  if (!(error instanceof SignInRefused)) return error as Error;
  switch (error.code) {
    case 'sign-in.issuer-unavailable':
      return new Problem(
        503,
        error.code,
        {
          zh: '暂时连不上统一身份认证，请稍后重试',
          en: 'The issuer of identities cannot be reached: try again in a moment',
        },
        { retryAfterSeconds: 5 },
      );
    case 'sign-in.no-role':
      return new Problem(403, error.code, {
        zh: '还没有开通本系统的角色，请联系管理员',
        en: 'No rule gives whoever this is a role here: ask an administrator',
      });
    case 'sign-in.account-disabled':
      return new Problem(403, error.code, {
        zh: '账户已停用，请联系管理员',
        en: 'The account is disabled: ask an administrator',
      });
    default:
      return new Problem(401, 'sign-in.token-invalid', {
        zh: '令牌无法核实，请重新登录',
        en: 'The token is not one of the issuer for this API: sign in again',
      });
  }
}
