import type { BoardProject } from '../api/board-types.ts';

/** Projects that were planned together: a year's batch; `batch` is null for those of no batch. Money in fen. */
export interface Batch {
  year: number;
  batch: number | null;
  projects: number;
  completed: number;
  budgetFen: number;
  allocatedFen: number;
}

// What was built stays built, whatever has become of it.
const BUILT: ReadonlySet<string> = new Set(['completed', 'in-use', 'retired']);

/** The batches of a town's planned projects that were not given up, the latest year first. */
export function batchesOf(projects: readonly BoardProject[]): Batch[] {
  const batches = new Map<string, Batch>();
  for (const { year, batch, stage, budgetFen, allocatedFen } of projects) {
    if (stage === 'needed' || stage === 'cancelled') continue;
    const key = `${String(year)} ${String(batch)}`;
    const known = batches.get(key) ?? {
      year,
      batch,
      projects: 0,
      completed: 0,
      budgetFen: 0,
      allocatedFen: 0,
    };
    batches.set(key, {
      ...known,
      projects: known.projects + 1,
      completed: known.completed + (BUILT.has(stage) ? 1 : 0),
      budgetFen: known.budgetFen + budgetFen,
      allocatedFen: known.allocatedFen + allocatedFen,
    });
  }
  return [...batches.values()].toSorted(
    (one, other) => other.year - one.year || (one.batch ?? Infinity) - (other.batch ?? Infinity),
  );
}
