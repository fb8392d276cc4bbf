import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { read, request } from './http.ts';
import type { Problem } from './problem.ts';
import type { Division } from './types.ts';

/** A county or a town: whether facts can be recorded in it, and how much of it there is. */
export interface Tenant extends Division {
  countyCode: string;
  level: 'county' | 'town';
  status: 'active' | 'suspended' | 'closed';
  /** Code of the town that it has become a part of. */
  mergedInto: string | null;
  createdAt: string;
  events: number;
  accounts: number;
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
export function useTownStep({ countyCode, code }: Tenant) {
  const queryClient = useQueryClient();
  return useMutation<unknown, Problem, 'suspend' | 'resume'>({
    mutationFn: (step) =>
      request(`/counties/${countyCode}/towns/${code}/${step}`, { method: 'POST', body: {} }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: tenantsKey }),
  });
}
