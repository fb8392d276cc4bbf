import { canonicalJson, type SqlClient } from '../event-store/index.ts';
import { sqlName, type Columns } from './columns.ts';
import type { Projection } from './define-projection.ts';

/** One table of a read model, filled by the folds of one declaration. A read model has one that readers see. */
export interface Build {
  readonly projection: Projection;
  /** From 1, in the order in which they were begun; never used twice. */
  readonly build: number;
}

/** The table of a build. Readers go through the view without the number. */
export function tableName({ projection, build }: Build): string {
  return `read_model."${projection.name}_b${build}"`;
}

/** Creates the table of a build, with its policies and grants. */
export async function createTable(owner: SqlClient, build: Build): Promise<void> {
  const table = tableName(build);
  const { key, row } = build.projection;
  const keyNames = ['tenant_id', ...Object.keys(key).map((name) => `"${sqlName(name)}"`)];
  const statements = [
    `create table ${table} (tenant_id integer not null, ${columnList(key)}${columnList(row)} primary key (${keyNames.join(', ')}))`,
    `alter table ${table} enable row level security`,
    `create policy read on ${table} for select using (tenant_id = any ((select zhendi.readable_tenants())::integer[]))`,
    `create policy add on ${table} for insert with check (tenant_id = any ((select zhendi.writable_tenants())::integer[]))`,
    `create policy change on ${table} for update using (tenant_id = any ((select zhendi.writable_tenants())::integer[])) with check (tenant_id = any ((select zhendi.writable_tenants())::integer[]))`,
    `grant select, insert, update on ${table} to zhendi_app`,
  ];
  for (const statement of statements) await owner.query(statement);
}

/** Creates the view that readers use, over the table of the first build; later ones take its place by `switch_build`. */
export async function createView(owner: SqlClient, build: Build): Promise<void> {
  const view = `read_model."${build.projection.name}"`;
  // The caller's policies hold for a view only with security_invoker.
  await owner.query(
    `create view ${view} with (security_invoker = true) as select * from ${tableName(build)}`,
  );
  await owner.query(`grant select on ${view} to zhendi_app`);
}

function columnList(columns: Columns): string {
  return Object.entries(columns)
    .map(([name, column]) => `"${sqlName(name)}" ${column.sql}${column.nullable ? '' : ' not null'}, `)
    .join('');
}

/** The columns of a declaration as text: what two builds of one version must have in common. */
export function declarationText({ key, row }: Projection): string {
  const types = (columns: Columns) =>
    Object.entries(columns).map(([name, column]) => `${name} ${column.sql}${column.nullable ? '?' : ''}`);
  return canonicalJson({ key: types(key), row: types(row) });
}
