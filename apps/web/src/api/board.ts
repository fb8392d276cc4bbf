import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useAsOf } from '../as-of/use-as-of.ts';
import type { Alerts, FundLedger, ProjectBoard, ToDo } from './board-types.ts';
import { read } from './http.ts';
import { keys, useTownView } from './queries.ts';
import type { View } from './types.ts';
import { withQuery } from './with-query.ts';

/** The projects of a town, or of one's own village, as their board shows them. */
export function useProjectBoard(townCode: string) {
  return useTownView<ProjectBoard>(townCode, 'project-board');
}

/** What a town, or a village of it, has to do. */
export function useToDo(townCode: string, villageId?: string) {
  return useTownView<ToDo>(townCode, 'to-do', { villageId });
}

/** What needs attention in a town, or in one's own village. */
export function useTownAlerts(townCode: string) {
  return useTownView<Alerts>(townCode, 'alerts');
}

/** More than a county's people read in one list; the server gives no more. */
export const mostCountyAlerts = 2000;

/** What needs attention in a county's towns, or in one of them: the most urgent first. */
export function useCountyAlerts(countyCode: string, town: string | undefined) {
  const asOf = useAsOf();
  const path = `/counties/${countyCode}/views/alerts`;
  return useQuery({
    queryKey: [...(asOf === undefined ? [] : keys.past(asOf)), ...keys.county(countyCode), 'alerts', town],
    queryFn: ({ signal }) =>
      read<View<Alerts>>(withQuery(path, { town, limit: mostCountyAlerts, asOf }), signal),
    placeholderData: keepPreviousData,
  });
}

/** The money of a town's projects; `year` narrows it to those planned for that year. */
export function useFundLedger(townCode: string, year?: number) {
  return useTownView<FundLedger>(townCode, 'fund-ledger', { year });
}
