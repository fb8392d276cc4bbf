import type { Alerts, ProjectBoard } from './board-types.ts';
import { useTownView } from './queries.ts';

/** Why a village does not count as covered, and what the venue that serves it lacks. */
export interface CoverageGap {
  villageId: string;
  reasonText: { zh: string; en: string };
  venueName: string | null;
  isShared: boolean;
  lacks: { area: boolean; condition: boolean; sixHaves: string[] } | null;
}

/** What needs attention in one village. */
export function useVillageAlerts(townCode: string, villageId: string) {
  return useTownView<Alerts>(townCode, 'alerts', { villageId });
}

/** One project as its town's board shows it: in `projects`, if it is on the board. */
export function useBoardProject(townCode: string, venueId: string) {
  return useTownView<ProjectBoard>(townCode, 'project-board', { venueId });
}

/** The villages of a town that no compliant venue in use serves, and why. */
export function useCoverageGaps(townCode: string, enabled: boolean) {
  return useTownView<{ uncovered: CoverageGap[] }>(townCode, 'coverage', {}, enabled);
}
