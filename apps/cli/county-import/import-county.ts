import { v7 as uuidv7 } from 'uuid';
import { appendAll, EventReader, type Append, type SqlClient } from '../../../libs/event-store/index.ts';
import { eventIn } from '../../../libs/features/shared/event.ts';
import { villageIdOf, villageStream } from '../../../libs/features/shared/streams.ts';
import { registerVillage } from '../../../libs/features/villages/village.decider.ts';
import type { VillageEvents } from '../../../libs/features/villages/village.events.ts';
import { upcasters } from '../../../libs/features/upcasters.ts';
import { BulkDecider, bulkAppends, type IdentifiedEvent } from '../../../libs/platform/bulk-append.ts';
import { registerTenants, type Division, type RegisteredTenant } from '../../../libs/tenancy/index.ts';
import type { County, Town } from './county.ts';

/** A division whose registered name is another than the file's. It is left as it is. */
export interface Difference {
  readonly code: string;
  readonly registered: string;
  readonly inFile: string;
}

/** What an import found and did. */
export interface ImportedCounty {
  /** The county's own tenant and its towns, by code. */
  readonly tenants: ReadonlyMap<string, RegisteredTenant>;
  /** Codes of the tenants that are new. */
  readonly createdTenants: readonly string[];
  /** New villages of each town that got any, by the town's code. */
  readonly createdVillages: ReadonlyMap<string, number>;
  readonly differences: readonly Difference[];
}

// One import of a database at a time: the second waits, and then finds what the first one did.
const IMPORT_LOCK = 20_260_802;
// Small towns go together. A step of the progress bar.
const EVENTS_A_CALL = 500;
const NONE: ReadonlyMap<string, string> = new Map();

/**
 * Makes a county and its towns tenants and registers their villages, as far as they are not there. Nothing that is
 * there is changed.
 *
 * @param owner in a transaction, which makes it all or nothing.
 * @param today business date of the registrations.
 * @param onProgress told of the villages looked at so far.
 * @throws {TenantSuspended} when a suspended town would get villages; {VersionConflict} when somebody registers one of
 *   them at this very moment.
 */
export async function importCounty(
  owner: SqlClient,
  county: County,
  { today, onProgress }: { today: string; onProgress: (villages: number) => void },
): Promise<ImportedCounty> {
  await owner.query('select pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
  const { created, tenants } = await registerTenants(owner, county, county.towns);
  const isNew = new Set(created);
  const differences = [county, ...county.towns].flatMap((d) => difference(d, tenants.get(d.code)!.name));
  const createdVillages = new Map<string, number>();
  const correlationId = uuidv7();
  let pieces: Append[] = [];
  let looked = 0;
  const record = async () => {
    await appendTogether(owner, pieces);
    pieces = [];
    onProgress(looked);
  };
  for (const town of county.towns) {
    const { tenantId } = tenants.get(town.code)!;
    const registered = isNew.has(town.code) ? NONE : await registeredNames(owner, tenantId, town);
    differences.push(...town.villages.flatMap((v) => difference(v, registered.get(v.code) ?? v.name)));
    const events = registrations(town, registered, today);
    const metadata = { actor: 'zhendi county import', role: 'operator', source: 'import', correlationId };
    pieces.push(...bulkAppends(tenantId, events, metadata));
    if (events.length > 0) createdVillages.set(town.code, events.length);
    looked += town.villages.length;
    if (pieces.reduce((sum, piece) => sum + piece.events.length, 0) >= EVENTS_A_CALL) await record();
  }
  await record();
  return { tenants, createdTenants: created, createdVillages, differences };
}

async function appendTogether(owner: SqlClient, appends: readonly Append[]): Promise<void> {
  for (const outcome of await appendAll(owner, appends)) {
    if (outcome instanceof Error) throw outcome;
  }
}

/** Names by code of those of the town's villages that are registered. */
async function registeredNames(
  owner: SqlClient,
  tenantId: number,
  town: Town,
): Promise<ReadonlyMap<string, string>> {
  const streams = town.villages.map(({ code }) => villageStream(villageIdOf(code)));
  const events = await new EventReader(owner, upcasters).streams(tenantId, streams);
  return new Map(
    events
      .map((event) => eventIn<VillageEvents>(event))
      .filter((event) => event.type === 'VillageRegistered')
      .map(({ data }) => [data.code, data.name]),
  );
}

function registrations(
  town: Town,
  registered: ReadonlyMap<string, string>,
  today: string,
): IdentifiedEvent[] {
  const decider = new BulkDecider(town.code, today);
  return town.villages
    .filter(({ code }) => !registered.has(code))
    .flatMap(({ code, name }) => decider.carryOut(registerVillage, { occurredOn: today, code, name }));
}

function difference({ code, name }: Division, registered: string): Difference[] {
  return name === registered ? [] : [{ code, registered, inFile: name }];
}
