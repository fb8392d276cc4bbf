import type pg from 'pg';
import { projections } from '../../features/read-models.ts';
import { aCountryOfTowns, TOWNS_OF_FIRST_COUNTY } from './country.builder.ts';

/** A store as a country's might look: who its tenants are. */
export interface MillionEvents {
  /** A town with 100,000 events; every other one has 900. */
  readonly largeTown: number;
  readonly smallTown: number;
  /** A county's towns, the large one among them. */
  readonly towns: readonly number[];
  /** Venue of a project of six events that stands in the middle of each town's life. */
  readonly venueId: string;
  /** The village of that venue. */
  readonly villageId: string;
  /** A command that every town has carried out. */
  readonly commandId: string;
}

const LARGE = 100_000;
const SMALL = 900;

// The life of a town, again and again: a project of six events, then 24 trainings in streams of four. The first 900
// events of it are the life of a small one: all towns use identical ids.
const LIFE = `
  create temp table life as
  select p as position, f.*, uuidv7() as event_id, date '2015-01-01' + p / 25 as occurred_on,
    timestamptz '2026-01-01' + p * interval '1 second' as recorded_at, sha256(int8send(p)) as hash,
    jsonb_build_object('actor', md5('clerk')::uuid, 'role', 'town-clerk', 'source', 'http',
      'commandId', md5('command ' || p)::uuid, 'correlationId', md5('request ' || p)::uuid) as metadata
  from generate_series(1, ${LARGE}) p
  cross join lateral (
    select p % 30 as place, md5('project ' || p / 30)::uuid as project, md5('village ' || p / 30 % 16)::uuid as village
  ) b
  cross join lateral (
    select 'project' as stream_type, project as stream_id, place + 1 as stream_version, 'VenuePlanned' as type,
      jsonb_build_object('venueId', project, 'villageId', village, 'venueName', '前营村党群服务中心', 'year', 2022,
        'buildType', 'new', 'reason', '原有房屋陈旧，面积不足', 'plannedAreaDm2', 18000, 'budgetFen', 60000000,
        'fundingPlan', '{"higherFen": 60000000, "townFen": 0, "villageFen": 0}'::jsonb, 'targetOn', '2022-12-20') as data
    where place = 0
    union all
    select 'project', project, place + 1, 'FundsAllocated',
      jsonb_build_object('allocationId', md5('funds ' || p)::uuid, 'venueId', project, 'villageId', village, 'tier', 'higher',
        'source', '省级财政', 'amountFen', 15000000, 'kind', 'cash', 'documentNo', '青财〔2022〕12号')
    where place between 1 and 4
    union all
    select 'project', project, 6, 'VenueCompleted',
      jsonb_build_object('venueId', project, 'villageId', village, 'buildType', 'new', 'builtAreaDm2', 18250,
        'finalCostFen', 58500000, 'grade', 'standard')
    where place = 5
    union all
    select 'use', md5(format('use %s %s', p / 30, (place - 6) / 4))::uuid, (place - 6) % 4 + 1, 'TrainingHeld',
      jsonb_build_object('trainingId', md5('training ' || p)::uuid, 'villageId', village, 'platform', 2, 'topic', '果树修剪',
        'host', 'school', 'startTime', '09:30', 'hours', 2.5, 'members', 12, 'public', 34)
    where place > 5
  ) f;
  create index on life (position);
  analyze life`;

const EVENTS = `
  insert into zhendi.event (tenant_id, position, stream_type, stream_id, stream_version, event_id, type, schema_version,
    data, metadata, occurred_on, recorded_at, hash)
  select t.tenant_id, l.position, l.stream_type, l.stream_id, l.stream_version, l.event_id, l.type, 1, l.data, l.metadata,
    l.occurred_on, l.recorded_at, l.hash
  from zhendi.tenant t join life l on l.position <= case t.tenant_id when 2 then ${LARGE} else ${SMALL} end
  where t.level = 'town'`;

const RECEIPTS = `
  insert into zhendi.command (tenant_id, command_id, request_hash, first_position, last_position, recorded_at)
  select t.tenant_id, md5('command ' || l.position)::uuid, l.hash, l.position, l.position, l.recorded_at
  from zhendi.tenant t join life l on l.position <= case t.tenant_id when 2 then ${LARGE} else ${SMALL} end
  where t.level = 'town' and l.position % 10 = 0`;

// The first tables of a new database.
const CHECKPOINTS = `
  insert into zhendi.checkpoint
  select t.tenant_id, p.name, 1, case t.tenant_id when 2 then ${LARGE} else ${SMALL} end
  from zhendi.tenant t cross join unnest($1::text[]) p (name) where t.level = 'town'`;

/**
 * Loads 91 counties of 11 towns with a million events, their read models as large as such towns have them, and caught
 * up. The hash chain is none, and statistics are not gathered: after a large import there are none for a while.
 *
 * @param owner superuser of a database without tenants.
 */
export async function aMillionEvents(owner: pg.Pool): Promise<MillionEvents> {
  const client = await owner.connect();
  try {
    // Gathering statistics is what the test decides.
    await client.query('alter table zhendi.event set (autovacuum_enabled = false)');
    await aCountryOfTowns(client);
    await client.query(LIFE);
    await withoutKeys(client, () => client.query(EVENTS));
    await client.query(RECEIPTS);
    await client.query(CHECKPOINTS, [projections.map(({ name }) => name)]);
    const { rows } = await client.query<{ venue: string; village: string; command: string }>(
      `select md5('project 15')::uuid as venue, md5('village 15')::uuid as village, md5('command 450')::uuid as command`,
    );
    const { venue, village, command } = rows[0]!;
    const towns = TOWNS_OF_FIRST_COUNTY;
    return { largeTown: 2, smallTown: 3, towns, venueId: venue, villageId: village, commandId: command };
  } finally {
    client.release();
  }
}

/** Made anew at the end, the keys cost 1.5 s of processor time instead of 10. */
async function withoutKeys(client: pg.PoolClient, load: () => Promise<unknown>): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where conrelid = 'zhendi.event'::regclass and contype in ('p', 'u')`,
  );
  const all = (clause: (key: { name: string; definition: string }) => string) =>
    client.query(`alter table zhendi.event ${rows.map(clause).join(', ')}`);
  await all(({ name }) => `drop constraint ${name}`);
  await load();
  await all(({ name, definition }) => `add constraint ${name} ${definition}`);
}
