import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EventReader, VersionConflict, type RecordedEvent } from '../event-store/index.ts';
import { townCommands } from '../features/commands.ts';
import { routeName, type CommandType } from '../features/shared/command.ts';
import { evolveProject, unplanned } from '../features/shared/project-state.ts';
import { Refusal } from '../features/shared/refusal.ts';
import { projectStream } from '../features/shared/streams.ts';
import { upcasters } from '../features/upcasters.ts';
import { projectionScope, type TenantScope } from '../tenancy/index.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { anIssuedCommand } from '../testing/builders/issued-command.builder.ts';
import { attempts, ProjectCommands, type Attempt } from '../testing/builders/project-commands.builder.ts';
import { exampleCommands, VENUE_ID } from '../testing/example-commands.ts';
import { LedgerModel } from '../testing/ledger-model.ts';
import { CommandRunner } from './command-runner.ts';
import { CountyPolicies } from './county-policies.ts';

// Two clerks send one command each at a time: a pair is some 30 ms, and the orders they come in are many.
const RUNS = 12;
const CLERKS = 2;
const TODAY = '2024-12-31';

let installation: Installation;
let runner: CommandRunner;
beforeAll(async () => {
  installation = await anInstallation();
  const { database } = installation;
  runner = new CommandRunner(database, upcasters, new CountyPolicies(database), () => undefined);
});
afterAll(() => installation.close());

const types = new Map<string, CommandType>(townCommands.map((type) => [routeName(type.name), type]));

/** Sends a command. @returns whether it was carried out. */
async function sent(scope: TenantScope, command: string, body: object): Promise<boolean> {
  const type = types.get(command)!;
  try {
    await runner.run(type, anIssuedCommand(scope, type.schema.parse(body) as object, { today: TODAY }));
    return true;
  } catch (error) {
    if (error instanceof Refusal || error instanceof VersionConflict) return false;
    throw error;
  }
}

/** What two clerks at one project have recorded, and the ledger that was kept of it. */
async function recordedBy(
  all: readonly Attempt[],
): Promise<{ events: RecordedEvent[]; ledger: LedgerModel }> {
  const scope = projectionScope(await installation.aTown());
  await sent(scope, 'register-village', exampleCommands['register-village']);
  await sent(scope, 'plan-venue', exampleCommands['plan-venue']);
  const reader = new EventReader(installation.owner);
  const ledger = new LedgerModel();
  const commands = new ProjectCommands(ledger);
  let events: RecordedEvent[] = [];
  for (let i = 0; i < all.length; i += CLERKS) {
    const occurredOn = `2024-06-${String(1 + (i % 28)).padStart(2, '0')}`;
    const pair = all.slice(i, i + CLERKS).map(async (attempt) => {
      const { command, body } = commands.draft(attempt, occurredOn);
      return (await sent(scope, command, body)) ? attempt : null;
    });
    const carriedOut = (await Promise.all(pair)).filter((attempt) => attempt !== null);
    // Both may have gone the same next step.
    const goneOn = carriedOut.find(({ action }) => action === 'advance');
    if (goneOn) commands.accepted(goneOn);
    const known = events.length;
    events = await reader.stream(scope.tenantId, projectStream(VENUE_ID));
    for (const event of events.slice(known)) {
      ledger.enter(event);
      expect(ledger.faults()).toEqual([]);
    }
  }
  return { events, ledger };
}

describe('two clerks at one project', () => {
  it('record what one after the other might have, with no gap in its stream, and break no rule of money', async () => {
    await fc.assert(
      fc.asyncProperty(attempts, async (all) => {
        const { events, ledger } = await recordedBy(all);
        expect(events.map(({ stream }) => stream.version)).toEqual(events.map((_, i) => i + 1));
        const { money } = events.reduce(evolveProject, unplanned);
        const known = Object.entries(money.allocations).map(([id, one]) => [
          id,
          { allocated: one.allocatedFen, received: one.receivedFen, paid: one.disbursedFen },
        ]);
        expect(known).toEqual(ledger.allocationIds().map((id) => [id, ledger.totals(id)]));
      }),
      { numRuns: RUNS },
    );
  });
});
