import { projectBlockers } from '../shared/project-blockers.ts';
import type { Project } from '../shared/project-state.ts';
import { Refusal } from '../shared/refusal.ts';

/** What stands against a step between the start of construction and completion, whatever the command says. */
export function constructionBlockers(project: Project): readonly Refusal[] {
  const blockers = projectBlockers(project, { before: 'completion' });
  return blockers.length > 0 || project.work.contract ? blockers : [notUnderConstruction()];
}

/** Nothing has been built yet. */
export function notUnderConstruction(): Refusal {
  return new Refusal(
    'construction.not-started',
    { zh: '这个项目还没有开工,请先登记开工', en: 'construction has not started: record its start first' },
    '/venueId',
  );
}
