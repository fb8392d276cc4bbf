import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useAsOf } from '../as-of/use-as-of.ts';
import type { FigureOrigin, ReportOrigin, RowOrigin } from '../origins/origin.ts';
import type { Me } from './account-types.ts';
import {
  allPages,
  readFigureEvents,
  readRowEvents,
  readVillageEvents,
  type VillageEventsOf,
} from './event-pages.ts';
import { read } from './http.ts';
import { withRequiredPosition } from './positions.ts';
import type { CountyOverview, RecordedEvent, TownSummary, VenueCard, View, VillageCard } from './types.ts';
import { withQuery } from './with-query.ts';

/** Events fetched at a time. */
const eventPageSize = 50;

/**
 * Keys of everything that is cached; a change in a town makes all keys below `town` stale. What is read as of a day has
 * keys of its own, which no live change touches: it would fold a whole history again.
 */
export const keys = {
  me: ['me'] as const,
  county: (countyCode: string) => ['county', countyCode] as const,
  towns: ['town'] as const,
  town: (townCode: string) => ['town', townCode] as const,
  past: (asOf: string) => ['past', asOf] as const,
};

/** Who is signed in. */
export function useMe() {
  return useQuery({
    queryKey: keys.me,
    queryFn: ({ signal }) => read<Me>('/me', signal),
    staleTime: Infinity,
  });
}

/** All figures of a county, as of the page's day. */
export function useCountyOverview(countyCode: string) {
  const asOf = useAsOf();
  const path = `/counties/${countyCode}/views/county-overview`;
  return useQuery({
    queryKey: [...(asOf === undefined ? [] : keys.past(asOf)), ...keys.county(countyCode), 'overview'],
    queryFn: ({ signal }) => read<View<CountyOverview>>(withQuery(path, { asOf }), signal),
    ...(asOf !== undefined && { staleTime: Infinity }),
    refetchInterval: (query) => whileLagging(query.state.data),
  });
}

/** All figures of a town. */
export function useTownSummary(townCode: string) {
  return useTownView<TownSummary>(townCode, 'town-summary');
}

/** The villages of a town, or one of them. */
export function useVillageCards(townCode: string, villageId?: string) {
  return useTownView<VillageCard[]>(townCode, 'village-cards', { villageId });
}

/** The venues of a town, or of one village. */
export function useVenueCards(townCode: string, villageId?: string) {
  return useTownView<VenueCard[]>(townCode, 'venue-cards', { villageId });
}

/** The events of a village, newest first, page by page; `venueId` narrows them to one venue. */
export function useVillageEvents(of: VillageEventsOf) {
  const asOf = useAsOf();
  return useInfiniteQuery({
    queryKey: [...townKey(of.townCode, asOf), 'events', of],
    queryFn: ({ pageParam: after, signal }) =>
      readVillageEvents(of, { asOf, after, limit: eventPageSize, signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

/** All events of a village, or of one of its venues, the newest first. */
export function useAllEvents(of: VillageEventsOf) {
  const asOf = useAsOf();
  return useQuery({
    queryKey: [...townKey(of.townCode, asOf), 'all-events', of],
    queryFn: ({ signal }) =>
      allPages<RecordedEvent, number>((after) => readVillageEvents(of, { asOf, after, limit: 500, signal })),
    ...(asOf !== undefined && { staleTime: Infinity }),
  });
}

/** The events that made a figure, the latest day first, page by page; read anew whenever it is opened. */
export function useFigureEvents(origin: FigureOrigin | ReportOrigin) {
  const asOf = useAsOf();
  return useInfiniteQuery({
    // Not below a town's or the county's key: a list that somebody reads does not move under his eyes.
    queryKey: ['origins', origin, asOf],
    queryFn: ({ pageParam: after, signal }) =>
      readFigureEvents(origin, { asOf, after, limit: eventPageSize, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    gcTime: 0,
  });
}

/** The events that changed columns of a row, in the order of recording, page by page; read anew whenever it is opened. */
export function useRowEvents(origin: RowOrigin) {
  const asOf = useAsOf();
  const { townCode, view, rowId, columns } = origin;
  return useInfiniteQuery({
    queryKey: ['origins', townCode, view, rowId, columns, asOf],
    queryFn: ({ pageParam: after, signal }) =>
      readRowEvents(origin, { asOf, after, limit: eventPageSize, signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    gcTime: 0,
  });
}

/** A view of a town as of the page's day; `query` says which part of it. */
export function useTownView<Data>(
  townCode: string,
  view: string,
  query: Readonly<Record<string, string | number | undefined>> = {},
  enabled = true,
) {
  const asOf = useAsOf();
  const path = withQuery(`/towns/${townCode}/views/${view}`, { ...query, asOf });
  return useQuery({
    queryKey: [...townKey(townCode, asOf), view, query],
    queryFn: ({ signal }) =>
      // What this tab recorded is there at once; what is folded from the events lacks none of them.
      read<View<Data>>(asOf === undefined ? withRequiredPosition(townCode, path) : path, signal),
    ...(asOf !== undefined && { staleTime: Infinity }),
    refetchInterval: (query) => whileLagging(query.state.data),
    enabled,
  });
}

function townKey(townCode: string, asOf: string | undefined): string[] {
  return [...(asOf === undefined ? [] : keys.past(asOf)), ...keys.town(townCode)];
}

/** A view that still lacks events is asked again by itself, so that a page is right even where no live signal reaches it. */
export function whileLagging(view: View<unknown> | undefined): number | false {
  return view !== undefined && Object.values(view.lag).some((events) => events > 0) ? 2000 : false;
}
