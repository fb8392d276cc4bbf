import { canonicalJson, type SqlClient } from '../event-store/index.ts';
import { sqlName, type Columns } from './columns.ts';
import type { Projection } from './define-projection.ts';

// Two processes that start at once must not both create a table.
const TABLES_LOCK = 20_260_802;

/** The table that holds this version of a read model. Readers go through the view without the version. */
export function tableName(projection: Projection): string {
  return `read_model."${projection.name}_v${projection.version}"`;
}

/**
 * Creates what is missing of the declared read models: table, policies, grants, and the view that readers use.
 *
 * @param owner one connection of the tables' owner, inside a transaction.
 * @throws when a declaration's columns changed and its version did not.
 */
export async function createTables(owner: SqlClient, projections: readonly Projection[]): Promise<void> {
  await owner.query('select pg_advisory_xact_lock($1)', [TABLES_LOCK]);
  for (const projection of projections) {
    const declaration = declarationText(projection);
    const { rows } = await owner.query<{ declaration: string }>(
      'select declaration from zhendi.projection where name = $1 and version = $2',
      [projection.name, projection.version],
    );
    if (rows[0] === undefined) {
      await createTable(owner, projection);
      await owner.query('insert into zhendi.projection (name, version, declaration) values ($1, $2, $3)', [
        projection.name,
        projection.version,
        declaration,
      ]);
    } else if (rows[0].declaration !== declaration) {
      throw new Error(
        `read model ${projection.name} has other columns than version ${projection.version} had: raise its version`,
      );
    }
  }
}

async function createTable(owner: SqlClient, projection: Projection): Promise<void> {
  const table = tableName(projection);
  const view = `read_model."${projection.name}"`;
  const key = ['tenant_id', ...Object.keys(projection.key).map((name) => `"${sqlName(name)}"`)];
  const statements = [
    `create table ${table} (tenant_id integer not null, ${columnList(projection.key)}${columnList(projection.row)} primary key (${key.join(', ')}))`,
    `alter table ${table} enable row level security`,
    `create policy read on ${table} for select using (tenant_id = any ((select zhendi.readable_tenants())::integer[]))`,
    `create policy add on ${table} for insert with check (tenant_id = any ((select zhendi.writable_tenants())::integer[]))`,
    `create policy change on ${table} for update using (tenant_id = any ((select zhendi.writable_tenants())::integer[])) with check (tenant_id = any ((select zhendi.writable_tenants())::integer[]))`,
    `grant select, insert, update on ${table} to zhendi_app`,
    `drop view if exists ${view}`,
    // The caller's policies hold for a view only with security_invoker.
    `create view ${view} with (security_invoker = true) as select * from ${table}`,
    `grant select on ${view} to zhendi_app`,
  ];
  for (const statement of statements) await owner.query(statement);
}

function columnList(columns: Columns): string {
  return Object.entries(columns)
    .map(([name, column]) => `"${sqlName(name)}" ${column.sql}${column.nullable ? '' : ' not null'}, `)
    .join('');
}

function declarationText({ key, row }: Projection): string {
  const types = (columns: Columns) =>
    Object.entries(columns).map(([name, column]) => `${name} ${column.sql}${column.nullable ? '?' : ''}`);
  return canonicalJson({ key: types(key), row: types(row) });
}
