import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type pg from 'pg';
import { CommandIdReused, EventReader } from '../event-store/index.ts';
import type { CommandType } from '../features/shared/command.ts';
import { Refusal } from '../features/shared/refusal.ts';
import { projectionScope, TenantDatabase } from '../tenancy/index.ts';
import { createAppPool } from '../tenancy/pool.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { aChange, changePurses, type PurseChanges } from '../testing/builders/purses.builder.ts';
import { CommandRunner } from './command-runner.ts';
import { CountyPolicies } from './county-policies.ts';

// A moment is some 5 ms.
const RUNS = 40;

let installation: Installation;
let pools: pg.Pool[];
beforeAll(async () => {
  installation = await anInstallation();
  pools = [0, 1, 2].map(() => createAppPool({ url: installation.appUrl, max: 4, onError: () => undefined }));
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await installation.close();
});

/** A command that somebody sends to one of three processes. */
interface Sent {
  readonly process: number;
  /** Commands of the same key bear the same id; of two with other changes the second is refused. */
  readonly key: number;
  readonly changes: readonly { readonly purse: number; readonly fen: number }[];
}

const sent: fc.Arbitrary<Sent> = fc.record({
  process: fc.nat({ max: 2 }),
  key: fc.nat({ max: 25 }),
  changes: fc.array(
    fc.record({ purse: fc.nat({ max: 2 }), fen: fc.constantFrom(-8, -5, -3, -1, 0, 1, 2, 4, 6) }),
    { minLength: 1, maxLength: 2 },
  ),
});
/** What is sent at once: one command, or two. */
const moments = fc.array(fc.array(sent, { minLength: 1, maxLength: 2 }), {
  minLength: 5,
  maxLength: 25,
  size: 'max',
});

/** What a command's sender is told: the place of each of its events, or what it is refused for. */
type Told = 'purse.empty' | 'reused' | { position: number; places: [purse: number, version: number][] };

/** Three purses, to which one command happens after the other. */
class PurseModel {
  private purses = [0, 1, 2].map(() => ({ fen: 0, version: 0 }));
  private head = 0;
  private readonly done = new Map<number, { changes: string; told: Told }>();

  copy(): PurseModel {
    const copy = new PurseModel();
    copy.purses = this.purses.map((purse) => ({ ...purse }));
    copy.head = this.head;
    this.done.forEach((one, key) => copy.done.set(key, one));
    return copy;
  }

  tell({ key, changes }: Sent): Told {
    const before = this.done.get(key);
    if (before) return before.changes === JSON.stringify(changes) ? before.told : 'reused';
    const after = this.purses.map((purse) => ({ ...purse }));
    const places: [number, number][] = [];
    for (const { purse, fen } of changes) {
      const one = after[purse]!;
      one.fen += fen;
      if (one.fen < 0) return 'purse.empty';
      if (fen !== 0) places.push([purse, ++one.version]);
    }
    this.purses = after;
    this.head += places.length;
    const told = { position: this.head, places };
    this.done.set(key, { changes: JSON.stringify(changes), told });
    return told;
  }

  /** Of each purse, its last version and what is in it. */
  standing(): [version: number, fen: number][] {
    return this.purses.map(({ version, fen }) => [version, fen]);
  }
}

/** A town with three purses, and three processes that change them. The last one forgets all after each command. */
async function aTown() {
  const scope = projectionScope(await installation.aTown());
  const purses: string[] = [0, 1, 2].map(() => randomUUID());
  const commandIds = Array.from({ length: 26 }, () => randomUUID());
  const databases = pools.map((pool) => new TenantDatabase(pool));
  const start = (process: number) => {
    const database = databases[process]!;
    return new CommandRunner(database, {}, new CountyPolicies(database), () => undefined);
  };
  const lasting = [start(0), start(1)];
  const told = async ({ process, key, changes }: Sent): Promise<Told> => {
    const body: PurseChanges = changes.map(({ purse, fen }) => ({ purse: purses[purse]!, fen }));
    const runner = lasting[process] ?? start(process);
    const command = aChange(scope, body, { commandId: commandIds[key]! });
    try {
      const { position, events } = await runner.run(changePurses as unknown as CommandType, command);
      return { position, places: events.map((e) => [purses.indexOf(e.streamId), e.version]) };
    } catch (error) {
      if (error instanceof CommandIdReused) return 'reused';
      if (error instanceof Refusal && error.code === 'purse.empty') return error.code;
      throw error;
    }
  };
  const standing = async () => {
    const reader = new EventReader(installation.owner);
    const events = await reader.tenant(scope.tenantId, { limit: 1_000 });
    expect(events.map(({ position }) => position)).toEqual(events.map((_, i) => i + 1));
    return purses.map((purse) => {
      const own = events.filter(({ stream }) => stream.id === purse);
      expect(own.map(({ stream }) => stream.version)).toEqual(own.map((_, i) => i + 1));
      return [own.length, own.reduce((sum, { data }) => sum + Number(data['fen']), 0)];
    });
  };
  return { told, standing };
}

/** The model after commands that were sent at once, in an order that explains what was told. */
function explained(model: PurseModel, commands: readonly Sent[], told: readonly Told[]): PurseModel {
  const orders = [
    [0, 1],
    [1, 0],
  ].map((order) => order.filter((i) => i < commands.length));
  for (const order of orders) {
    const after = model.copy();
    if (order.every((i) => JSON.stringify(after.tell(commands[i]!)) === JSON.stringify(told[i])))
      return after;
  }
  throw new Error(`no order explains ${JSON.stringify({ commands, told, before: model.standing() })}`);
}

describe('processes that know streams, and one that loads them each time', () => {
  it('tell their callers what one process would that loads them each time, and record the same', async () => {
    await fc.assert(
      fc.asyncProperty(moments, async (all) => {
        const { told, standing } = await aTown();
        let model = new PurseModel();
        for (const commands of all) model = explained(model, commands, await Promise.all(commands.map(told)));
        expect(await standing()).toEqual(model.standing());
      }),
      { numRuns: RUNS },
    );
  });
});
