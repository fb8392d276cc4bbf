import { useQuery } from '@tanstack/react-query';
import { useAsOf } from '../as-of/use-as-of.ts';
import { read } from './http.ts';
import type { NextStep, ProjectDetail } from './project-types.ts';
import { keys } from './queries.ts';
import type { View } from './types.ts';
import { withQuery } from './with-query.ts';

/** A project by the id of its venue. */
export function useProject(townCode: string, venueId: string) {
  const asOf = useAsOf();
  const path = withQuery(`/towns/${townCode}/projects/${venueId}`, { asOf });
  return useQuery({
    queryKey: [...(asOf === undefined ? [] : keys.past(asOf)), ...keys.town(townCode), 'project', venueId],
    queryFn: ({ signal }) => read<View<ProjectDetail>>(path, signal),
    ...(asOf !== undefined && { staleTime: Infinity }),
  });
}

/** What may be done next with a project, and what stands against the rest. */
export function useNextSteps(townCode: string, venueId: string, enabled: boolean) {
  return useQuery({
    queryKey: [...keys.town(townCode), 'next', venueId],
    queryFn: ({ signal }) =>
      read<{ data: { commands: NextStep[] } }>(`/towns/${townCode}/projects/${venueId}/next`, signal),
    enabled,
  });
}
