import { useMutation, useQuery } from '@tanstack/react-query';
import { useAsOf } from '../as-of/use-as-of.ts';
import { read, request } from './http.ts';
import { withRequiredPosition } from './positions.ts';
import type { Problem } from './problem.ts';
import { keys, whileLagging } from './queries.ts';
import type { CheckItem, FiguresCheck, Period, ReportFigures } from './report-types.ts';
import type { View } from './types.ts';
import { withQuery } from './with-query.ts';

/** Whose figures: a county's or a town's. */
export interface ReportPlace {
  level: 'county' | 'town';
  code: string;
  name: string;
}

/** The named figures of a period; without a day of it, of the three years up to the page's day. */
export function useReportFigures(place: ReportPlace, { from, to }: Partial<Period>) {
  const asOf = useAsOf();
  const path = withQuery(`${addressOf(place)}/figures`, { from, to, asOf });
  return useQuery({
    queryKey: [
      ...(asOf === undefined ? [] : keys.past(asOf)),
      ...keys[place.level](place.code),
      'figures',
      from,
      to,
    ],
    queryFn: ({ signal }) =>
      read<View<ReportFigures>>(
        asOf === undefined && place.level === 'town' ? withRequiredPosition(place.code, path) : path,
        signal,
      ),
    ...(asOf !== undefined && { staleTime: Infinity }),
    refetchInterval: ({ state }) => whileLagging(state.data),
  });
}

/** Compares what somebody typed with the events of a period and with itself. Nothing is kept. */
export function useFiguresCheck(place: ReportPlace, period: Period) {
  const asOf = useAsOf();
  return useMutation<View<FiguresCheck>, Problem, readonly CheckItem[]>({
    mutationFn: (items) =>
      request(`${addressOf(place)}/figures/check`, {
        method: 'POST',
        body: { ...period, ...(asOf !== undefined && { asOf }), items },
      }),
  });
}

function addressOf({ level, code }: ReportPlace): string {
  return level === 'county' ? `/counties/${code}` : `/towns/${code}`;
}
