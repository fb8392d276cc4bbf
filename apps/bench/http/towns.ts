import { append, type Append, type SqlClient } from '../../../libs/event-store/index.ts';
import { villageIdOf } from '../../../libs/features/shared/streams.ts';
import { planVenue } from '../../../libs/features/venues/venue.decider.ts';
import { registerVillage } from '../../../libs/features/villages/village.decider.ts';
import { BulkDecider, bulkAppends } from '../../../libs/platform/bulk-append.ts';
import { registerTenants, type TenantName } from '../../../libs/tenancy/index.ts';
import { createOwnerPool } from '../../../libs/tenancy/pool.ts';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from '../cluster.ts';

/** A venue that is planned, so that money can be allocated to it. */
export interface PlannedVenue {
  readonly town: TenantName;
  readonly venueId: string;
}

const COUNTY = { code: '990301', name: '测试县' };
const PLANNED_ON = '2024-01-05';

/** A county whose towns have a village each and so many planned venues, recorded as an import records them. */
export async function plannedVenues(
  { ownerUrl }: Database,
  towns: number,
  venuesPerTown: number,
): Promise<{ county: TenantName; venues: PlannedVenue[]; events: number }> {
  const owner = createOwnerPool({ url: ownerUrl, max: 1, onError: () => undefined });
  const client = owner as unknown as SqlClient;
  try {
    const divisions = Array.from({ length: towns }, (_, i) => ({
      code: `${COUNTY.code}${100 + i}`,
      name: `测试${i + 1}镇`,
    }));
    const { tenants } = await registerTenants(client, COUNTY, divisions);
    const venues: PlannedVenue[] = [];
    for (const { code } of divisions) {
      const town = tenants.get(code)!;
      const ids = Array.from({ length: venuesPerTown }, () => uuidv7());
      await recordPlans(client, town, ids);
      venues.push(...ids.map((venueId) => ({ town, venueId })));
    }
    return { county: tenants.get(COUNTY.code)!, venues, events: towns * (venuesPerTown + 1) };
  } finally {
    await owner.end();
  }
}

/** The same venues, one of each town after the other: who pays them in this order has all towns at work at once. */
export function inTurn(venues: readonly PlannedVenue[], towns: number): PlannedVenue[] {
  const perTown = venues.length / towns;
  return venues.map((_, i) => venues[(i % towns) * perTown + Math.floor(i / towns)]!);
}

async function recordPlans(owner: SqlClient, town: TenantName, venueIds: readonly string[]): Promise<void> {
  for (const piece of plansInBulk(town, '201', venueIds)) await append(owner, piece);
}

/**
 * The appends of an import that registers a village and plans venues in it.
 *
 * @param village the last three digits of its code; the town must not have it.
 */
export function plansInBulk(town: TenantName, village: string, venueIds: readonly string[]): Append[] {
  const decider = new BulkDecider(town.code, '2024-03-02');
  const code = `${town.code}${village}`;
  const facts = [
    ...decider.carryOut(registerVillage, { occurredOn: PLANNED_ON, code, name: '测试村' }),
    ...venueIds.flatMap((venueId) => decider.carryOut(planVenue, plan(venueId, villageIdOf(code)))),
  ];
  const metadata = { actor: 'bench', role: 'operator', source: 'import', correlationId: uuidv7() };
  return bulkAppends(town.tenantId, facts, metadata);
}

function plan(venueId: string, villageId: string) {
  return {
    occurredOn: PLANNED_ON,
    venueId,
    villageId,
    venueName: '测试村党群服务中心',
    year: 2024,
    buildType: 'new' as const,
    reason: '原有房屋陈旧，面积不足',
    plannedAreaDm2: 30_000,
    budgetFen: 60_000_000,
    fundingPlan: { higherFen: 30_000_000, townFen: 20_000_000, villageFen: 10_000_000 },
    targetOn: '2024-12-20',
  };
}
