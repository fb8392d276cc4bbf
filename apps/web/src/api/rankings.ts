import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { read, request } from './http.ts';
import { IdempotencyKeys } from './idempotency.ts';
import type { Problem } from './problem.ts';
import { keys } from './queries.ts';
import type { CommandReceipt, Division, View } from './types.ts';

/** Figures by which a county may rank its towns. */
export const rankedFigures = ['coverage', 'completion'] as const;
export type RankedFigure = (typeof rankedFigures)[number];

/** A town's place, and the counts that its rate comes from; no place where there is nothing to divide by. */
export interface RankedTown extends Division {
  count: number;
  of: number;
  ratePct: string;
  place: number | null;
}

/** A ranking that the county shows to all its towns. */
export interface Ranking {
  figure: RankedFigure;
  publishedOn: string;
  method: string;
  methodEn: string;
  towns: RankedTown[];
}

/** What a decision on a ranking says. */
export interface RankingDecision {
  command: 'publish-ranking' | 'withdraw-ranking';
  body: { occurredOn: string; figure: RankedFigure; reason?: string };
}

/** The published rankings. `awaited`: what has just been decided and the view may not show yet. */
export function useRankings(countyCode: string, awaited: RankingDecision | undefined) {
  return useQuery({
    queryKey: rankingsKey(countyCode),
    queryFn: async ({ signal }) =>
      (await read<View<Ranking[]>>(`/counties/${countyCode}/views/rankings`, signal)).data,
    refetchInterval: ({ state: { data } }) =>
      awaited !== undefined && data !== undefined && !shows(data, awaited) ? 500 : false,
  });
}

/** Publishes or withdraws a ranking; the same decision keeps its Idempotency-Key over any number of tries. */
export function useDecideRanking(countyCode: string) {
  const queryClient = useQueryClient();
  const idempotencyKeys = useRef(new IdempotencyKeys());
  return useMutation<CommandReceipt, Problem, RankingDecision>({
    mutationFn: ({ command, body }) =>
      request(`/counties/${countyCode}/commands/${command}`, {
        method: 'POST',
        body,
        headers: { 'idempotency-key': idempotencyKeys.current.keyFor(JSON.stringify([command, body])) },
      }),
    onSuccess: () => {
      idempotencyKeys.current.renew();
      return queryClient.invalidateQueries({ queryKey: rankingsKey(countyCode) });
    },
  });
}

function shows(rankings: readonly Ranking[], { command, body }: RankingDecision): boolean {
  const isPublished = rankings.some(({ figure }) => figure === body.figure);
  return isPublished === (command === 'publish-ranking');
}

function rankingsKey(countyCode: string) {
  return [...keys.county(countyCode), 'rankings'];
}
