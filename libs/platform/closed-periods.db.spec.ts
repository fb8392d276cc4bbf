import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import {
  append,
  EventReader,
  type Append,
  type AppendResult,
  type JsonObject,
} from '../event-store/index.ts';
import { registrationCorrected } from '../features/commissioning/commissioning.events.ts';
import { factCorrected } from '../features/corrections/correction.events.ts';
import type { CommandType } from '../features/shared/command.ts';
import { defineEvent } from '../features/shared/event.ts';
import { reportingStream } from '../features/shared/streams.ts';
import { projectionScope, TenantDatabase, type TenantScope } from '../tenancy/index.ts';
import { anAppend, anEvent, aStream } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { anIssuedCommand } from '../testing/builders/issued-command.builder.ts';
import { CommandRunner } from './command-runner.ts';
import { CountyPolicies } from './county-policies.ts';

let installation: Installation;
beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());

const closing = (level: 'town' | 'county') =>
  anEvent({
    stream: reportingStream(),
    type: 'PeriodClosed',
    data: { level, period: '2023', change: 'closed', reason: '年度报表已上报' },
  });

const noteTaken = defineEvent('note', 'NoteTaken', 1, z.strictObject({}));
const note = aStream('note');

/** Takes a note on the last day of 2023. */
const takeNote: CommandType = {
  name: 'TakeNote',
  summary: '',
  schema: z.object({}),
  emits: [noteTaken],
  streams: () => [note],
  initial: null,
  evolve: () => null,
  decide: () => [{ stream: note, type: 'NoteTaken', schemaVersion: 1, occurredOn: '2023-12-31', data: {} }],
};

/** Corrects today, in the middle of 2024, what was dated on some day. */
const corrections: Readonly<Record<string, (correctedOn: string) => CommandType>> = {
  FactCorrected: (occurredOn) => correct('project', 'FactCorrected', { fact: { occurredOn } }),
  RegistrationCorrected: (registeredOn) => correct('venue', 'RegistrationCorrected', { registeredOn }),
};

const correct = (stream: 'project' | 'venue', type: string, data: JsonObject): CommandType => ({
  ...takeNote,
  name: 'CorrectNote',
  emits: [factCorrected, registrationCorrected],
  decide: () => [{ stream: aStream(stream), type, schemaVersion: 1, occurredOn: '2024-06-15', data }],
});

const take = (
  database: TenantDatabase,
  scope: TenantScope,
  role = 'village-clerk',
  type: CommandType = takeNote,
) =>
  new CommandRunner(database, {}, new CountyPolicies(database), () => undefined).run(
    type,
    anIssuedCommand(scope, {}, { role }),
  );

/** A database in which the town closes the year between the runner's look and its append. */
class ClosedMeanwhile extends TenantDatabase {
  private isClosed = false;

  override async append(scope: TenantScope, command: Append): Promise<AppendResult> {
    if (!this.isClosed) {
      this.isClosed = true;
      await append(installation.app, anAppend({ tenantId: scope.tenantId, events: [closing('town')] }));
    }
    return super.append(scope, command);
  }
}

describe('a fact dated in a period', () => {
  it('is refused to a village when the town closes the period while the fact is on its way', async () => {
    const scope = projectionScope(await installation.aTown());
    await expect(take(new ClosedMeanwhile(installation.app), scope)).rejects.toMatchObject({
      code: 'period.closed-by-town',
    });
    const recorded = await new EventReader(installation.owner).tenant(scope.tenantId, { limit: 10 });
    expect(recorded.map(({ type }) => type)).toEqual(['PeriodClosed']);
  });

  it('is recorded by the town even then', async () => {
    const scope = projectionScope(await installation.aTown());
    await take(new ClosedMeanwhile(installation.app), scope, 'town-clerk');
    const recorded = await new EventReader(installation.owner).tenant(scope.tenantId, { limit: 10 });
    expect(recorded.map(({ type }) => type)).toEqual(['PeriodClosed', 'NoteTaken']);
  });

  it('is refused to the towns of the county that closed it, and taken from another county’s', async () => {
    const county = await installation.aCounty(1);
    await append(installation.app, anAppend({ tenantId: county.tenantId, events: [closing('county')] }));
    const { database } = installation;
    await expect(take(database, projectionScope(county.towns[0]!), 'town-leader')).rejects.toMatchObject({
      code: 'period.closed-by-county',
    });
    const elsewhere = projectionScope(await installation.aTown());
    await expect(take(database, elsewhere, 'town-leader')).resolves.toMatchObject({ repeated: false });
  });

  it.each(Object.keys(corrections))(
    'is corrected as little as it is recorded, today too: %s',
    async (type) => {
      const county = await installation.aCounty(1);
      await append(installation.app, anAppend({ tenantId: county.tenantId, events: [closing('county')] }));
      const correcting = (day: string) =>
        take(
          installation.database,
          projectionScope(county.towns[0]!),
          'town-leader',
          corrections[type]!(day),
        );
      await expect(correcting('2023-12-31')).rejects.toMatchObject({ code: 'period.closed-by-county' });
      await expect(correcting('2024-01-01')).resolves.toMatchObject({ repeated: false });
    },
  );
});
