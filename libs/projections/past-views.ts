import { sql, type Kysely, type QueryCreator, type RawBuilder } from 'kysely';
import type { PastReadModel } from './as-of.ts';
import { sqlName } from './columns.ts';

/**
 * The query builder with rows in memory in place of the tables of the same name: a view's own query then answers as
 * it would have then. The rows travel with each query as arrays, a common table expression a read model.
 */
export function viewsOfPast<Views>(
  views: Kysely<Views>,
  models: readonly PastReadModel[],
): QueryCreator<Views> {
  // The type of what `with` returns would name each table again: it is the same, since the names are.
  return models.reduce<QueryCreator<Views>>(
    (creator, model) =>
      creator.with(model.projection.name, () => rowsAsTable(model)) as unknown as QueryCreator<Views>,
    views,
  );
}

function rowsAsTable({ projection, tenants }: PastReadModel): RawBuilder<Record<string, unknown>> {
  const columns = Object.entries({ ...projection.key, ...projection.row });
  const entries = [...tenants].flatMap(([tenantId, rows]) =>
    [...rows.values()].map(({ key, row }) => ({ ...key, ...row, tenantId })),
  );
  const arrays = [
    sql`${entries.map((entry) => entry.tenantId)}::integer[]`,
    ...columns.map(
      ([name, column]) =>
        sql`${entries.map((entry) => (entry as Record<string, unknown>)[name])}::${sql.raw(column.sql)}[]`,
    ),
  ];
  const names = ['tenant_id', ...columns.map(([name]) => sqlName(name))];
  return sql`(select * from unnest(${sql.join(arrays)}) as t (${sql.join(names.map((name) => sql.id(name)))}))`;
}
