import type { Alerts, FundLedger, ProjectBoard, ToDo } from './board-types.ts';
import { useTownView } from './queries.ts';

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

/** The money of a town's projects; `year` narrows it to those planned for that year. */
export function useFundLedger(townCode: string, year?: number) {
  return useTownView<FundLedger>(townCode, 'fund-ledger', { year });
}
