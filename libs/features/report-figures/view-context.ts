import { standardInForce, type CountyPolicy } from '../shared/county-policy.ts';
import type { Standard } from '../shared/standard.ts';

/** What a view rests on beside its rows: the towns in scope, what the county has laid down, and the day that it shows. */
export interface ViewContext {
  readonly towns: readonly { readonly tenantId: number; readonly code: string; readonly name: string }[];
  readonly policy: CountyPolicy;
  readonly on: string;
}

/** The standard in force on the day of the view. */
export function standardOn({ policy, on }: Pick<ViewContext, 'policy' | 'on'>): Standard {
  return standardInForce(policy, on);
}

/** Rows of one town among those of all. */
export function ofTown<Row extends { readonly tenantId: number }>(
  rows: readonly Row[],
  { tenantId }: { readonly tenantId: number },
): Row[] {
  return rows.filter((row) => row.tenantId === tenantId);
}
