import type { ProjectWork } from '../shared/project-work.ts';

/** A defect that is not rectified yet. */
export interface OpenDefect {
  readonly defectId: string;
  readonly blocking: boolean;
  readonly foundOn: string;
}

interface DefectColumns {
  readonly openDefects: number;
  readonly blockingDefects: number;
  readonly oldestDefectOn: string | null;
  readonly defectList: string;
}

/** The columns that tell of these open defects. */
export function withDefects(open: readonly OpenDefect[]): DefectColumns {
  const days = open.map(({ foundOn }) => foundOn).sort();
  return {
    openDefects: open.length,
    blockingDefects: open.filter(({ blocking }) => blocking).length,
    oldestDefectOn: days[0] ?? null,
    defectList: open.length > 0 ? JSON.stringify(open) : '',
  };
}

/** The open defects that a row tells of. */
export function defectsIn({ defectList }: Pick<DefectColumns, 'defectList'>): readonly OpenDefect[] {
  return defectList === '' ? [] : (JSON.parse(defectList) as OpenDefect[]);
}

/** The open ones of all defects of a project. */
export function openDefectsOf(defects: ProjectWork['defects']): readonly OpenDefect[] {
  return Object.entries(defects).flatMap(([defectId, { blocking, foundOn, closedOn }]) =>
    closedOn === null ? [{ defectId, blocking, foundOn }] : [],
  );
}
