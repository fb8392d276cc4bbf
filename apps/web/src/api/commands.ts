import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { request } from './http.ts';
import { IdempotencyKeys } from './idempotency.ts';
import { requirePosition } from './positions.ts';
import type { Problem } from './problem.ts';
import { keys } from './queries.ts';
import type { CommandName, CommandReceipt } from './types.ts';

/**
 * Sends one command of a town. The same content keeps its Idempotency-Key over any number of tries, so that a
 * retry after a lost answer never records a fact twice. After success every read of the town waits for the new fact.
 */
export function useCommand(townCode: string, command: CommandName) {
  const queryClient = useQueryClient();
  const idempotencyKeys = useRef(new IdempotencyKeys());
  return useMutation<CommandReceipt, Problem, object>({
    mutationFn: (body) =>
      request<CommandReceipt>(`/towns/${townCode}/commands/${command}`, {
        method: 'POST',
        body,
        headers: { 'idempotency-key': idempotencyKeys.current.keyFor(JSON.stringify(body)) },
      }),
    onSuccess: (receipt) => {
      idempotencyKeys.current.renew();
      requirePosition(townCode, receipt.position);
      void queryClient.invalidateQueries({ queryKey: keys.town(townCode) });
    },
  });
}
