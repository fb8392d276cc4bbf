import { Controller, Get, Inject, Param, Patch, Post, Req } from '@nestjs/common';
import { z } from 'zod';
import { uuid } from '../../libs/features/shared/values.ts';
import { notFound, Problem } from '../../libs/platform/problem.ts';
import { fieldProblem, validated } from '../../libs/platform/validation.ts';
import {
  AccountAdministration,
  AccountRefused,
  grantingRole,
  recordAudit,
  ROLES,
  TenantDatabase,
  USERNAME,
  type AccountRefusal,
  type OnAccountChange,
} from '../../libs/tenancy/index.ts';
import { Access } from './access.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';

const roles = z
  .array(z.enum(ROLES))
  .min(1)
  .refine((wanted) => new Set(wanted).size === wanted.length, { error: 'names a role twice' });

export const newAccountSchema = z.strictObject({
  username: z.string().regex(USERNAME),
  roles,
  villageId: uuid.optional().describe('of a village clerk, and only then'),
});
export const accountChangeSchema = z.strictObject({
  roles: roles.optional(),
  villageId: uuid.nullable().optional(),
  disabled: z.boolean().optional(),
});

type Place = { level: 'county' | 'town'; code: string };

/** The accounts of a town, for its leader and for its county's administrator; those of a county, for the latter. */
@Controller(['api/v1/towns/:townCode/accounts', 'api/v1/counties/:countyCode/accounts'])
export class AccountsController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(TenantDatabase) private readonly database: TenantDatabase,
  ) {}

  @Get()
  async list(@Req() request: AuthenticatedRequest, @Param() path: Record<string, string>) {
    return { data: await (await this.of(request, path)).list() };
  }

  @Post()
  async create(@Req() request: AuthenticatedRequest, @Param() path: Record<string, string>) {
    const accounts = await this.of(request, path);
    const { username, roles, villageId } = validated(newAccountSchema, request.body, language(request));
    return answered(request, accounts.create(username, { roles, villageId: villageId ?? null }));
  }

  @Patch(':accountId')
  async change(@Req() request: AuthenticatedRequest, @Param() path: Record<string, string>) {
    const accounts = await this.of(request, path);
    const change = validated(accountChangeSchema, request.body, language(request));
    return answered(request, accounts.update(accountId(path), change));
  }

  /** A new initial password for somebody who lost the old one, or the second factor. */
  @Post(':accountId/password')
  async resetPassword(@Req() request: AuthenticatedRequest, @Param() path: Record<string, string>) {
    const accounts = await this.of(request, path);
    return answered(request, accounts.resetPassword(accountId(path)));
  }

  private async of(
    request: AuthenticatedRequest,
    { townCode, countyCode }: Record<string, string>,
  ): Promise<AccountAdministration> {
    const { principal } = request;
    const place: Place = townCode
      ? { level: 'town', code: townCode }
      : { level: 'county', code: countyCode! };
    const tenant = await this.access.accounts(principal, place.level, place.code);
    return new AccountAdministration(this.database, principal, tenant, auditOf(request, place.code));
  }
}

/** Tells the audit log of a change, in the transaction of the change. */
const auditOf =
  ({ principal, ip, id }: AuthenticatedRequest, tenantCode: string): OnAccountChange =>
  (db, action, account, details) =>
    recordAudit(db, [
      {
        tenantId: principal.tenantId,
        action,
        outcome: 'done',
        actor: principal.subject,
        username: principal.username,
        role: grantingRole(principal, 'accounts')!,
        address: ip,
        target: account.id,
        details: { tenant: tenantCode, account: account.username, ...details },
        correlationId: String(id),
      },
    ]);

const language = ({ headers }: AuthenticatedRequest) => ({ language: headers['accept-language'] });

const noAccount = () => notFound({ zh: '这个账号', en: 'account' });

function accountId({ accountId: sent }: Record<string, string>): string {
  const id = uuid.safeParse(sent);
  if (!id.success) throw noAccount();
  return id.data;
}

/** The result, or the problem that a refusal is to whoever asked. */
async function answered<Result>(request: AuthenticatedRequest, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AccountRefused) throw problemOf(error.reason, request);
    throw error;
  }
}

const FIELDS: Partial<Record<AccountRefusal, [pointer: string, zh: string, en: string]>> = {
  'username-taken': [
    '/username',
    '这个用户名已被使用，请换一个',
    'This username is taken: choose another one',
  ],
  'roles-of-other-level': [
    '/roles',
    '角色与单位的层级不符，请重新选择角色',
    'A town has roles of towns, a county roles of counties: choose others',
  ],
  'roles-above-you': [
    '/roles',
    '镇领导账号由县级管理员设立，请联系县级管理员',
    'Leaders of towns are made by the county: ask its administrator',
  ],
  'village-missing': [
    '/villageId',
    '村级经办人须指定所在的村，请选择村',
    'A village clerk needs a village: choose it',
  ],
  'village-superfluous': [
    '/villageId',
    '只有村级经办人须指定村，请不选村',
    'Only a village clerk has a village: leave it out',
  ],
  'village-unknown': [
    '/villageId',
    '本镇没有登记这个村，请核对所选的村',
    'The town has no such village: check which is meant',
  ],
};

function problemOf(reason: AccountRefusal, { headers }: AuthenticatedRequest): Problem {
  if (reason === 'unknown') return noAccount();
  const field = FIELDS[reason];
  if (field) {
    const [pointer, zh, en] = field;
    return fieldProblem(pointer, `account.${reason}`, { zh, en }, headers['accept-language']);
  }
  return new Problem(403, `account.${reason}`, OTHERS[reason as keyof typeof OTHERS]);
}

const OTHERS = {
  'own-account': {
    zh: '不能在这里变更自己的账号，请由另一位管理员变更',
    en: 'Your own account is changed by another administrator, not by you',
  },
  'above-you': {
    zh: '镇领导的账号由县级管理员变更，请联系县级管理员',
    en: 'The accounts of a town’s leaders are changed by the county: ask its administrator',
  },
  'not-local': {
    zh: '该账号由统一身份认证管理，请在那里变更角色与密码',
    en: 'This account belongs to the identity provider: change its roles and password there',
  },
};
