import { createContext, useContext } from 'react';
import type { ProjectDetail } from '../api/project-types.ts';

/** The project that the steps of a page are about. */
export interface StepSubject extends ProjectDetail {
  readonly townCode: string;
  readonly venueId: string;
}

export const StepContext = createContext<StepSubject | null>(null);

/** @throws when a step stands outside of a project. */
export function useStepSubject(): StepSubject {
  const subject = useContext(StepContext);
  if (subject === null) throw new Error('a step needs a project');
  return subject;
}
