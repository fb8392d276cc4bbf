import { happened } from '../shared/event.ts';
import { preparationBlockers, projectBlockers } from '../shared/project-blockers.ts';
import { defineProjectCommand } from '../shared/project-command.ts';
import { notBeforeStage } from '../shared/project-dates.ts';
import type { Project } from '../shared/project-state.ts';
import { Refusal } from '../shared/refusal.ts';
import { projectStream } from '../shared/streams.ts';
import { businessDate } from '../shared/values.ts';
import { projectStarted, siteSelected } from './preparation.events.ts';

/** Sets a planned project going: site, design, decisions and money may now be recorded. */
export const startProject = defineProjectCommand({
  name: 'StartProject',
  summary: '启动阵地项目',
  schema: projectStarted.data.omit({ villageId: true }).extend({ occurredOn: businessDate }),
  emits: [projectStarted],
  blockers: (project) => [
    ...projectBlockers(project, { before: 'construction' }),
    ...startedAlready(project),
  ],
  decide: (project, { occurredOn, venueId, ...start }) => {
    notBeforeStage(occurredOn, project, 'plan');
    const { villageId } = project;
    return [happened(projectStarted, projectStream(venueId), occurredOn, { venueId, villageId, ...start })];
  },
});

/** Records the site and the document of the right to use it. Until construction another site may take its place. */
export const selectSite = defineProjectCommand({
  name: 'SelectSite',
  summary: '登记选址',
  schema: siteSelected.data.omit({ villageId: true }).extend({ occurredOn: businessDate }),
  emits: [siteSelected],
  blockers: preparationBlockers,
  decide: (project, { occurredOn, venueId, ...site }) => {
    notBeforeStage(occurredOn, project, 'start');
    const { villageId } = project;
    return [happened(siteSelected, projectStream(venueId), occurredOn, { venueId, villageId, ...site })];
  },
});

function startedAlready({ startedOn }: Project): readonly Refusal[] {
  if (startedOn === null) return [];
  return [
    new Refusal(
      'project.already-started',
      { zh: `这个项目已于 ${startedOn} 启动`, en: `this project was started on ${startedOn}` },
      { zh: '请继续办理选址、设计、四议决策和资金', en: 'go on with its site, design, decisions and money' },
      '/venueId',
    ),
  ];
}
