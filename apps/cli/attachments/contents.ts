import type { SqlClient } from '../../../libs/event-store/index.ts';

/** A content that a tenant keeps. */
export interface Content {
  readonly tenantId: number;
  /** Division code of the tenant. */
  readonly code: string;
  readonly sha256: string;
  readonly bytes: number;
}

const PAGE = 1_000;

/** The contents of a tenant, or of all, each once: by tenant and SHA-256, in an order that is the same in every database. */
export async function* contentsOf(
  owner: SqlClient,
  tenantId: number | null = null,
): AsyncGenerator<Content, void, undefined> {
  let last: Pick<Content, 'tenantId' | 'sha256'> = { tenantId: 0, sha256: '' };
  for (;;) {
    const page: { rows: Content[] } = await owner.query<Content>(
      `select distinct a.tenant_id as "tenantId", t.code, a.sha256, a.bytes
       from zhendi.attachment a join zhendi.tenant t on t.tenant_id = a.tenant_id
       where (a.tenant_id, a.sha256) > ($1, $2) and ($3::integer is null or a.tenant_id = $3)
       order by a.tenant_id, a.sha256 limit $4`,
      [last.tenantId, last.sha256, tenantId, PAGE],
    );
    yield* page.rows;
    if (page.rows.length < PAGE) return;
    last = page.rows.at(-1)!;
  }
}

/** How one is named to an operator. */
export function describeContent({ code, sha256 }: Content): string {
  return `attachment ${sha256} of ${code}`;
}
