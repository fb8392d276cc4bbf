import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import {
  append,
  CommandIdReused,
  EventReader,
  TenantSuspended,
  VersionConflict,
  type Append,
  type AppendResult,
  type StreamRef,
  type Upcasters,
} from '../event-store/index.ts';
import type { CommandType } from '../features/shared/command.ts';
import { defineEvent } from '../features/shared/event.ts';
import { Refusal } from '../features/shared/refusal.ts';
import { projectionScope, readingOnly, TenantDatabase, type TenantScope } from '../tenancy/index.ts';
import { anAppend, anEvent, aStream, aStreamAt } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { anIssuedCommand } from '../testing/builders/issued-command.builder.ts';
import { CountyPolicies } from './county-policies.ts';
import { CommandRunner, type IssuedCommand } from './command-runner.ts';

let installation: Installation;
let scope: TenantScope;
let note: StreamRef;
let other: StreamRef;
let appended: number[];
/** What the decider was shown, at each decision. */
let seen: number[];

beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());

beforeEach(async () => {
  scope = projectionScope(await installation.aTown());
  [note, other] = [aStream('note'), aStream('note')];
  appended = [];
  seen = [];
});

interface Note {
  readonly texts: readonly string[];
}

const noteTaken = defineEvent('note', 'NoteTaken', 1, z.strictObject({ text: z.string() }));

/** Takes notes on two streams; refuses what is forbidden. Its state is the number of notes so far. */
const takeNotes: CommandType<'TakeNotes', z.ZodType<Note>, number> = {
  name: 'TakeNotes',
  summary: '',
  schema: z.object({ texts: z.array(z.string()) }),
  emits: [noteTaken],
  streams: () => [note, other],
  initial: 0,
  evolve: (state) => state + 1,
  decide: (state, { texts }) => {
    seen.push(state);
    if (texts.includes('forbidden'))
      throw new Refusal(
        'note.forbidden',
        { zh: '不行', en: 'no' },
        { zh: '请另写', en: 'write another' },
        '/texts',
      );
    return texts.map((text, i) => ({
      stream: i % 2 === 0 ? note : other,
      type: 'NoteTaken',
      schemaVersion: 1,
      occurredOn: '2022-03-15',
      data: { text },
    }));
  },
};
const type = takeNotes as unknown as CommandType;

const issued = (texts: string[], differences: Partial<IssuedCommand> = {}): IssuedCommand => ({
  ...anIssuedCommand(scope, { texts }),
  ...differences,
});

const runner = (database: TenantDatabase = installation.database, upcasters: Upcasters = {}) =>
  new CommandRunner(database, upcasters, new CountyPolicies(database), (tenantId) => appended.push(tenantId));
const recorded = () => new EventReader(installation.owner).tenant(scope.tenantId, { limit: 100 });

/** A database in which somebody else writes to our stream between our look and our append, so many times. */
class Rivalled extends TenantDatabase {
  constructor(public rivals: number) {
    super(installation.app);
  }

  override async append(of: TenantScope, command: Append): Promise<AppendResult> {
    if (this.rivals-- > 0) {
      const rival = anAppend({ tenantId: of.tenantId, events: [anEvent({ stream: note })] });
      await append(installation.app, rival);
    }
    return super.append(of, command);
  }
}

describe('a command', () => {
  it('is told with the place of each of its events, on every stream', async () => {
    await aStreamAt(installation.app, scope.tenantId, 2);
    await append(
      installation.app,
      anAppend({ tenantId: scope.tenantId, events: [anEvent({ stream: other })] }),
    );
    const command = issued(['one', 'two', 'three']);
    const result = await runner().run(type, command);

    expect(seen).toEqual([1]);
    expect(result).toMatchObject({ commandId: command.commandId, position: 6, repeated: false });
    expect(result.events.map((e) => [e.streamId, e.version, e.position])).toEqual([
      [note.id, 1, 4],
      [other.id, 2, 5],
      [note.id, 2, 6],
    ]);
    const events = (await recorded()).slice(3);
    expect(result.events).toEqual(
      events.map((e) => ({
        id: e.id,
        type: e.type,
        streamId: e.stream.id,
        version: e.stream.version,
        position: e.position,
      })),
    );
    expect(events.map((e) => e.data)).toEqual([{ text: 'one' }, { text: 'two' }, { text: 'three' }]);
    expect(events[0]!.metadata).toEqual({ ...command.metadata, commandId: command.commandId });
    expect(appended).toEqual([scope.tenantId]);
  });

  it('that comes again is answered with the first result, and not decided again', async () => {
    const command = issued(['one', 'two']);
    const first = await runner().run(type, command);
    await runner().run(type, issued(['three']));
    const again = await runner().run(type, command);
    expect(again).toEqual({ ...first, repeated: true });
    expect(seen).toEqual([0, 2]);
    expect(await recorded()).toHaveLength(3);
  });

  it('that is sent eight times at once is carried out once, and all get the same answer', async () => {
    const command = issued(['one', 'two']);
    const results = await Promise.all(Array.from({ length: 8 }, () => runner().run(type, command)));
    const [first] = results;
    for (const result of results) {
      expect(result).toEqual({ ...first!, repeated: result.repeated });
    }
    expect(results.filter((result) => !result.repeated)).toHaveLength(1);
    expect(await recorded()).toHaveLength(2);
  });

  it('under the id of another one is refused before it is decided', async () => {
    const { commandId } = await runner().run(type, issued(['one']));
    await expect(runner().run(type, issued(['two'], { commandId }))).rejects.toThrow(CommandIdReused);
    expect(seen).toEqual([0]);
    expect(await recorded()).toHaveLength(1);
  });

  it('that decides on nothing is on record, and its repeat is one', async () => {
    await runner().run(type, issued(['one']));
    const command = issued([]);
    expect(await runner().run(type, command)).toEqual({
      commandId: command.commandId,
      position: 1,
      repeated: false,
      events: [],
    });
    expect(await runner().run(type, command)).toMatchObject({ position: 1, repeated: true, events: [] });
  });

  it('that a rule forbids is refused as it is, leaves nothing, and may be sent again', async () => {
    const command = issued(['forbidden']);
    await expect(runner().run(type, command)).rejects.toMatchObject({
      code: 'note.forbidden',
      pointer: '/texts',
    });
    expect(await recorded()).toEqual([]);
    expect(appended).toEqual([]);
    const allowed = issued(['allowed'], { commandId: command.commandId });
    expect(await runner().run(type, allowed)).toMatchObject({ position: 1, repeated: false });
  });

  it('is decided on events of the current schema version', async () => {
    await runner().run(type, issued(['one']));
    const texts: unknown[] = [];
    const listening = {
      ...takeNotes,
      evolve: (state: number, event: { data: unknown }) => (texts.push(event.data), state + 1),
    } as unknown as CommandType;
    const upcasters = {
      NoteTaken: [({ text }: { text?: unknown }) => ({ words: [text as string] })],
    } as Upcasters;
    await runner(installation.database, upcasters).run(listening, issued(['two']));
    expect(texts).toEqual([{ words: ['one'] }]);
  });

  it('of a suspended town is refused, and so is one in a scope that only reads', async () => {
    await expect(runner().run(type, issued(['one'], { scope: readingOnly(scope) }))).rejects.toThrow(
      'reading only',
    );
    await installation.suspend(scope.tenantId);
    await expect(runner().run(type, issued(['one']))).rejects.toThrow(TenantSuspended);
    expect(await recorded()).toEqual([]);
  });
});

describe('a stream that moves between look and append', () => {
  it.each([1, 2, 3])('%d times is looked at and decided on again', async (rivals) => {
    const result = await runner(new Rivalled(rivals)).run(type, issued(['mine']));
    expect(seen).toEqual(Array.from({ length: rivals + 1 }, (_, i) => i));
    expect(result.events).toEqual([expect.objectContaining({ version: rivals + 1, position: rivals + 1 })]);
    expect(await recorded()).toHaveLength(rivals + 1);
  });

  it('four times is given up on: three retries, then a conflict, and nothing of the command is left', async () => {
    const database = new Rivalled(10);
    await expect(runner(database).run(type, issued(['mine']))).rejects.toThrow(VersionConflict);
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(database.rivals).toBe(6);
    expect((await recorded()).map((e) => e.type)).toEqual(Array(4).fill('VenuePlanned'));
    expect(appended).toEqual([]);
  });

  it('makes the rule speak that holds now', async () => {
    const once = {
      ...takeNotes,
      decide: (
        state: number,
        ...rest: Parameters<typeof takeNotes.decide> extends [unknown, ...infer R] ? R : never
      ) => {
        if (state > 0)
          throw new Refusal('note.taken', { zh: '已有', en: 'taken' }, { zh: '请另写', en: 'write another' });
        return takeNotes.decide(state, ...rest);
      },
    } as unknown as CommandType;
    await expect(runner(new Rivalled(1)).run(once, issued(['mine']))).rejects.toThrow(Refusal);
    expect(await recorded()).toHaveLength(1);
  });
});
