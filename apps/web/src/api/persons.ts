import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { read, request } from './http.ts';
import type { Problem } from './problem.ts';
import { keys } from './queries.ts';

/** A person of a town: of one who was erased there is nothing but the id. */
export interface Person {
  personId: string;
  state: 'kept' | 'erased' | 'unreadable';
  name: string | null;
  /** Masked: 138****1234. */
  phone: string | null;
  erasedAt: string | null;
}

/** What is entered of a person; `phone` is digits. */
export interface PersonEntry {
  personId: string;
  name: string;
  phone?: string;
}

/** What is put right of a person; what is left out stays as it is, null removes the number. */
export interface PersonCorrection {
  personId: string;
  name: string;
  phone?: string | null;
}

/** The people of a town whom one may see. */
export function usePersons(townCode: string, enabled: boolean) {
  return useQuery({
    queryKey: personsKey(townCode),
    queryFn: async ({ signal }) => (await read<{ data: Person[] }>(pathOf(townCode), signal)).data,
    enabled,
  });
}

/** Enters a person under an id that the page has drawn, so that a second try enters nobody twice. */
export function useEnterPerson(townCode: string) {
  return usePersonMutation<PersonEntry>(townCode, (body) =>
    request(pathOf(townCode), { method: 'POST', body }),
  );
}

export function useCorrectPerson(townCode: string) {
  return usePersonMutation<PersonCorrection>(townCode, ({ personId, ...body }) =>
    request(`${pathOf(townCode)}/${personId}`, { method: 'PUT', body }),
  );
}

/** Erases a person for good. */
export function useErasePerson(townCode: string) {
  return usePersonMutation<string>(townCode, (personId) =>
    request(`${pathOf(townCode)}/${personId}/erase`, { method: 'POST' }),
  );
}

/** A person's phone number in full. It is in no cache: who leaves the page has to ask again. */
export function useUnmask(townCode: string) {
  return useMutation<{ phone: string | null }, Problem, string>({
    mutationFn: (personId) => request(`${pathOf(townCode)}/${personId}/unmask`, { method: 'POST' }),
    gcTime: 0,
  });
}

function usePersonMutation<Variables>(
  townCode: string,
  mutationFn: (variables: Variables) => Promise<unknown>,
) {
  const queryClient = useQueryClient();
  return useMutation<unknown, Problem, Variables>({
    mutationFn,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: personsKey(townCode) }),
    // What was typed stays in the form and nowhere else.
    gcTime: 0,
  });
}

function personsKey(townCode: string) {
  return [...keys.town(townCode), 'persons'];
}

function pathOf(townCode: string): string {
  return `/towns/${townCode}/persons`;
}
