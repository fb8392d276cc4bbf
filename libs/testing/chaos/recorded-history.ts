import type pg from 'pg';
import type { RecordedEvent } from '../../event-store/index.ts';

/** What the tables hold, read with plain SQL by the superuser: nothing of the event store's own code. */
export interface RecordedHistory {
  readonly tenants: ReadonlyMap<number, { readonly code: string; readonly publicId: string }>;
  /** By tenant and position. */
  readonly events: readonly RecordedEvent[];
  readonly receipts: readonly Receipt[];
}

interface Receipt {
  readonly tenantId: number;
  readonly commandId: string;
  readonly first: number;
  readonly last: number;
}

export async function readHistory(superuser: pg.Client): Promise<RecordedHistory> {
  const tenants = await superuser.query<{ tenant_id: number; code: string; public_id: string }>(
    'select tenant_id, code, public_id from zhendi.tenant',
  );
  const events = await superuser.query<RecordedEvent & { position: string }>(
    `select tenant_id as "tenantId", position, event_id as id, type, schema_version as "schemaVersion", data, metadata,
       json_build_object('type', stream_type, 'id', stream_id, 'version', stream_version) as stream,
       occurred_on::text as "occurredOn", encode(hash, 'hex') as hash,
       to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "recordedAt"
     from zhendi.event order by tenant_id, position`,
  );
  const receipts = await superuser.query<Receipt & { first: string; last: string }>(
    `select tenant_id as "tenantId", command_id as "commandId", first_position as first, last_position as last
     from zhendi.command`,
  );
  return {
    tenants: new Map(
      tenants.rows.map(({ tenant_id, code, public_id }) => [tenant_id, { code, publicId: public_id }]),
    ),
    events: events.rows.map((event) => ({ ...event, position: Number(event.position) })),
    receipts: receipts.rows.map((receipt) => ({
      ...receipt,
      first: Number(receipt.first),
      last: Number(receipt.last),
    })),
  };
}

/** The same things by what they have in common. */
export function groupedBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
