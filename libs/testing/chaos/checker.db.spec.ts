import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { append } from '../../event-store/index.ts';
import { projections } from '../../features/read-models.ts';
import { CatchUp } from '../../projections/index.ts';
import { anAppend, anEvent } from '../builders/append.builder.ts';
import { anInstallation, type Installation } from '../builders/installation.builder.ts';
import { facts } from '../example-facts.ts';
import { checkChains } from './check-chain.ts';
import { checkCommands } from './check-commands.ts';
import { checkLeftovers } from './check-leftovers.ts';
import { checkOrder, checkProjects } from './check-order.ts';
import { checkLag, checkReadModels, checkSums } from './check-read-models.ts';
import { Journal, type IssuedCommand } from './journal.ts';
import { readHistory } from './recorded-history.ts';

/** The life of a town: the project's stream has positions 2, 3 and 4. */
const LIFE = [
  facts.villageRegistered,
  facts.venuePlanned,
  facts.fundsAllocated,
  facts.venueCompleted,
  facts.trainingHeld,
];

let installation: Installation;
let superuser: pg.Client;
let commands: readonly IssuedCommand[];
let town: number;

// Two towns with the same life and the same commands; what is spoiled is the first one's.
beforeAll(async () => {
  installation = await anInstallation();
  const { towns, code } = await installation.aCounty(2);
  town = towns[0]!;
  const journal = new Journal();
  const keys = LIFE.map(() => randomUUID());
  const versions = [1, 1, 2, 3, 1];
  const catchUp = new CatchUp(installation.database, projections);
  for (const [i, tenantId] of towns.entries()) {
    for (const [at, fact] of LIFE.entries()) {
      const key = keys[at]!;
      const event = anEvent({ ...fact, metadata: { ...anEvent().metadata, commandId: key } });
      await append(installation.app, anAppend({ tenantId, commandId: key, events: [event] }));
      const body = { ...fact.data, occurredOn: fact.occurredOn };
      const { id, type, stream } = event;
      journal.issue(`${code}${100 + i}`, key, type, body).fate = {
        kind: 'acknowledged',
        position: at + 1,
        events: [{ id, type, streamId: stream.id, version: versions[at]!, position: at + 1 }],
      };
    }
    await catchUp.tenant(tenantId);
  }
  commands = journal.commands;
  superuser = new pg.Client({ connectionString: installation.ownerUrl });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await installation.close();
});

/** What every check says, those left out that say nothing. */
async function checkAll(issued = commands): Promise<Record<string, string>> {
  const history = await readHistory(superuser);
  const said = {
    commands: checkCommands(history, issued),
    order: checkOrder(history),
    projects: checkProjects(history),
    chains: checkChains(history),
    readModels: await checkReadModels(superuser, history),
    sums: await checkSums(superuser),
    lag: await checkLag(superuser),
  };
  const faults = Object.entries(said).map(([check, lines]) => [check, lines.join('\n')]);
  return Object.fromEntries(faults.filter(([, lines]) => lines !== '')) as Record<string, string>;
}

/** What every check says after statements that no trigger and no policy keeps from spoiling the first town. */
async function afterSpoiling(statements: string): Promise<Record<string, string>> {
  await superuser.query('begin; set local session_replication_role = replica');
  try {
    await superuser.query(statements.replaceAll(':town', String(town)));
    return await checkAll();
  } finally {
    await superuser.query('rollback');
  }
}

/** Inserts the allocation once more, as a new event that differs as said. */
const copied = (differences: object) => `
  insert into zhendi.event
  select (jsonb_populate_record(e, $$${JSON.stringify(differences)}$$::jsonb
    || jsonb_build_object('event_id', gen_random_uuid(), 'recorded_at', clock_timestamp()))).*
  from zhendi.event e where tenant_id = :town and position = 3`;

describe('the checker of the chaos suite', () => {
  it('finds nothing where nothing is wrong', async () => {
    expect(await checkAll()).toEqual({});
  });

  it.each<[string, string, Record<string, string>]>([
    [
      'an acknowledged event that is gone from the end, receipt, rows and all',
      `delete from zhendi.event where tenant_id = :town and position = 5;
       delete from zhendi.command where tenant_id = :town and first_position = 5;
       update zhendi.checkpoint set position = 4 where tenant_id = :town;
       update read_model.village_card_b1 set trainings = 0, people = 0, last_training_on = null where tenant_id = :town;
       update read_model.town_summary_b1 set trainings = 0, people = 0, half_hours = 0 where tenant_id = :town;
       delete from read_model.town_month_b1 where tenant_id = :town and month = '2024-06'`,
      { commands: 'and is recorded as []' },
    ],
    [
      'an event that is gone from the middle',
      'delete from zhendi.event where tenant_id = :town and position = 3',
      {
        commands: 'has a receipt and no event',
        order: 'position 3 is missing: 4 stands there',
        chains: 'breaks at position 4',
        readModels: 'town_funds has',
        sums: 'town_funds does not add up',
      },
    ],
    [
      'a command that was carried out twice',
      copied({ position: 6, stream_version: 4 }),
      {
        commands: 'is recorded 2 times',
        projects: 'has an allocation twice',
        chains: 'breaks at position 6',
        readModels: 'town_funds lacks',
        sums: 'town_funds does not add up',
        lag: 'town_funds of tenant',
      },
    ],
    [
      'an event that nobody asked for',
      `update zhendi.event set metadata = metadata || '{"commandId": "00000000-0000-4000-8000-000000000000"}'
       where tenant_id = :town and position = 3`,
      { commands: 'is recorded and nobody issued it', chains: 'breaks at position 3' },
    ],
    [
      'an event that says something else',
      `update zhendi.event set data = data || '{"documentNo": "another"}' where tenant_id = :town and position = 3`,
      {
        commands: 'says something else at 3',
        chains: 'breaks at position 3',
        readModels: 'money_movement lacks',
      },
    ],
    [
      'two events in each other’s place',
      `update zhendi.event set position = 100 + position where tenant_id = :town and position in (4, 5);
       update zhendi.event set position = 109 - position where tenant_id = :town and position > 100`,
      { commands: 'was acknowledged as', order: 'recorded_at runs back', chains: 'breaks at position 4' },
    ],
    [
      'a stream with a gap',
      'update zhendi.event set stream_version = 4 where tenant_id = :town and position = 4',
      {
        commands: 'was acknowledged as',
        order: 'version 3 is missing: 4 stands there',
        chains: 'position 4',
      },
    ],
    [
      'a hash that was replaced',
      `update zhendi.event set hash = sha256('') where tenant_id = :town and position = 5`,
      { chains: 'breaks at position 5' },
    ],
    [
      'a receipt that is gone',
      'delete from zhendi.command where tenant_id = :town and first_position = 2',
      { commands: 'is recorded at 2–2 and has the receipts []' },
    ],
    [
      'a row that counts an event twice',
      'update read_model.town_summary_b1 set trainings = trainings + 1 where tenant_id = :town',
      { readModels: 'town_summary lacks', sums: 'town_summary does not add up' },
    ],
    [
      'a row that is gone',
      'delete from read_model.town_month_b1 where tenant_id = :town',
      { readModels: 'town_month lacks' },
    ],
    [
      'a row of a tenant without events',
      'insert into read_model.town_build_type_b1 select -1, build_type, planned, completed, built_area_dm2 from read_model.town_build_type_b1 where tenant_id = :town',
      { readModels: 'town_build_type has' },
    ],
    [
      'a read model that stopped',
      `update zhendi.checkpoint set position = 4 where tenant_id = :town and projection = 'town_month'`,
      { lag: 'town_month of tenant' },
    ],
    [
      'a project that was completed and then cancelled',
      copied({
        position: 6,
        stream_version: 4,
        type: 'ProjectStatusChanged',
        data: facts.projectCancelled.data,
      }),
      {
        commands: 'is recorded 2 times',
        projects: 'ended twice',
        chains: 'breaks at position 6',
        readModels: 'lacks',
        sums: 'does not add up',
        lag: 'is at 5 of 6',
      },
    ],
  ])('finds %s', async (_, statements, expected) => {
    const said = await afterSpoiling(statements);
    expect(said).toEqual(
      Object.fromEntries(
        Object.entries(expected).map(([check, line]): [string, unknown] => [
          check,
          expect.stringContaining(line),
        ]),
      ),
    );
  });

  it('finds a command that was refused and is recorded, unless an attempt of it was never answered', async () => {
    const refused = (unanswered: number): IssuedCommand[] =>
      commands.map((one, i) =>
        i === 0 ? { ...one, unanswered, fate: { kind: 'refused', code: 'venue.already-planned' } } : one,
      );
    expect(await checkAll(refused(0))).toEqual({
      commands: expect.stringContaining('was refused (venue.already-planned) and is recorded'),
    });
    expect(await checkAll(refused(1))).toEqual({});
  });

  it('finds a session that is left, and the lock that it holds', async () => {
    const forgotten = new pg.Client({
      connectionString: installation.ownerUrl,
      application_name: 'forgotten',
    });
    await forgotten.connect();
    await forgotten.query('begin; lock table zhendi.command in share mode');
    const said = await checkLeftovers(superuser);
    await forgotten.end();
    expect(said).toContainEqual(expect.stringMatching(/^session .* \(forgotten\): begin; lock table/));
    expect(said).toContainEqual(expect.stringMatching(/^ShareLock on relation held by/));
  });
});
