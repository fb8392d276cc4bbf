import { useSignedIn } from '../shell/signed-in.ts';

/** Address of a project's page, as whoever is signed in gets to it. */
export function useProjectPath(townCode: string): (venueId: string) => string {
  const { level } = useSignedIn();
  return (venueId) =>
    level === 'county' ? `/county/towns/${townCode}/projects/${venueId}` : `/town/projects/${venueId}`;
}
