import { query } from './test-database.ts';

/** Two invented counties; the first has two towns. */
export const QINGHE = {
  code: '990101',
  name: '青禾县',
  towns: [
    { code: '990101100', name: '城关镇' },
    { code: '990101101', name: '柳林镇' },
  ],
};
export const BAISHUI = { code: '990102', name: '白水县', towns: [{ code: '990102100', name: '河口镇' }] };

/** How many events a town has, seen behind row-level security. */
export async function eventCount(ownerUrl: string, townCode: string): Promise<number> {
  const [row] = await query<{ count: string }>(
    ownerUrl,
    'select count(*) from zhendi.event e join zhendi.tenant t using (tenant_id) where t.code = $1',
    [townCode],
  );
  return Number(row!.count);
}
