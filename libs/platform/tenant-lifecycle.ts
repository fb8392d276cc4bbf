import { notInFuture } from '../features/shared/dates.ts';
import { Refusal } from '../features/shared/refusal.ts';
import {
  administrationScope,
  changeStatus,
  createTown,
  inLogsOf,
  listTenants,
  lockTenants,
  readingOnly,
  recordAudit,
  renameTenant,
  type AuditEntry,
  type Division,
  type LockedTenant,
  type TenantDatabase,
  type TenantHandle,
  type TenantOverview,
} from '../tenancy/index.ts';
import { businessDate } from './business-date.ts';
import { readTown, recordMerger, unreadTown, type MovedCounts } from './town-merger.ts';

/** Who changes tenants, as the audit log names them. */
export type Administrator = Pick<
  AuditEntry,
  'tenantId' | 'actor' | 'username' | 'role' | 'address' | 'correlationId'
>;

const STATUS_AFTER = { suspend: 'suspended', resume: 'active', close: 'closed' } as const;
export type StatusChange = keyof typeof STATUS_AFTER;

/** What a tenant is called from a day on. */
export interface NewName {
  readonly name: string;
  /** Absent: the code stays. */
  readonly code?: string | undefined;
  /** Business date. */
  readonly validFrom: string;
}

type Details = AuditEntry['details'];

/** One step in a tenant's life, as the audit log tells it. */
interface Step {
  readonly action: string;
  readonly target: string;
  readonly details: Details;
}

/**
 * The one way in which tenants are made, suspended, resumed, renamed, merged and closed, over HTTP as on the command line.
 * Each step is one transaction, its entry in the audit log included; a refused one has an entry too. It stands with whoever
 * took it and with the county of the tenants, whose auditor reads what operators do to them. Whether somebody may do it with
 * these tenants is settled before.
 */
export class TenantLifecycle {
  constructor(private readonly database: TenantDatabase) {}

  /** Counties and their towns by code. @param countyCode only this county and its towns. */
  list(countyCode: string | null = null): Promise<TenantOverview[]> {
    return this.database.withSystem((db) => listTenants(db, countyCode));
  }

  /**
   * Makes a town of a county.
   *
   * @throws {Refusal} tenant.code-of-other-county, tenant.code-taken, tenant.closed for a closed county
   */
  create(county: TenantOverview, { code, name }: Division, by: Administrator): Promise<void> {
    const step = { action: 'create', target: code, details: { name } };
    return this.step(step, [county.tenantId], by, async (db, [locked]) => {
      requireOpen(locked!);
      requireCodeOf(county, code);
      await uniquely(code, createTown(db, county.tenantId, { code, name }));
    });
  }

  /**
   * Suspends, resumes or closes a town, or a county with all its towns. What is closed already stays as it is; what is
   * suspended or active already, too.
   *
   * @param reason for the audit log.
   * @throws {Refusal} tenant.closed when it was closed and is to be something else.
   */
  async changeStatus(
    change: StatusChange,
    tenant: TenantOverview,
    by: Administrator,
    reason: string | null = null,
  ): Promise<void> {
    const ids = await this.withTowns(tenant);
    await this.step(
      { action: change, target: tenant.code, details: { reason } },
      ids,
      by,
      async (db, tenants) => {
        if (change !== 'close') requireOpen(one(tenants, tenant));
        for (const { tenantId, status } of tenants)
          if (status !== 'closed' && status !== STATUS_AFTER[change])
            await changeStatus(db, tenantId, STATUS_AFTER[change]);
      },
    );
  }

  /**
   * Gives a tenant another name, or another code too, from a day on that is not in the future.
   *
   * @throws {Refusal} tenant.closed, date.in-future, tenant.code-taken, tenant.code-of-other-county
   */
  rename(
    tenant: TenantOverview,
    { name, code = tenant.code, validFrom }: NewName,
    by: Administrator,
  ): Promise<void> {
    const step = { action: 'rename', target: tenant.code, details: { name, code, validFrom } };
    return this.step(step, [tenant.tenantId], by, async (db, tenants) => {
      requireOpen(one(tenants, tenant));
      notInFuture(validFrom, businessDate(new Date()));
      if (tenant.level === 'town' && code !== tenant.code) requireCodeOf({ code: tenant.countyCode }, code);
      await uniquely(code, renameTenant(db, tenant.tenantId, { code, name, validFrom }));
    });
  }

  /**
   * Merges a town into another one of its county, from a day on. Repeated, it answers null and does nothing.
   *
   * @throws {Refusal} tenant.closed, tenant.suspended, merger.other-county, and as `mergeTown`.
   */
  async merge(
    from: TenantOverview,
    into: TenantOverview,
    occurredOn: string,
    by: Administrator,
  ): Promise<MovedCounts | null> {
    const ids: [number, number] = [from.tenantId, into.tenantId];
    // Most of its history, so that nobody waits for it.
    const ahead = await this.database.withTenant(readingOnly(administrationScope(ids)), (db) =>
      readTown(db, from.tenantId, unreadTown),
    );
    const step = { action: 'merge', target: from.code, details: { into: into.code, occurredOn } };
    return this.step(step, ids, by, async (db, tenants) => {
      const towns = { from: one(tenants, from), into: one(tenants, into) };
      if (towns.from.mergedInto === into.tenantId) return null;
      requireMergeable(towns.from, towns.into);
      const { town } = await readTown(db, from.tenantId, ahead);
      const merger = { ...towns, town, occurredOn, today: businessDate(new Date()) };
      return recordMerger(db, merger, {
        // The name of a login is somebody's, and events are for good: the audit log says who was at the terminal.
        actor: by.actor ?? 'zhendi tenant merge',
        role: by.role ?? 'operator',
        source: 'merger',
        correlationId: by.correlationId ?? '',
      });
    });
  }

  private async withTowns({ tenantId, level, code }: TenantOverview): Promise<[number, ...number[]]> {
    if (level === 'town') return [tenantId];
    const towns = (await this.list(code)).filter((tenant) => tenant.level === 'town');
    return [tenantId, ...towns.map((town) => town.tenantId)];
  }

  private async step<Result>(
    { action, target, details }: Step,
    tenantIds: [number, ...number[]],
    by: Administrator,
    work: (db: TenantHandle<unknown>, tenants: readonly LockedTenant[]) => Promise<Result>,
  ): Promise<Result> {
    const entry = { ...by, action: `tenant.${action}` as const, target };
    let counties: number[] = [];
    try {
      return await this.database.withTenant(administrationScope(tenantIds), async (db) => {
        const tenants = await lockTenants(db);
        counties = tenants.map(({ countyId }) => countyId);
        const result = await work(db, tenants);
        await recordAudit(db, inLogsOf(counties, { ...entry, outcome: 'done', details }));
        return result;
      });
    } catch (error) {
      if (error instanceof Refusal) {
        const refused = {
          ...entry,
          outcome: 'refused' as const,
          details: { ...details, refusal: error.code },
        };
        await this.database.withSystem((db) => recordAudit(db, inLogsOf(counties, refused)));
      }
      throw error;
    }
  }
}

function one(tenants: readonly LockedTenant[], { tenantId }: TenantOverview): LockedTenant {
  return tenants.find((tenant) => tenant.tenantId === tenantId)!;
}

function requireOpen({ status, name }: LockedTenant): void {
  if (status === 'closed')
    throw new Refusal(
      'tenant.closed',
      { zh: `${name}已撤销`, en: `${name} was closed for good` },
      { zh: '请核对所选的乡镇', en: 'check which town is meant' },
    );
}

function requireMergeable(from: LockedTenant, into: LockedTenant): void {
  requireOpen(from);
  requireOpen(into);
  for (const { status, name } of [from, into])
    if (status === 'suspended')
      throw new Refusal(
        'tenant.suspended',
        { zh: `${name}已停用`, en: `${name} is suspended` },
        { zh: '请先恢复', en: 'resume it first' },
      );
  if (from.level !== 'town' || into.level !== 'town' || from.countyId !== into.countyId || from === into)
    throw new Refusal(
      'merger.other-county',
      { zh: '只能并入本县的另一个乡镇', en: 'a town is merged into another town of its county' },
      { zh: '请核对两个乡镇', en: 'check both towns' },
      '/into',
    );
}

function requireCodeOf(county: Pick<TenantOverview, 'code'>, code: string): void {
  if (!code.startsWith(county.code))
    throw new Refusal(
      'tenant.code-of-other-county',
      {
        zh: `乡镇代码应以本县代码 ${county.code} 开头`,
        en: `a town's code begins with the county's code ${county.code}`,
      },
      { zh: '请核对代码', en: 'check it' },
      '/code',
    );
}

const UNIQUE_VIOLATION = '23505';

async function uniquely<Result>(code: string, change: Promise<Result>): Promise<Result> {
  try {
    return await change;
  } catch (error) {
    if ((error as { code?: unknown }).code !== UNIQUE_VIOLATION) throw error;
    throw new Refusal(
      'tenant.code-taken',
      { zh: `代码 ${code} 已被使用`, en: `the code ${code} is another tenant's` },
      { zh: '请核对代码', en: 'check it' },
      '/code',
    );
  }
}
