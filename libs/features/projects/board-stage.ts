/**
 * The columns of a project board, in order: 需求, 已规划, 前期, 在建, 待验收, 已竣工, 已启用, 已停用. Beside them stand what was given up
 * and what went to another town.
 */
export const boardStages = [
  'needed',
  'planned',
  'preparing',
  'building',
  'accepting',
  'completed',
  'in-use',
  'retired',
  'cancelled',
  'moved',
] as const;
export type BoardStage = (typeof boardStages)[number];

/** The days that bring a project from one stage to the next. */
export interface StageDates {
  readonly neededOn: string | null;
  readonly plannedOn: string | null;
  readonly startedOn: string | null;
  readonly constructionOn: string | null;
  readonly progressOn: string | null;
  readonly percent: number;
  readonly inspectedOn: string | null;
  readonly completedOn: string | null;
  readonly handedOverOn: string | null;
  readonly retiredOn: string | null;
  readonly cancelledOn: string | null;
  readonly movedOn: string | null;
}

/** Where a project stands on the board. It awaits acceptance when all work is done, or somebody has inspected it. */
export function boardStage(project: StageDates): BoardStage {
  if (project.movedOn) return 'moved';
  if (project.cancelledOn) return 'cancelled';
  if (project.retiredOn) return 'retired';
  if (project.handedOverOn) return 'in-use';
  if (project.completedOn) return 'completed';
  if (project.constructionOn)
    return project.inspectedOn || project.percent === 100 ? 'accepting' : 'building';
  if (project.startedOn) return 'preparing';
  return project.plannedOn ? 'planned' : 'needed';
}

/** The day on which a project's present stage began, as far as its dates tell. */
export function stageBegan(project: StageDates & { readonly stage: string }): string | null {
  const began: Readonly<Record<BoardStage, string | null>> = {
    needed: project.neededOn,
    planned: project.plannedOn,
    preparing: project.startedOn,
    building: project.constructionOn,
    accepting: project.percent === 100 ? project.progressOn : project.inspectedOn,
    completed: project.completedOn,
    'in-use': project.handedOverOn,
    retired: project.retiredOn,
    cancelled: project.cancelledOn,
    moved: project.movedOn,
  };
  return began[project.stage as BoardStage];
}
