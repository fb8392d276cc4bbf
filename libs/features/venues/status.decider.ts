import { z } from 'zod';
import { notBefore } from '../shared/dates.ts';
import { happened } from '../shared/event.ts';
import { projectBlockers } from '../shared/project-blockers.ts';
import { defineProjectCommand } from '../shared/project-command.ts';
import { notBeforeStage } from '../shared/project-dates.ts';
import type { PlannedProject } from '../shared/project-state.ts';
import { Refusal } from '../shared/refusal.ts';
import { projectStream } from '../shared/streams.ts';
import { businessDate, venueId } from '../shared/values.ts';
import { projectStatusChanged, type VenueEvents } from './venue.events.ts';

const schema = z.strictObject({
  occurredOn: businessDate,
  venueId,
  reason: projectStatusChanged.data.shape.reason,
});
type Body = z.infer<typeof schema>;

/** Lets a project rest: until it is resumed, only money may arrive or be taken back, and slips be corrected. */
export const suspendProject = defineProjectCommand({
  name: 'SuspendProject',
  summary: '暂停阵地项目',
  schema,
  emits: [projectStatusChanged],
  blockers: (project) => projectBlockers(project, { before: 'completion' }),
  decide: (project, command) => changed(project, 'suspended', command),
});

/** Goes on with a project that rests. */
export const resumeProject = defineProjectCommand({
  name: 'ResumeProject',
  summary: '恢复阵地项目',
  schema,
  emits: [projectStatusChanged],
  blockers: (project) => {
    const blockers = projectBlockers(project, { before: 'completion', whileSuspended: true });
    return blockers.length > 0 || project.suspendedOn !== null ? blockers : [notSuspended()];
  },
  decide: (project, command) => changed(project, 'resumed', command),
});

/** Gives a planned project up. */
export const cancelProject = defineProjectCommand({
  name: 'CancelProject',
  summary: '取消阵地项目',
  schema,
  emits: [projectStatusChanged],
  blockers: (project) => projectBlockers(project, { before: 'completion', whileSuspended: true }),
  decide: (project, command) => changed(project, 'cancelled', command),
});

function changed(
  project: PlannedProject,
  status: VenueEvents['ProjectStatusChanged']['status'],
  { occurredOn, venueId: id, reason }: Body,
) {
  notBeforeStage(occurredOn, project, 'acceptance');
  const { suspendedOn, villageId } = project;
  if (suspendedOn !== null) {
    notBefore(occurredOn, { zh: '暂停项目', en: 'the suspension of the project', on: suspendedOn });
  }
  const { buildType, targetOn } = project.plan;
  const data = { venueId: id, villageId, buildType, targetOn, status, reason };
  return [happened(projectStatusChanged, projectStream(id), occurredOn, data)];
}

function notSuspended(): Refusal {
  return new Refusal(
    'project.not-suspended',
    { zh: '这个项目没有暂停', en: 'this project does not rest' },
    { zh: '无需恢复，请直接办理其他步骤', en: 'go on with its next step' },
    '/venueId',
  );
}
