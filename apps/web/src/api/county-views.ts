import { useQuery } from '@tanstack/react-query';
import { useAsOf } from '../as-of/use-as-of.ts';
import { useCounty } from '../shell/signed-in.ts';
import { mostCountyAlerts } from './board.ts';
import type { Alerts } from './board-types.ts';
import { read } from './http.ts';
import { keys, whileLagging } from './queries.ts';
import type { AnnualProgress, Coverage, FlowStep, FundFlow, Scoreboard, SixHaves } from './report-types.ts';
import type { View } from './types.ts';
import { withQuery } from './with-query.ts';

/** Coverage of the county's villages by its three definitions. */
export function useCoverage() {
  return useCountyView<Coverage>('coverage');
}

/** The county's venues by the six haves. */
export function useSixHaves() {
  return useCountyView<SixHaves>('six-haves');
}

/** Planned against completed in a year. */
export function useAnnualProgress(year: number) {
  return useCountyView<AnnualProgress>('annual-progress', { year });
}

/** Where money comes from and how far its projects are; of the county, or of one of its towns. */
export function useFundFlow(step: FlowStep, town: string | undefined) {
  return useCountyView<FundFlow>('fund-flow', { step, town });
}

/** Projects on whose accounts money lies too long. */
export function useIdleMoney(town: string | undefined) {
  return useCountyView<Alerts>('alerts', { kind: 'money-idle', town, limit: mostCountyAlerts });
}

/** The county's towns by the same figures, over a period that begins on a day. */
export function useScoreboard(from: string | undefined) {
  return useCountyView<Scoreboard>('scoreboard', { from });
}

function useCountyView<Data>(view: string, query: Record<string, string | number | undefined> = {}) {
  const asOf = useAsOf();
  const { code } = useCounty();
  const path = withQuery(`/counties/${code}/views/${view}`, { ...query, asOf });
  return useQuery({
    queryKey: [...(asOf === undefined ? [] : keys.past(asOf)), ...keys.county(code), view, query],
    queryFn: ({ signal }) => read<View<Data>>(path, signal),
    ...(asOf !== undefined && { staleTime: Infinity }),
    refetchInterval: ({ state }) => whileLagging(state.data),
  });
}
