import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useAsOf } from '../as-of/use-as-of.ts';
import { read, request } from './http.ts';
import { IdempotencyKeys } from './idempotency.ts';
import type { Policy, StandardContent, StandardPreview, TargetLine } from './policy-types.ts';
import { requiredPosition, requirePosition } from './positions.ts';
import type { Problem } from './problem.ts';
import { keys } from './queries.ts';
import type { CountyCommandName, CommandReceipt, View } from './types.ts';
import { withQuery } from './with-query.ts';

/** What the county has laid down. Asked again until it has what this tab has just recorded. */
export function usePolicy(countyCode: string) {
  const asOf = useAsOf();
  return useQuery({
    queryKey: viewKey(countyCode, 'policy', asOf),
    queryFn: ({ signal }) =>
      read<View<Policy>>(withQuery(`/counties/${countyCode}/views/policy`, { asOf }), signal),
    refetchInterval: ({ state: { data } }) =>
      asOf === undefined && data !== undefined && lacksOwnRecord(data.data, countyCode) ? 500 : false,
  });
}

/** The county's targets beside what came of them. */
export function useTargets(countyCode: string) {
  const asOf = useAsOf();
  return useQuery({
    queryKey: viewKey(countyCode, 'targets', asOf),
    queryFn: ({ signal }) =>
      read<View<{ targets: TargetLine[] }>>(
        withQuery(`/counties/${countyCode}/views/targets`, { asOf }),
        signal,
      ),
  });
}

/** What would change under a standard that is not published; nothing is kept. */
export function usePreview(countyCode: string) {
  return useMutation<View<StandardPreview>, Problem, StandardContent>({
    mutationFn: (body) => request(`/counties/${countyCode}/policy/preview`, { method: 'POST', body }),
  });
}

/** Sends one command of the county; the same content keeps its Idempotency-Key over any number of tries. */
export function useCountyCommand(countyCode: string, command: CountyCommandName) {
  const queryClient = useQueryClient();
  const idempotencyKeys = useRef(new IdempotencyKeys());
  return useMutation<CommandReceipt, Problem, object>({
    mutationFn: (body) =>
      request<CommandReceipt>(`/counties/${countyCode}/commands/${command}`, {
        method: 'POST',
        body,
        headers: { 'idempotency-key': idempotencyKeys.current.keyFor(JSON.stringify(body)) },
      }),
    onSuccess: (receipt) => {
      idempotencyKeys.current.renew();
      requirePosition(countyCode, receipt.position);
      return queryClient.invalidateQueries({ queryKey: keys.county(countyCode) });
    },
  });
}

/** Another process of the server may learn of it up to a second later. */
function lacksOwnRecord({ records: [last] }: Policy, countyCode: string): boolean {
  return (last?.position ?? 0) < requiredPosition(countyCode);
}

function viewKey(countyCode: string, view: string, asOf: string | undefined): string[] {
  return [...(asOf === undefined ? [] : keys.past(asOf)), ...keys.county(countyCode), view];
}
