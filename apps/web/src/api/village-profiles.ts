import { useQuery } from '@tanstack/react-query';
import { useAsOf } from '../as-of/use-as-of.ts';
import { read } from './http.ts';
import { keys } from './queries.ts';
import { profilesOf } from '../village/profiles-of.ts';
import type { EventPage } from './types.ts';
import { withQuery } from './with-query.ts';

/** A village's figures by year, the latest year first; of each year as recorded last. */
export function useVillageProfiles(townCode: string, villageId: string) {
  const asOf = useAsOf();
  const path = withQuery(`/towns/${townCode}/events`, {
    villageId,
    type: ['VillageProfileUpdated', 'VillageMovedIn'],
    limit: 500,
    asOf,
  });
  return useQuery({
    queryKey: [...(asOf === undefined ? [] : keys.past(asOf)), ...keys.town(townCode), 'profiles', villageId],
    queryFn: async ({ signal }) => profilesOf((await read<EventPage>(path, signal)).data),
    ...(asOf !== undefined && { staleTime: Infinity }),
  });
}
