import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import {
  append,
  CommandIdReused,
  EventReader,
  StoreBusy,
  TenantSuspended,
  VersionConflict,
  type Append,
  type AppendResult,
  type CommandState,
  type StateRequest,
  type StreamFact,
  type Upcasters,
} from '../event-store/index.ts';
import { townCommands } from '../features/commands.ts';
import { routeName, type CommandType } from '../features/shared/command.ts';
import { OutsideVillage, projectionScope, TenantDatabase, type TenantScope } from '../tenancy/index.ts';
import { createAppPool } from '../tenancy/pool.ts';
import { makeScope } from '../tenancy/scope.ts';
import { anAppend, anEvent } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { anIssuedCommand } from '../testing/builders/issued-command.builder.ts';
import { aChange, changePurses, purseStream, type PurseChanges } from '../testing/builders/purses.builder.ts';
import { exampleCommands, NEIGHBOUR, VENUE_ID, VILLAGE } from '../testing/example-commands.ts';
import { digestOf } from '../testing/files.ts';
import { CommandRunner, type IssuedCommand } from './command-runner.ts';
import { CountyPolicies } from './county-policies.ts';

let installation: Installation;
let otherPool: pg.Pool;
let scope: TenantScope;
/** Two purses of the town. */
let red: string;
let blue: string;

beforeAll(async () => {
  installation = await anInstallation();
  otherPool = createAppPool({ url: installation.appUrl, onError: () => undefined });
});
afterAll(async () => {
  await otherPool.end();
  await installation.close();
});

beforeEach(async () => {
  scope = projectionScope(await installation.aTown());
  [red, blue] = [randomUUID(), randomUUID()];
});

/** A database that counts what is asked of it, and of which a test may have an append go otherwise. */
class WatchedDatabase extends TenantDatabase {
  loads = 0;
  appends = 0;
  instead: ((append: () => Promise<AppendResult>) => Promise<AppendResult>) | undefined;

  override async commandState(of: TenantScope, request: StateRequest): Promise<CommandState> {
    this.loads += 1;
    return super.commandState(of, request);
  }

  override async append(of: TenantScope, command: Append): Promise<AppendResult> {
    this.appends += 1;
    const carryOut = () => super.append(of, command);
    return this.instead ? this.instead(carryOut) : carryOut();
  }
}

/** An API process: what it knows is its own, and so are its connections where it is another one. */
function aProcess(pool = installation.app, upcasters: Upcasters = {}) {
  const database = new WatchedDatabase(pool);
  const runner = new CommandRunner(database, upcasters, new CountyPolicies(database), () => undefined);
  return {
    database,
    change: (...changes: PurseChanges) => issue(aChange(scope, changes)),
    issue,
  };
  function issue(command: IssuedCommand, type: unknown = changePurses) {
    return runner.run(type as CommandType, command);
  }
}
const anotherProcess = () => aProcess(otherPool);

const put = (purse: string, fen: number) => ({ purse, fen });
const take = (purse: string, fen: number) => ({ purse, fen: -fen });
const empty = { code: 'purse.empty', pointer: '/changes' };
const recorded = () => new EventReader(installation.owner).tenant(scope.tenantId, { limit: 100 });

const PHOTO = {
  name: '现场.jpg',
  sha256: digestOf(Buffer.from('photo')),
  mediaType: 'image/jpeg',
  bytes: 5,
};
const withPhoto = (...changes: PurseChanges) =>
  aChange(scope, changes, { body: { changes, attachments: [PHOTO] } });

async function keepPhoto(): Promise<void> {
  const { sha256, name, mediaType, bytes } = PHOTO;
  await installation.owner.query(
    `insert into zhendi.attachment (tenant_id, sha256, name, media_type, bytes, uploaded_by)
     values ($1, $2, $3, $4, $5, gen_random_uuid())`,
    [scope.tenantId, sha256, name, mediaType, bytes],
  );
}

const types = new Map<string, CommandType>(townCommands.map((type) => [routeName(type.name), type]));

const townClerk = () => ({ of: scope, role: 'town-clerk' });
const clerkOf = (villageId: string) => {
  const { tenantId } = scope;
  const of = makeScope({ tenantId, readable: [tenantId], access: 'write', villageId });
  return { of, role: 'village-clerk' };
};

/** Sends an example of a real command to a process, with differences in its body. */
function send(
  { issue }: ReturnType<typeof aProcess>,
  command: keyof typeof exampleCommands,
  differences: object = {},
  { of, role } = townClerk(),
) {
  const type = types.get(command)!;
  const body = { ...exampleCommands[command], ...differences };
  return issue(anIssuedCommand(of, type.schema.parse(body) as object, { role, today: '2024-12-31' }), type);
}

describe('a command on streams that the process knows', () => {
  it('is carried out without a load, and told with its places', async () => {
    const { database, change } = aProcess();
    await change(put(red, 10), put(blue, 5));
    expect(database.loads).toBe(1);
    const result = await change(take(red, 10), put(blue, 1), put(red, 2));
    await change(take(red, 2), take(blue, 6));

    expect([database.loads, database.appends]).toEqual([1, 3]);
    expect(result).toMatchObject({ position: 5, repeated: false });
    expect(result.events.map((e) => [e.streamId, e.version, e.position])).toEqual([
      [red, 2, 3],
      [blue, 2, 4],
      [red, 3, 5],
    ]);
    const places = (await recorded()).map((e) => [e.id, e.stream.id, e.stream.version, e.position]);
    expect(places.slice(2, 5)).toEqual(result.events.map((e) => [e.id, e.streamId, e.version, e.position]));
  });

  it('is loaded for when one of its streams is unknown', async () => {
    const { database, change } = aProcess();
    await change(put(red, 10));
    await change(put(red, 10), put(blue, 5));
    expect(database.loads).toBe(2);
    await change(put(blue, 5));
    expect(database.loads).toBe(2);
  });

  it('on a project that was just planned needs no load either', async () => {
    const api = aProcess();
    await send(api, 'register-village');
    await send(api, 'plan-venue');
    const { loads } = api.database;
    await send(api, 'allocate-funds');
    await send(api, 'receive-funds');
    expect(api.database.loads).toBe(loads);
    expect((await recorded()).map(({ type }) => type)).toEqual([
      'VillageRegistered',
      'VenuePlanned',
      'FundsAllocated',
      'FundsReceived',
    ]);
  });

  it('that is refused is refused on what was just loaded', async () => {
    const { database, change } = aProcess();
    await change(put(red, 10));
    await expect(change(take(red, 11))).rejects.toMatchObject(empty);
    expect([database.loads, database.appends]).toEqual([2, 1]);
    await change(take(red, 10));
    expect(database.loads).toBe(2);
  });

  it('rests on facts as the store tells them, of the current schema version', async () => {
    const shown: StreamFact[][] = [];
    const listening = {
      ...changePurses,
      initial: [],
      evolve: (facts: StreamFact[], fact: StreamFact) => [...facts, fact],
      decide: (facts: StreamFact[]) => {
        shown.push(facts);
        return changePurses
          .decide({}, { changes: [put(red, 1)] }, {} as never)
          .map((event) => ({ ...event, data: { ...event.data, note: undefined } }));
      },
    };
    const upcasters = { PurseChanged: [({ fen, ...data }) => ({ ...data, amountFen: fen! })] } as Upcasters;
    const known = aProcess(installation.app, upcasters);
    for (let i = 0; i < 3; i++) await known.issue(aChange(scope, [put(red, 1)]), listening);
    expect(known.database.loads).toBe(1);
    const [, , onKnown] = shown;
    await aProcess(otherPool, upcasters).issue(aChange(scope, [put(red, 1)]), listening);
    const onLoaded = shown.at(-1)!.map(({ position, id, stream, type, schemaVersion, data, occurredOn }) => ({
      ...{ position, id, stream, type, schemaVersion, data, occurredOn },
    }));
    expect(onKnown).toHaveLength(2);
    expect(onKnown).toStrictEqual(onLoaded.slice(0, 2));
    expect(onKnown![0]!.data).toStrictEqual({ amountFen: 1 });
  });

  it('of one town is never decided on those of another, whose streams have the same names', async () => {
    const other = projectionScope(await installation.aTown());
    const { issue } = aProcess();
    await issue(aChange(scope, [put(red, 10)]));
    await expect(issue(aChange(other, [take(red, 5)]))).rejects.toMatchObject(empty);
    const inOther = await issue(aChange(other, [put(red, 3)]));
    const inOurs = await issue(aChange(scope, [take(red, 10)]));
    expect([inOther.events[0]!.version, inOurs.events[0]!.version]).toEqual([1, 2]);
    await expect(issue(aChange(other, [take(red, 4)]))).rejects.toMatchObject(empty);
  });

  it('of one town is never decided on those of another, not even where both are of one length', async () => {
    const other = projectionScope(await installation.aTown());
    const [ours, theirs] = [aProcess(), anotherProcess()];
    await ours.issue(aChange(scope, [put(red, 10)]));
    await theirs.issue(aChange(other, [put(red, 3)]));
    await expect(ours.issue(aChange(other, [take(red, 5)]))).rejects.toMatchObject(empty);
  });

  it('of another village’s clerk learns nothing of them', async () => {
    const api = aProcess();
    await send(api, 'register-village');
    await send(api, 'register-village', { code: NEIGHBOUR.code, name: NEIGHBOUR.name });
    await send(api, 'plan-venue');
    const by = clerkOf(NEIGHBOUR.id);
    const { id: villageId } = NEIGHBOUR;
    await expect(send(api, 'plan-venue', { villageId }, by)).rejects.toThrow(OutsideVillage);
    await expect(send(api, 'record-decision', { villageId }, by)).rejects.toMatchObject({
      code: 'project.unknown',
    });
    await expect(send(api, 'record-decision', {}, by)).rejects.toThrow(OutsideVillage);
    expect(await recorded()).toHaveLength(3);
  });

  it('that names a file which the town does not have is refused as ever', async () => {
    const { change, issue, database } = aProcess();
    await change(put(red, 10));
    await expect(issue(withPhoto(take(red, 1)))).rejects.toMatchObject({ code: 'attachment.unknown' });
    expect(await recorded()).toHaveLength(1);
    await keepPhoto();
    await issue(withPhoto(take(red, 1)));
    expect([database.loads, database.appends]).toEqual([2, 2]);
  });

  it('that finds nothing to record looks again before it says so', async () => {
    const { change, database } = aProcess();
    await change(put(red, 10));
    expect(await change(put(red, 0))).toMatchObject({ position: 1, repeated: false, events: [] });
    expect([database.loads, database.appends]).toEqual([2, 2]);
  });
});

describe('what another process recorded meanwhile', () => {
  it('goes before: the command is decided again, and follows it', async () => {
    const [ours, theirs] = [aProcess(), anotherProcess()];
    await ours.change(put(red, 10));
    await theirs.change(put(red, 5));
    const { events } = await ours.change(take(red, 15));
    expect(events).toEqual([expect.objectContaining({ version: 3, position: 3 })]);
    // It knows it all again.
    await ours.change(put(red, 1));
    expect(ours.database.loads).toBe(2);
  });

  it('makes a rule refuse that would not have', async () => {
    const [ours, theirs] = [aProcess(), anotherProcess()];
    await ours.change(put(red, 10));
    await theirs.change(take(red, 8));
    await expect(ours.change(take(red, 5))).rejects.toMatchObject(empty);
    expect(await recorded()).toHaveLength(2);
  });

  it('makes a rule give way that would have refused', async () => {
    const [ours, theirs] = [aProcess(), anotherProcess()];
    await ours.change(put(red, 10));
    await theirs.change(put(red, 5));
    expect(await ours.change(take(red, 15))).toMatchObject({ position: 3 });
  });

  it('is noticed in a stream that the command only reads', async () => {
    const [ours, theirs] = [aProcess(), anotherProcess()];
    const reading = {
      ...changePurses,
      streams: () => [red, blue].map(purseStream),
      decide: (purses: Record<string, number>) =>
        changePurses.decide({}, { changes: [put(red, purses[blue] ?? 0)] }, {} as never),
    };
    await ours.change(put(red, 1), put(blue, 1));
    await theirs.change(put(blue, 6));
    await ours.issue(aChange(scope, []), reading);
    expect((await recorded()).map(({ data }) => data['fen'])).toEqual([1, 1, 6, 7]);
  });

  it('leaves no command without effect that found nothing to do before', async () => {
    const [ours, theirs] = [aProcess(), anotherProcess()];
    const emptyOut = {
      ...changePurses,
      streams: () => [purseStream(red)],
      decide: (purses: Record<string, number>) =>
        changePurses.decide(purses, { changes: [take(red, purses[red] ?? 0)] }, {} as never),
    };
    await ours.change(put(red, 4), take(red, 4));
    await theirs.change(put(red, 5));
    const { events } = await ours.issue(aChange(scope, []), emptyOut);
    expect(events).toHaveLength(1);
  });

  it('cancelled the project: the rule says so, and what was allowed is allowed no more', async () => {
    const [ours, theirs] = [aProcess(), anotherProcess()];
    await send(ours, 'register-village');
    await send(ours, 'plan-venue');
    await send(theirs, 'cancel-project');
    await expect(send(ours, 'start-project', { occurredOn: '2024-03-02' })).rejects.toMatchObject({
      code: 'project.cancelled',
    });
  });

  it('allocated funds: they can be received, and what is allocated here comes after', async () => {
    const [ours, theirs] = [aProcess(), anotherProcess()];
    await send(ours, 'register-village');
    await send(ours, 'plan-venue');
    await send(theirs, 'allocate-funds');
    const allocated = await send(ours, 'allocate-funds', { allocationId: randomUUID(), tier: 'town' });
    expect(allocated.events).toEqual([expect.objectContaining({ streamId: VENUE_ID, version: 3 })]);
    await send(ours, 'receive-funds');
    expect((await recorded()).map((e) => [e.type, e.stream.version]).slice(2)).toEqual([
      ['FundsAllocated', 2],
      ['FundsAllocated', 3],
      ['FundsReceived', 4],
    ]);
  });

  it('closed the period for the village, whose clerk may not date a fact in it any more', async () => {
    const api = aProcess();
    await send(api, 'register-village');
    await send(anotherProcess(), 'close-town-period', { occurredOn: '2024-02-05', period: '2024-01' });
    await expect(send(api, 'update-village-profile', {}, clerkOf(VILLAGE.id))).rejects.toMatchObject({
      code: 'period.closed-by-town',
    });
  });
});

describe('a command that comes again', () => {
  it('is answered with the first result, though it would be refused now', async () => {
    const { change, issue } = aProcess();
    await change(put(red, 10));
    const command = aChange(scope, [take(red, 10)]);
    const first = await issue(command);
    expect(await issue(command)).toEqual({ ...first, repeated: true });
    expect(await recorded()).toHaveLength(2);
  });

  it('is answered with the first result, though it would be allowed again', async () => {
    const { change, issue } = aProcess();
    const command = aChange(scope, [put(red, 10)]);
    const first = await issue(command);
    await change(put(red, 1));
    expect(await issue(command)).toEqual({ ...first, repeated: true });
    expect(await recorded()).toHaveLength(2);
  });

  it('is answered with the first result, though the file that it names is gone', async () => {
    const { change, issue } = aProcess();
    await keepPhoto();
    await change(put(red, 10));
    const command = withPhoto(put(red, 1));
    const first = await issue(command);
    await installation.owner.query('delete from zhendi.attachment where tenant_id = $1', [scope.tenantId]);
    expect(await issue(command)).toEqual({ ...first, repeated: true });
  });

  it('to a process that has just started tells it nothing of the streams but that command', async () => {
    const command = aChange(scope, [put(red, 1)]);
    const before = aProcess();
    await before.change(put(red, 9));
    await before.issue(command);
    const { database, change, issue } = anotherProcess();
    await issue(command);
    await change(put(red, 1));
    expect(database.loads).toBe(2);
  });

  it('is answered with the first result of another process', async () => {
    const [ours, theirs] = [aProcess(), anotherProcess()];
    await ours.change(put(red, 10));
    const command = aChange(scope, [take(red, 1)]);
    const first = await theirs.issue(command);
    expect(await ours.issue(command)).toEqual({ ...first, repeated: true });
    // What was known is known to be outdated.
    const { appends } = ours.database;
    await ours.change(put(red, 1));
    expect(ours.database.appends).toBe(appends + 1);
  });

  it.each([
    ['would be allowed', 5],
    ['would be refused', 11],
  ])('with another body is told so, whether it %s', async (_, fen) => {
    const { change, issue } = aProcess();
    await change(put(red, 10));
    const { commandId } = await change(put(red, 0), put(blue, 1));
    const other = aChange(scope, [take(red, fen)], { commandId });
    await expect(issue(other)).rejects.toThrow(CommandIdReused);
    expect(await recorded()).toHaveLength(2);
  });

  it('eight times at once is carried out once', async () => {
    const { change, issue, database } = aProcess();
    await change(put(red, 10));
    const command = aChange(scope, [take(red, 10)]);
    const results = await Promise.all(Array.from({ length: 8 }, () => issue(command)));
    expect(results.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(new Set(results.map(({ events }) => JSON.stringify(events))).size).toBe(1);
    expect(await recorded()).toHaveLength(2);
    expect(database.loads).toBeLessThanOrEqual(8);
  });
});

describe('what does not depend on the streams', () => {
  it('is told at once: a suspended town, a store that is busy', async () => {
    const { database, change } = aProcess();
    await change(put(red, 10));
    database.instead = () => Promise.reject(new StoreBusy());
    await expect(change(put(red, 1))).rejects.toThrow(StoreBusy);
    database.instead = undefined;
    await installation.suspend(scope.tenantId);
    await expect(change(put(red, 1))).rejects.toThrow(TenantSuspended);
    expect([database.loads, database.appends]).toEqual([1, 3]);
  });

  it('is an append without an answer: it is not sent again, and its repeat is answered with what it did', async () => {
    const { database, change, issue } = aProcess();
    await change(put(red, 10));
    database.instead = async (carryOut) => {
      await carryOut();
      throw new Error('Query read timeout');
    };
    const command = aChange(scope, [take(red, 4)]);
    await expect(issue(command)).rejects.toThrow('Query read timeout');
    expect([database.loads, database.appends]).toEqual([1, 2]);
    database.instead = undefined;
    expect(await issue(command)).toMatchObject({ position: 2, repeated: true });
    await expect(change(take(red, 7))).rejects.toMatchObject(empty);
    await change(take(red, 6));
    expect((await recorded()).map(({ data }) => data['fen'])).toEqual([10, -4, -6]);
  });
});

describe('an event that is loaded while the append that recorded it is on its way back', () => {
  it('counts once', async () => {
    const { database, change } = aProcess();
    await change(put(red, 10));
    database.instead = async (carryOut) => {
      database.instead = undefined;
      const result = await carryOut();
      await expect(change(take(red, 100))).rejects.toMatchObject(empty);
      return result;
    };
    await change(put(red, 5));
    await expect(change(take(red, 16))).rejects.toMatchObject(empty);
    await change(take(red, 15));
  });
});

describe('streams that move at each append', () => {
  /** A process that knows the red purse, and loses so many races for it to somebody else. */
  async function aLoser(races: number) {
    const { database, change } = aProcess();
    await change(put(red, 10));
    let left = races;
    database.instead = async (carryOut) => {
      const event = anEvent({ stream: purseStream(red), type: 'PurseChanged', data: { fen: 1 } });
      if (left-- > 0) await append(otherPool, anAppend({ tenantId: scope.tenantId, events: [event] }));
      return carryOut();
    };
    return { database, change };
  }

  it('are looked at three times again after the first load: what was known costs no retry', async () => {
    const { change } = await aLoser(4);
    const { events } = await change(take(red, 1));
    expect(events).toEqual([expect.objectContaining({ version: 6, position: 6 })]);
  });

  it('are given up on after that', async () => {
    const { database, change } = await aLoser(10);
    await expect(change(take(red, 1))).rejects.toThrow(VersionConflict);
    expect(database).toMatchObject({ loads: 1 + 4, appends: 1 + 1 + 4 });
  });
});
