import { notBefore } from '../shared/dates.ts';
import { happened } from '../shared/event.ts';
import { constructionBlockers } from '../shared/project-blockers.ts';
import { defineProjectCommand, pinnedStandard } from '../shared/project-command.ts';
import { notBeforeStage } from '../shared/project-dates.ts';
import { isPlanned, type PlannedProject } from '../shared/project-state.ts';
import { acceptorsNeeded, openBlockingDefects } from '../shared/project-work.ts';
import { Refusal } from '../shared/refusal.ts';
import type { Standard } from '../shared/standard.ts';
import { projectStream } from '../shared/streams.ts';
import { businessDate } from '../shared/values.ts';
import { venueCompleted } from '../venues/venue.events.ts';
import { tooFewAcceptors } from './acceptance.decider.ts';

/** Records that a venue is complete (rule 6). That it is below the standard's area or above its costs is no obstacle, but shows. */
export const completeVenue = defineProjectCommand({
  name: 'CompleteVenue',
  summary: '登记阵地竣工',
  schema: venueCompleted.data.omit({ villageId: true, buildType: true }).extend({ occurredOn: businessDate }),
  emits: [venueCompleted],
  blockers: (project, { policy }) => {
    const blockers = constructionBlockers(project);
    if (blockers.length > 0 || !isPlanned(project)) return blockers;
    return missingBeforeCompletion(project, pinnedStandard(project, policy));
  },
  decide: (project, { occurredOn, venueId, ...result }) => {
    notBeforeStage(occurredOn, project, 'acceptance');
    for (const { blocking, closedOn, description } of Object.values(project.work.defects)) {
      const mended = { zh: `缺陷“${description}”整改`, en: `the rectification of “${description}”` };
      if (blocking && closedOn !== null) notBefore(occurredOn, { ...mended, on: closedOn });
    }
    const data = { venueId, villageId: project.villageId, buildType: project.plan.buildType, ...result };
    return [happened(venueCompleted, projectStream(venueId), occurredOn, data)];
  },
});

/** Rule 6, each missing thing by itself. */
function missingBeforeCompletion({ work }: PlannedProject, standard: Standard): readonly Refusal[] {
  const needed = acceptorsNeeded(work, standard);
  const { inspection } = work;
  const acceptance = !inspection
    ? [notInspected()]
    : !inspection.passed
      ? [notAccepted(inspection.on)]
      : inspection.acceptors < needed
        ? [tooFewAcceptors(needed, '/venueId')]
        : [];
  return [...acceptance, ...openBlockingDefects(work).map(defectOpen)];
}

function notInspected(): Refusal {
  return new Refusal(
    'construction.not-inspected',
    { zh: '还没有验收', en: 'the work was not inspected' },
    { zh: '请先登记验收', en: 'record the inspection first' },
    '/venueId',
  );
}

function notAccepted(on: string): Refusal {
  return new Refusal(
    'construction.not-accepted',
    { zh: `最近一次验收（${on}）不合格`, en: `the last inspection (${on}) did not accept the work` },
    { zh: '请整改后重新登记验收', en: 'mend it and have it inspected again' },
    '/venueId',
  );
}

function defectOpen(description: string): Refusal {
  return new Refusal(
    'construction.defect-open',
    {
      zh: `须先整改的缺陷“${description}”还没有整改`,
      en: `the defect “${description}” must be gone before completion`,
    },
    { zh: '请先登记整改', en: 'record its rectification first' },
    '/venueId',
  );
}
