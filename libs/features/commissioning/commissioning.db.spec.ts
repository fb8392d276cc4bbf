import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  append,
  EventReader,
  VersionConflict,
  type Append,
  type AppendResult,
} from '../../event-store/index.ts';
import { CommandRunner } from '../../platform/command-runner.ts';
import { CountyPolicies } from '../../platform/county-policies.ts';
import { projectionScope, TenantDatabase, type TenantScope } from '../../tenancy/index.ts';
import { anAppend, anEvent } from '../../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../../testing/builders/installation.builder.ts';
import { anIssuedCommand } from '../../testing/builders/issued-command.builder.ts';
import { exampleCommands } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import type { CommandType } from '../shared/command.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { commissionVenue } from './commissioning.decider.ts';

let installation: Installation;
let scope: TenantScope;

beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());

beforeEach(async () => {
  scope = projectionScope(await installation.aTown());
  await record([
    facts.venuePlanned,
    facts.venueCompleted,
    facts.venueRegistered,
    facts.sixHavesAssessed,
    facts.safetyAssigned,
    facts.useAssigned,
    facts.maintenanceAssigned,
  ]);
});

async function record(decided: readonly DecidedEvent[]): Promise<void> {
  const events = decided.map((fact) => anEvent(fact));
  await append(installation.app, anAppend({ tenantId: scope.tenantId, events }));
}

/** A database in which somebody else records these facts, one before each of our appends. */
class Rivalled extends TenantDatabase {
  constructor(private readonly rivals: DecidedEvent[]) {
    super(installation.app);
  }

  override async append(of: TenantScope, command: Append): Promise<AppendResult> {
    const rival = this.rivals.shift();
    if (rival) await record([rival]);
    return super.append(of, command);
  }
}

function commission(...rivals: DecidedEvent[]) {
  const database = new Rivalled(rivals);
  const runner = new CommandRunner(database, {}, new CountyPolicies(database), () => undefined);
  const body = exampleCommands['commission-venue'];
  return runner.run(commissionVenue as unknown as CommandType, anIssuedCommand(scope, body));
}

/** Types of the events that came after the venue was ready. */
async function recorded(): Promise<string[]> {
  const events = await new EventReader(installation.owner).tenant(scope.tenantId, { after: 7, limit: 100 });
  return events.map(({ type }) => type);
}

const rival = { ...facts.conditionAssessed, occurredOn: '2024-05-27' };

describe('commissioning a venue, which writes its own stream and its project’s', () => {
  it('is one command at two streams', async () => {
    const { position, events } = await commission();
    expect(position).toBe(9);
    expect(events.map(({ type, version }) => [type, version])).toEqual([
      ['VenueCommissioned', 6],
      ['ProjectHandedOver', 3],
    ]);
    expect(await recorded()).toEqual(['VenueCommissioned', 'ProjectHandedOver']);
  });

  it.each([
    ['the project', facts.fundsAllocated],
    ['the venue', rival],
  ])('leaves neither event when %s keeps changing', async (_, fact) => {
    await expect(commission(fact, fact, fact, fact)).rejects.toBeInstanceOf(VersionConflict);
    expect(await recorded()).toEqual(Array(4).fill(fact.type));
  });

  it.each([
    ['the project', facts.fundsAllocated],
    ['the venue', rival],
  ])('is decided anew on both when %s changed once', async (_, fact) => {
    await commission(fact);
    expect(await recorded()).toEqual([fact.type, 'VenueCommissioned', 'ProjectHandedOver']);
  });

  it('is refused when somebody else was faster', async () => {
    await expect(commission(facts.venueCommissioned)).rejects.toHaveProperty(
      'code',
      'venue.already-commissioned',
    );
    expect(await recorded()).toEqual(['VenueCommissioned']);
  });
});
