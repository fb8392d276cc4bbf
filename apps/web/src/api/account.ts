import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { adoptToken } from '../session/renewal.ts';
import type { TokenGrant } from '../session/session-store.ts';
import type { AccountSession, SecondFactorSecret } from './account-types.ts';
import { read, request } from './http.ts';
import type { Problem } from './problem.ts';
import { keys } from './queries.ts';

const sessionsKey = [...keys.me, 'sessions'];

export interface PasswordChange {
  current: string;
  next: string;
}

/** Changes one's own password: every other session ends, this one goes on with a new token. */
export function useChangePassword() {
  const queryClient = useQueryClient();
  return useMutation<TokenGrant, Problem, PasswordChange>({
    mutationFn: (body) => request('/me/password', { method: 'PUT', body }),
    onSuccess: async (grant) => {
      adoptToken(grant);
      await queryClient.invalidateQueries({ queryKey: keys.me });
    },
  });
}

/** Where one is signed in. */
export function useMySessions() {
  return useQuery({
    queryKey: sessionsKey,
    queryFn: async ({ signal }) => (await read<{ data: AccountSession[] }>('/me/sessions', signal)).data,
  });
}

/** Ends one of one's own sessions. */
export function useEndSession() {
  const queryClient = useQueryClient();
  return useMutation<unknown, Problem, string>({
    mutationFn: (id) => request(`/me/sessions/${id}`, { method: 'DELETE' }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: sessionsKey }),
  });
}

/** Ends all of one's own sessions, this one included. */
export function useEndAllSessions() {
  return useMutation<unknown, Problem, void>({
    mutationFn: () => request('/me/sessions', { method: 'DELETE' }),
  });
}

/** Asks for the secret of a second factor, which is not on before {@link useConfirmSecondFactor}. */
export function useNewSecondFactor() {
  return useMutation<SecondFactorSecret, Problem, void>({
    mutationFn: () => request('/me/second-factor', { method: 'POST' }),
  });
}

/** Switches the second factor on with a code of the app that has its secret now. */
export function useConfirmSecondFactor() {
  return useSecondFactorChange<{ code: string }>((body) =>
    request('/me/second-factor', { method: 'PUT', body }),
  );
}

/** Switches the second factor off. */
export function useRemoveSecondFactor() {
  return useSecondFactorChange<{ password: string }>((body) =>
    request('/me/second-factor/remove', { method: 'POST', body }),
  );
}

function useSecondFactorChange<Body>(mutationFn: (body: Body) => Promise<unknown>) {
  const queryClient = useQueryClient();
  return useMutation<unknown, Problem, Body>({
    mutationFn,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.me, exact: true }),
  });
}
