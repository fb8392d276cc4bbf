import type pg from 'pg';
import { projections } from '../../features/read-models.ts';
import { sqlName, type Columns } from '../../projections/columns.ts';
import type { Projection } from '../../projections/index.ts';

/** Rows of each read model that has a key, for each town. */
const ROWS = 30;

/** The towns of the first county, whose own tenant is 1. */
export const TOWNS_OF_FIRST_COUNTY: readonly number[] = Array.from({ length: 11 }, (_, i) => i + 2);

// 91 counties of 11 towns. Their ids are given: 1 is a county, 2 to 12 are its towns, 13 is the next county.
const TENANTS = `
  insert into zhendi.tenant (tenant_id, county_id, level, code, name) overriding system value
  select c * 12 + 1, c * 12 + 1, 'county', (990000 + c)::text, '县' || c from generate_series(0, 90) c
  union all
  select c * 12 + 1 + t, c * 12 + 1, 'town', format('%s%s', 990000 + c, 100 + t), '镇' || t
  from generate_series(0, 90) c, generate_series(1, 11) t`;

/**
 * Makes 91 counties of 11 towns, and their read models as large as such towns have them. There are no events to them.
 *
 * @param client superuser of a database without tenants.
 */
export async function aCountryOfTowns(client: pg.ClientBase): Promise<void> {
  await client.query(TENANTS);
  for (const projection of projections) await client.query(readModelRows(projection));
}

/** Thirty rows of a read model for each town; a single one where it has no key. */
function readModelRows({ name, key, row }: Projection): string {
  const columns: Columns = { ...key, ...row };
  const values = {
    text: 'n::text',
    uuid: `md5('project ' || n)::uuid`,
    integer: 'n',
    bigint: 'n',
    date: 'current_date',
  };
  return `
    insert into read_model.${name} (tenant_id, ${Object.keys(columns).map(sqlName).join(', ')})
    select t.tenant_id, ${Object.values(columns)
      .map(({ sql }) => values[sql])
      .join(', ')}
    from zhendi.tenant t cross join generate_series(1, ${Object.keys(key).length > 0 ? ROWS : 1}) n
    where t.level = 'town'`;
}
