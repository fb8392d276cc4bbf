import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { append } from '../event-store/index.ts';
import { projections } from '../features/read-models.ts';
import { projectionScope } from '../tenancy/index.ts';
import { anAppend, anEvent } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { CatchUp, readLag, readPositions } from './index.ts';

let installation: Installation;
let behind: number;
let current: number;
let empty: number;

// `behind` has 5 events: two in all read models, two more in the first one only, and one in none.
beforeAll(async () => {
  installation = await anInstallation();
  [behind, current, empty] = (await installation.aCounty(3)).towns as [number, number, number];
  const record = (tenantId: number, count: number) =>
    append(
      installation.app,
      anAppend({ tenantId, events: Array.from({ length: count }, () => anEvent({ type: 'NoteTaken' })) }),
    );
  const all = new CatchUp(installation.database, projections);
  await record(behind, 2);
  await all.tenant(behind);
  await record(behind, 2);
  await new CatchUp(installation.database, projections.slice(0, 1)).tenant(behind);
  await record(behind, 1);
  await record(current, 3);
  await all.tenant(current);
});
afterAll(() => installation.close());

const positions = (tenantId: number, tenants: number[]) =>
  installation.database.withTenant(projectionScope(tenantId), (db) =>
    readPositions(db, projections, tenants),
  );

describe('the position of a tenant', () => {
  it('is that of the read model that is furthest behind', async () => {
    expect(await positions(behind, [behind])).toEqual([
      { tenantId: behind, position: 2, lag: 3, parked: [] },
    ]);
    expect(await positions(current, [current])).toEqual([
      { tenantId: current, position: 3, lag: 0, parked: [] },
    ]);
  });

  it('is 0 without events', async () => {
    expect(await positions(empty, [empty])).toEqual([{ tenantId: empty, position: 0, lag: 0, parked: [] }]);
  });

  it('of a tenant out of scope tells nothing', async () => {
    expect(await positions(current, [behind])).toEqual([
      { tenantId: behind, position: 0, lag: 0, parked: [] },
    ]);
  });
});

describe('the lag', () => {
  const lag = () => installation.database.withSystem((db) => readLag(db, projections));

  it('lists each read model that is behind, of all tenants, and how far', async () => {
    const [first, ...others] = projections.map((p) => p.name);
    const found = (await lag()).map(({ tenantId, projection, lag }) => [tenantId, projection, lag]);
    expect(found.sort()).toEqual([[behind, first, 1], ...others.map((name) => [behind, name, 3])].sort());
  });

  it('is as old as the first event that is not in the read model', async () => {
    const { rows } = await installation.owner.query<{ position: number; recorded_at: Date }>(
      'select position, recorded_at from zhendi.event where tenant_id = $1',
      [behind],
    );
    const recordedAt = (position: number) => rows.find((row) => row.position === position)!.recorded_at;
    for (const { projection, oldestRecordedAt } of await lag()) {
      expect(oldestRecordedAt).toEqual(recordedAt(projection === projections[0]!.name ? 5 : 3));
    }
  });
});
