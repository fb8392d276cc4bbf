import { useSignedIn } from '../shell/signed-in.ts';

/** Something that has a project's page. */
interface Placed {
  townCode: string;
  venueId: string;
}

/** Address of a project's page, as whoever is signed in gets to it. */
export function usePathOfProject(): (project: Placed) => string {
  const { level } = useSignedIn();
  return ({ townCode, venueId }) =>
    level === 'county' ? `/county/towns/${townCode}/projects/${venueId}` : `/town/projects/${venueId}`;
}

/** The same for the projects of one town. */
export function useProjectPath(townCode: string): (venueId: string) => string {
  const pathOf = usePathOfProject();
  return (venueId) => pathOf({ townCode, venueId });
}

/** Address of a village's page, as whoever is signed in gets to it. */
export function usePathOfVillage(): (place: { townCode: string; villageId: string }) => string {
  const { level } = useSignedIn();
  return ({ townCode, villageId }) =>
    level === 'county' ? `/county/towns/${townCode}/villages/${villageId}` : `/town/villages/${villageId}`;
}
