import { createContext, useContext } from 'react';
import type { ProjectDetail, ProjectStandard } from '../api/project-types.ts';

/** Where a step is taken: whose people and files it names, and what its lists offer. */
export interface StepPlace {
  readonly townCode: string;
  readonly villageId: string;
  readonly standard: Pick<ProjectStandard, 'rooms' | 'sixHaves'>;
}

/** The project that the steps of a page are about. */
export interface StepSubject extends ProjectDetail {
  readonly townCode: string;
  readonly venueId: string;
}

export const StepPlaceContext = createContext<StepPlace | null>(null);
export const StepContext = createContext<StepSubject | null>(null);

/** @throws when a step stands nowhere. */
export function useStepPlace(): StepPlace {
  const place = useContext(StepPlaceContext);
  if (place === null) throw new Error('a step needs a place');
  return place;
}

/** @throws when a step stands outside of a project. */
export function useStepSubject(): StepSubject {
  const subject = useContext(StepContext);
  if (subject === null) throw new Error('a step needs a project');
  return subject;
}
