import { defineCommand } from '../shared/command.ts';
import { notInFuture } from '../shared/dates.ts';
import { happened } from '../shared/event.ts';
import { preparationBlockers, projectBlockers } from '../shared/project-blockers.ts';
import { notBeforeStage } from '../shared/project-dates.ts';
import { evolveProject, requirePlan, unplanned, type Project } from '../shared/project-state.ts';
import { Refusal } from '../shared/refusal.ts';
import { projectStream } from '../shared/streams.ts';
import { businessDate } from '../shared/values.ts';
import { projectStarted, siteSelected } from './preparation.events.ts';

/** Sets a planned project going: site, design, decisions and money may now be recorded. */
export const startProject = defineCommand({
  name: 'StartProject',
  summary: '启动阵地项目',
  schema: projectStarted.data.omit({ villageId: true }).extend({ occurredOn: businessDate }),
  emits: [projectStarted],
  streams: ({ venueId }) => [projectStream(venueId)],
  initial: unplanned,
  evolve: evolveProject,
  blockers: (project) => [
    ...projectBlockers(project, { before: 'construction' }),
    ...startedAlready(project),
  ],
  decide: (state, { occurredOn, venueId, ...start }, { today }) => {
    notInFuture(occurredOn, today);
    const { villageId } = requirePlan(state);
    notBeforeStage(occurredOn, state, 'plan');
    return [happened(projectStarted, projectStream(venueId), occurredOn, { venueId, villageId, ...start })];
  },
});

/** Records the site and the document of the right to use it. Until construction another site may take its place. */
export const selectSite = defineCommand({
  name: 'SelectSite',
  summary: '登记选址',
  schema: siteSelected.data.omit({ villageId: true }).extend({ occurredOn: businessDate }),
  emits: [siteSelected],
  streams: ({ venueId }) => [projectStream(venueId)],
  initial: unplanned,
  evolve: evolveProject,
  blockers: preparationBlockers,
  decide: (state, { occurredOn, venueId, ...site }, { today }) => {
    notInFuture(occurredOn, today);
    const { villageId } = requirePlan(state);
    notBeforeStage(occurredOn, state, 'start');
    return [happened(siteSelected, projectStream(venueId), occurredOn, { venueId, villageId, ...site })];
  },
});

function startedAlready({ startedOn }: Project): readonly Refusal[] {
  if (startedOn === null) return [];
  return [
    new Refusal(
      'project.already-started',
      { zh: `这个项目已于 ${startedOn} 启动`, en: `this project was started on ${startedOn}` },
      '/venueId',
    ),
  ];
}
