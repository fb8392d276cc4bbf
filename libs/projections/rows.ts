import type { SqlClient } from '../event-store/index.ts';
import { decode, selectExpression, sqlName, type Columns, type Values } from './columns.ts';
import { keyText, type Rows } from './fold.ts';
import { tableName, type Build } from './tables.ts';

/** The rows with these keys, in one query; those that are not there yet are left out. */
export async function loadRows(
  db: SqlClient,
  tenantId: number,
  build: Build,
  keys: readonly Values<Columns>[],
): Promise<Rows> {
  if (keys.length === 0) return new Map();
  const { projection } = build;
  const keyColumns = Object.entries(projection.key);
  const all = { ...projection.key, ...projection.row };
  const wanted = keyColumns.map(([name, column], i) => ({
    match: `t."${sqlName(name)}" = any ($${i + 2}::${column.sql}[])`,
    values: keys.map((key) => key[name]),
  }));
  // `any` of each key column finds a superset where the key has several columns; the map below picks the exact ones.
  const { rows } = await db.query<Record<string, unknown>>(
    `select ${
      Object.entries(all)
        .map(([name, column]) => selectExpression(name, column))
        .join(', ') || '1'
    }
     from ${tableName(build)} t where ${['t.tenant_id = $1', ...wanted.map((w) => w.match)].join(' and ')}`,
    [tenantId, ...wanted.map((w) => w.values)],
  );
  const exact = new Set(keys.map((key) => keyText(projection, key)));
  const found = rows.map((row) => ({ key: pick(projection.key, row), row: pick(projection.row, row) }));
  return new Map(
    found.map((entry) => [keyText(projection, entry.key), entry] as const).filter(([key]) => exact.has(key)),
  );
}

/** Writes rows back, all in one statement. */
export async function saveRows(db: SqlClient, tenantId: number, build: Build, rows: Rows): Promise<void> {
  if (rows.size === 0) return;
  const { projection } = build;
  const keyNames = Object.keys(projection.key).map((name) => `"${sqlName(name)}"`);
  const rowNames = Object.keys(projection.row).map((name) => `"${sqlName(name)}"`);
  const columns = Object.entries({ ...projection.key, ...projection.row });
  const entries = [...rows.values()].map(({ key, row }) => ({ ...key, ...row }));
  await db.query(
    `insert into ${tableName(build)} (tenant_id, ${[...keyNames, ...rowNames].join(', ')})
     select $1, u.* from unnest(${columns.map(([, column], i) => `$${i + 2}::${column.sql}[]`).join(', ')}) u
     on conflict (${['tenant_id', ...keyNames].join(', ')})
     do update set ${rowNames.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    [tenantId, ...columns.map(([name]) => entries.map((entry) => entry[name]))],
  );
}

function pick(columns: Columns, row: Record<string, unknown>): Values<Columns> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, decode(column, row[sqlName(name)])]),
  );
}
