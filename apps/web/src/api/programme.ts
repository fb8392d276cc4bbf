import type { ProgrammeView } from './programme-types.ts';
import { useTownView } from './queries.ts';

/** A town's programme and targets against what was planned and completed, and what its committees decided. */
export function useProgramme(townCode: string) {
  return useTownView<ProgrammeView>(townCode, 'programme');
}
