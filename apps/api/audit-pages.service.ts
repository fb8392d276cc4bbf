import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '../../libs/features/shared/refusal.ts';
import { notFound } from '../../libs/platform/problem.ts';
import {
  PLATFORM_TENANT,
  readAuditPage,
  ScopeResolver,
  TenantDatabase,
  type AuditCursor,
  type AuditFilter,
  type AuditRecord,
  type Principal,
  type TenantScope,
} from '../../libs/tenancy/index.ts';
import { Access } from './access.ts';

/** Whose entries are read. */
export interface AuditedTenants {
  readonly scope: TenantScope;
  readonly tenants: readonly { readonly tenantId: number; readonly code: string }[];
}

/** What is asked of the audit log; days in Asia/Shanghai. */
export interface AuditQuestion {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly action?: string | undefined;
  readonly actor?: string | undefined;
  readonly outcome?: 'done' | 'refused' | undefined;
}

/** An entry as it is answered. */
export type AnsweredEntry = Omit<AuditRecord, 'tenantId' | 'hash'> & { readonly tenantCode: string };

const FILE_PAGE = 1_000;
const DAY_MS = 86_400_000;
const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_([0-9a-z]{1,20})_(\d{1,15})$/;

/** Pages of the audit log, the latest entries first. */
@Injectable()
export class AuditPages {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(ScopeResolver) private readonly scopes: ScopeResolver,
    @Inject(TenantDatabase) private readonly database: TenantDatabase,
  ) {}

  /** A county's own entries and its towns', or one town's. @throws {Problem} 403, 404. */
  async ofCounty(principal: Principal, countyCode: string, town?: string): Promise<AuditedTenants> {
    const scope = await this.access.county(principal, countyCode, 'audit');
    const all = await this.scopes.tenants(principal);
    const tenants = town === undefined ? all : all.filter((t) => t.level === 'town' && t.code === town);
    if (tenants.length === 0) throw notFound({ zh: '这个乡镇', en: 'town' });
    return { scope, tenants };
  }

  /** The installation's own entries. @throws {Problem} 403, 404. */
  ofPlatform(principal: Principal): AuditedTenants {
    const scope = this.access.platform(principal, 'audit');
    return { scope, tenants: [{ tenantId: PLATFORM_TENANT, code: 'platform' }] };
  }

  /** @throws {Refusal} for a cursor that is none. */
  async page(
    audited: AuditedTenants,
    { after, limit, ...question }: AuditQuestion & { after?: string | undefined; limit: number },
  ): Promise<{ data: AnsweredEntry[]; next: string | null }> {
    const from = after === undefined ? undefined : cursorOf(after, audited);
    const records = await this.read(audited, filterOf(question), { after: from, limit });
    const data = records.map((record) => answered(record, audited));
    const last = data.at(-1);
    const next =
      last && data.length === limit ? `${last.recordedAt}_${last.tenantCode}_${last.position}` : null;
    return { data, next };
  }

  /** All entries that are asked for. Memory does not grow with their number. */
  async *all(
    audited: AuditedTenants,
    question: AuditQuestion,
  ): AsyncGenerator<AnsweredEntry, void, undefined> {
    const filter = filterOf(question);
    let after: AuditCursor | undefined;
    for (;;) {
      const page = await this.read(audited, filter, { after, limit: FILE_PAGE });
      for (const record of page) yield answered(record, audited);
      if (page.length < FILE_PAGE) return;
      after = page.at(-1);
    }
  }

  private read(
    { scope, tenants }: AuditedTenants,
    filter: AuditFilter,
    page: { after: AuditCursor | undefined; limit: number },
  ): Promise<AuditRecord[]> {
    const tenantIds = tenants.map(({ tenantId }) => tenantId);
    return this.database.withTenant(scope, (db) => readAuditPage(db, tenantIds, filter, page));
  }
}

function filterOf({ from, to, actor, ...filter }: AuditQuestion): AuditFilter {
  return {
    ...filter,
    username: actor,
    from: from && startOf(from),
    before: to && new Date(Date.parse(startOf(to)) + DAY_MS).toISOString(),
  };
}

/** The moment at which a day begins in Asia/Shanghai, which knows no summer time since 1991. */
function startOf(day: string): string {
  return `${day}T00:00:00+08:00`;
}

function answered({ tenantId, hash: _, ...entry }: AuditRecord, { tenants }: AuditedTenants): AnsweredEntry {
  return { ...entry, tenantCode: tenants.find((tenant) => tenant.tenantId === tenantId)!.code };
}

function cursorOf(text: string, { tenants }: AuditedTenants): AuditCursor {
  const [, recordedAt, code, position] = CURSOR.exec(text) ?? [];
  const tenant = tenants.find((one) => one.code === code);
  if (!tenant || !isMoment(recordedAt)) {
    throw new Refusal(
      'cursor.unknown',
      { zh: '翻页标记无效', en: 'not a cursor of this list' },
      { zh: '请从第一页开始', en: 'begin with the first page' },
      '?after',
    );
  }
  return { recordedAt, tenantId: tenant.tenantId, position: Number(position) };
}

/** JavaScript reads 31 February as 3 March; Postgres does not read it. */
function isMoment(text: string | undefined): text is string {
  const milliseconds = Date.parse(text ?? '');
  return (
    !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().slice(0, 23) === text?.slice(0, 23)
  );
}
