import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { InitialPassword, ManagedAccount, Role } from './account-types.ts';
import { read, request } from './http.ts';
import type { Problem } from './problem.ts';
import { keys } from './queries.ts';
import type { Division, View, VillageCard } from './types.ts';

/** A town, or the county's own department: what accounts belong to. */
export interface AccountPlace extends Division {
  level: 'county' | 'town';
}

export interface NewAccount {
  username: string;
  roles: Role[];
  villageId?: string;
}

export interface AccountChange {
  roles?: Role[];
  villageId?: string | null;
  disabled?: boolean;
}

/** The accounts of a place. */
export function useAccounts(place: AccountPlace) {
  return useQuery({
    queryKey: accountsKey(place),
    queryFn: async ({ signal }) => (await read<{ data: ManagedAccount[] }>(pathOf(place), signal)).data,
  });
}

/** Makes an account; its initial password is in the answer and nowhere else. */
export function useCreateAccount(place: AccountPlace) {
  return useAccountMutation<InitialPassword, NewAccount>(place, (body) =>
    request(pathOf(place), { method: 'POST', body }),
  );
}

/** Changes roles and village of an account, or switches it off and on. */
export function useChangeAccount(place: AccountPlace) {
  return useAccountMutation<unknown, AccountChange & { id: string }>(place, ({ id, ...body }) =>
    request(`${pathOf(place)}/${id}`, { method: 'PATCH', body }),
  );
}

/** Gives an account a new initial password; whoever is signed in with it is signed out. */
export function useResetPassword(place: AccountPlace) {
  return useAccountMutation<InitialPassword, ManagedAccount>(place, async ({ id, username }) => {
    const { initialPassword } = await request<{ initialPassword: string }>(
      `${pathOf(place)}/${id}/password`,
      { method: 'POST' },
    );
    return { username, initialPassword };
  });
}

/** The towns of a county; of none where there is no county, or they are not one's affair. */
export function useTowns(countyCode: string | undefined, enabled = true) {
  return useQuery({
    queryKey: [...keys.county(countyCode ?? 'none'), 'towns'],
    queryFn: async ({ signal }) =>
      (await read<{ data: Division[] }>(`/counties/${countyCode ?? ''}/towns`, signal)).data,
    enabled: enabled && countyCode !== undefined,
  });
}

/** The villages of a town, by which village clerks are told apart. */
export function useVillages(townCode: string, enabled: boolean) {
  return useQuery({
    queryKey: [...keys.town(townCode), 'villages'],
    queryFn: async ({ signal }) =>
      (await read<View<VillageCard[]>>(`/towns/${townCode}/views/village-cards`, signal)).data,
    enabled,
  });
}

function useAccountMutation<Answer, Variables>(
  place: AccountPlace,
  mutationFn: (variables: Variables) => Promise<Answer>,
) {
  const queryClient = useQueryClient();
  return useMutation<Answer, Problem, Variables>({
    mutationFn,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: accountsKey(place) }),
  });
}

function accountsKey({ level, code }: AccountPlace) {
  return ['accounts', level, code];
}

function pathOf({ level, code }: AccountPlace): string {
  return level === 'town' ? `/towns/${code}/accounts` : `/counties/${code}/accounts`;
}
