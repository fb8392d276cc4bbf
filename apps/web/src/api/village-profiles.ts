import { useQuery } from '@tanstack/react-query';
import { useAsOf } from '../as-of/use-as-of.ts';
import { read } from './http.ts';
import { keys } from './queries.ts';
import { profilesOf } from '../village/profiles-of.ts';
import type { EventPage } from './types.ts';

/** A village's figures by year, the latest year first; of each year as recorded last. */
export function useVillageProfiles(townCode: string, villageId: string) {
  const asOf = useAsOf();
  const query = new URLSearchParams({ villageId, limit: '500' });
  for (const type of ['VillageProfileUpdated', 'VillageMovedIn']) query.append('type', type);
  if (asOf !== undefined) query.set('asOf', asOf);
  return useQuery({
    queryKey: [...(asOf === undefined ? [] : keys.past(asOf)), ...keys.town(townCode), 'profiles', villageId],
    queryFn: async ({ signal }) =>
      profilesOf((await read<EventPage>(`/towns/${townCode}/events?${query.toString()}`, signal)).data),
    ...(asOf !== undefined && { staleTime: Infinity }),
  });
}
