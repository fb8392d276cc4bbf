import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { read } from './http.ts';
import { withRequiredPosition } from './positions.ts';
import type {
  CountyOverview,
  EventPage,
  FigureEventPage,
  FigureName,
  Me,
  TownSummary,
  VenueCard,
  View,
  VillageCard,
} from './types.ts';

/** Events fetched at a time. */
const eventPageSize = 50;

/** Keys of everything that is cached; a change in a town makes all keys below `town` stale. */
export const keys = {
  me: ['me'] as const,
  county: (countyCode: string) => ['county', countyCode] as const,
  towns: ['town'] as const,
  town: (townCode: string) => ['town', townCode] as const,
};

/** Who is signed in. */
export function useMe() {
  return useQuery({
    queryKey: keys.me,
    queryFn: ({ signal }) => read<Me>('/me', signal),
    staleTime: Infinity,
  });
}

/** All figures of a county. */
export function useCountyOverview(countyCode: string) {
  return useQuery({
    queryKey: [...keys.county(countyCode), 'overview'],
    queryFn: ({ signal }) =>
      read<View<CountyOverview>>(`/counties/${countyCode}/views/county-overview`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => whileLagging(query.state.data),
  });
}

/** All figures of a town. */
export function useTownSummary(townCode: string) {
  return useTownView<TownSummary>(townCode, 'town-summary');
}

/** The villages of a town, or one of them. */
export function useVillageCards(townCode: string, villageId?: string) {
  return useTownView<VillageCard[]>(townCode, 'village-cards', villageId);
}

/** The venues of a town, or of one village. */
export function useVenueCards(townCode: string, villageId?: string) {
  return useTownView<VenueCard[]>(townCode, 'venue-cards', villageId);
}

/** The events of a village, newest first, page by page; `venueId` narrows them to one venue. */
export function useVillageEvents(townCode: string, villageId: string, venueId?: string) {
  return useInfiniteQuery({
    queryKey: [...keys.town(townCode), 'events', villageId, venueId ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      read<EventPage>(eventsPath(townCode, villageId, venueId, pageParam), signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

/** The events of all towns that made a figure, the latest day first, page by page; read anew whenever it is opened. */
export function useFigureEvents(countyCode: string, figure: FigureName) {
  return useInfiniteQuery({
    // Not below the county's key: folding a whole county again for each live change would be too much for a list.
    queryKey: ['figure', countyCode, figure],
    queryFn: ({ pageParam, signal }) =>
      read<FigureEventPage>(figureEventsPath(countyCode, figure, pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    gcTime: 0,
  });
}

function useTownView<Data>(townCode: string, view: string, villageId?: string) {
  const filter = villageId === undefined ? '' : `?villageId=${villageId}`;
  return useQuery({
    queryKey: [...keys.town(townCode), view, villageId ?? 'all'],
    queryFn: ({ signal }) =>
      read<View<Data>>(withRequiredPosition(townCode, `/towns/${townCode}/views/${view}${filter}`), signal),
    refetchInterval: (query) => whileLagging(query.state.data),
  });
}

function eventsPath(
  townCode: string,
  villageId: string,
  venueId: string | undefined,
  after: number | null,
): string {
  const query = new URLSearchParams({ order: 'desc', limit: String(eventPageSize), villageId });
  if (venueId !== undefined) query.set('venueId', venueId);
  if (after !== null) query.set('after', String(after));
  return `/towns/${townCode}/events?${query.toString()}`;
}

function figureEventsPath(countyCode: string, figure: FigureName, after: string | null): string {
  const query = new URLSearchParams({ figure, limit: String(eventPageSize) });
  if (after !== null) query.set('after', after);
  return `/counties/${countyCode}/views/county-overview/events?${query.toString()}`;
}

// A view that still lacks events is asked again by itself, so that a page is right even where no live signal reaches it.
function whileLagging(view: View<unknown> | undefined): number | false {
  return view !== undefined && Object.values(view.lag).some((events) => events > 0) ? 2000 : false;
}
