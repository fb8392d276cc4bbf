import type pg from 'pg';
import { projections } from '../../features/read-models.ts';
import { sqlName } from '../../projections/columns.ts';
import { foldInto, type Projection } from '../../projections/index.ts';
import { groupedBy, type RecordedHistory } from './recorded-history.ts';

/** Which rows of the read models' tables are not what folding all recorded events in memory gives. */
export async function checkReadModels(superuser: pg.Client, history: RecordedHistory): Promise<string[]> {
  const faults: string[] = [];
  for (const projection of projections) {
    const folded = new Set(foldedRows(projection, history));
    // As JSON a date is text, and a big integer a number.
    const { rows } = await superuser.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from read_model.${projection.name} t`,
    );
    const stored = new Set(rows.map(({ row }) => rowText(row)));
    for (const row of folded) if (!stored.has(row)) faults.push(`${projection.name} lacks ${row}`);
    for (const row of stored) if (!folded.has(row)) faults.push(`${projection.name} has ${row}`);
  }
  return faults;
}

function foldedRows(projection: Projection, { events }: RecordedHistory): string[] {
  return [...groupedBy(events, ({ tenantId }) => String(tenantId))].flatMap(([tenantId, own]) =>
    [...foldInto(projection, new Map(), own).values()].map(({ key, row }) =>
      rowText({ tenantId: Number(tenantId), ...key, ...row }),
    ),
  );
}

function rowText(row: Record<string, unknown>): string {
  return JSON.stringify(
    Object.entries(row)
      .map(([name, value]): [string, unknown] => [sqlName(name), value])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** What an event does to the allocated money: reversals of receipts and payments do nothing. Corrections are none of the storm's. */
const ALLOCATED = `case
    when type = 'FundsAllocated' then (data ->> 'amountFen')::bigint
    when type = 'FundsReversed' and data ->> 'of' = 'allocation' then -(data ->> 'amountFen')::bigint
  end`;

/** Sums of the events themselves beside those of the read models: no fold has a part in them. */
const SUMS = {
  town_summary: `
    select tenant_id,
      count(*) filter (where type = 'VillageRegistered') - count(*) filter (where type = 'VillageMerged') as villages,
      count(*) filter (where type = 'VenuePlanned') - count(*) filter (where data ->> 'status' = 'cancelled') as planned,
      count(*) filter (where data ->> 'status' = 'cancelled') as cancelled,
      count(*) filter (where type = 'VenueCompleted') as completed,
      coalesce(sum((data ->> 'builtAreaDm2')::bigint), 0) as built_area_dm2,
      coalesce(sum(${ALLOCATED}) filter (where data ->> 'tier' = 'higher'), 0) as higher_fen,
      coalesce(sum(${ALLOCATED}) filter (where data ->> 'tier' = 'town'), 0) as town_fen,
      coalesce(sum(${ALLOCATED}) filter (where data ->> 'tier' = 'village'), 0) as village_fen,
      count(*) filter (where type = 'TrainingHeld') as trainings,
      coalesce(sum((data ->> 'members')::bigint + (data ->> 'public')::bigint), 0) as people,
      coalesce(sum((data ->> 'hours')::numeric * 2), 0) as half_hours
    from zhendi.event group by tenant_id`,
  village_card: `
    select tenant_id, (data ->> 'villageId')::uuid as village_id,
      coalesce(sum(${ALLOCATED}), 0) as amount_fen,
      count(*) filter (where type = 'TrainingHeld') as trainings,
      coalesce(sum((data ->> 'members')::bigint + (data ->> 'public')::bigint), 0) as people
    from zhendi.event group by 1, 2`,
  town_funds: `
    select tenant_id, data ->> 'tier' as tier, data ->> 'source' as source, data ->> 'kind' as kind,
      sum(${ALLOCATED}) as amount_fen, count(*) filter (where type = 'FundsAllocated') as allocations
    from zhendi.event where type = 'FundsAllocated' or (type = 'FundsReversed' and data ->> 'of' = 'allocation')
    group by 1, 2, 3, 4`,
};

/** Which read models add up to something else than the events. */
export async function checkSums(superuser: pg.Client): Promise<string[]> {
  const faults: string[] = [];
  for (const [name, counted] of Object.entries(SUMS)) {
    const { fields } = await superuser.query(`${counted} limit 0`);
    const columns = fields.map((field) => field.name).join(', ');
    const { rows } = await superuser.query<{ row: object }>(
      `with counted as (${counted}), stored as (select ${columns} from read_model.${name})
       select to_jsonb(d) as row from (
         (select * from counted except select * from stored) union all
         (select * from stored except select * from counted)
       ) d`,
    );
    faults.push(...rows.map(({ row }) => `${name} does not add up: ${JSON.stringify(row)}`));
  }
  return faults;
}

/** Which read models of which tenants do not hold all events. */
export async function checkLag(superuser: pg.Client): Promise<string[]> {
  const { rows } = await superuser.query<{ tenant_id: number; name: string; head: string; position: string }>(
    `select h.tenant_id, p.name, h.head, coalesce(c.position, 0) as position
     from (select tenant_id, max(position) as head from zhendi.event group by tenant_id) h
     join zhendi.projection_build p on p.state = 'live' and p.name = any ($1::text[])
     left join zhendi.checkpoint c on c.tenant_id = h.tenant_id and c.projection = p.name and c.build = p.build
     where c.position is distinct from h.head or c.attempts <> 0 or c.parked_at is not null`,
    [projections.map(({ name }) => name)],
  );
  return rows.map(
    ({ tenant_id, name, head, position }) => `${name} of tenant ${tenant_id} is at ${position} of ${head}`,
  );
}
