import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { read, request } from './http.ts';
import type { Problem } from './problem.ts';
import type { Division } from './types.ts';

/** A county, a town or the platform, and whether facts can be recorded in it. */
export interface Tenant extends Division {
  level: 'platform' | 'county' | 'town';
  status: 'active' | 'suspended' | 'closed';
}

const tenantsKey = ['tenants'];

/** All tenants, or those of one county. */
export function useTenants(countyCode: string | undefined) {
  return useQuery({
    queryKey: [...tenantsKey, countyCode ?? 'all'],
    queryFn: async ({ signal }) =>
      (
        await read<{ data: Tenant[] }>(
          countyCode === undefined ? '/tenants' : `/counties/${countyCode}/tenants`,
          signal,
        )
      ).data,
  });
}

/** Suspends a town or lets it go on. */
export function useTownStep(countyCode: string, townCode: string) {
  const queryClient = useQueryClient();
  return useMutation<unknown, Problem, 'suspend' | 'resume'>({
    mutationFn: (step) =>
      request(`/counties/${countyCode}/towns/${townCode}/${step}`, { method: 'POST', body: {} }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: tenantsKey }),
  });
}
