import { z } from 'zod';
import { notBefore } from '../shared/dates.ts';
import { happened } from '../shared/event.ts';
import { constructionBlockers, projectBlockers } from '../shared/project-blockers.ts';
import { defineProjectCommand, pinnedStandard } from '../shared/project-command.ts';
import { notBeforeStage } from '../shared/project-dates.ts';
import type { Project } from '../shared/project-state.ts';
import { acceptorsNeeded } from '../shared/project-work.ts';
import { Refusal } from '../shared/refusal.ts';
import { namedId, projectStream } from '../shared/streams.ts';
import { businessDate, villageId } from '../shared/values.ts';
import { acceptanceInspected, defectRectified } from './construction.events.ts';

const foundDefect = acceptanceInspected.data.shape.defects.element;

/** Inspects the work. Fewer people than the standard asks for may inspect it and find defects, but not accept it. */
export const inspectAcceptance = defineProjectCommand({
  name: 'InspectAcceptance',
  summary: '登记验收',
  schema: acceptanceInspected.data.omit({ villageId: true }).extend({
    occurredOn: businessDate,
    defects: z
      .array(foundDefect.extend({ defectId: foundDefect.shape.defectId.optional() }))
      .max(50)
      .describe('their ids are assigned when left out'),
  }),
  emits: [acceptanceInspected],
  blockers: constructionBlockers,
  decide: (project, { occurredOn, defects, ...inspection }, { newId, policy }) => {
    notBeforeStage(occurredOn, project, 'acceptance');
    const needed = acceptorsNeeded(project.work, pinnedStandard(project, policy));
    if (inspection.passed && inspection.acceptors < needed) throw tooFewAcceptors(needed, '/acceptors');
    const found = defects.map((defect, i) => ({
      ...defect,
      defectId: defect.defectId ?? namedId(`defect/${newId}/${i}`),
    }));
    requireNewDefects(
      found.map(({ defectId }) => defectId),
      project,
    );
    const data = { ...inspection, defects: found, villageId: project.villageId };
    return [happened(acceptanceInspected, projectStream(inspection.venueId), occurredOn, data)];
  },
});

/** Records that a defect is gone. One that does not hold up completion may be mended after it, and after the settlement. */
export const rectifyDefect = defineProjectCommand({
  name: 'RectifyDefect',
  summary: '登记缺陷整改',
  schema: defectRectified.data.extend({
    occurredOn: businessDate,
    villageId: villageId.optional().describe('that of the project; a village clerk names it'),
  }),
  emits: [defectRectified],
  blockers: (project) => {
    const blockers = projectBlockers(project, {});
    const isOpen = Object.values(project.work.defects).some(({ closedOn }) => closedOn === null);
    return blockers.length > 0 || isOpen ? blockers : [noOpenDefect()];
  },
  decide: (project, { occurredOn, ...mended }) => {
    const defect = project.work.defects[mended.defectId];
    if (!defect) throw unknownDefect();
    if (defect.closedOn !== null) throw rectifiedBefore(defect.closedOn);
    notBefore(occurredOn, { zh: '发现缺陷', en: 'the inspection that found it', on: defect.foundOn });
    const data = { ...mended, villageId: project.villageId };
    return [happened(defectRectified, projectStream(mended.venueId), occurredOn, data)];
  },
});

/** An acceptance by fewer people than the standard asks for. */
export function tooFewAcceptors(needed: number, pointer: string): Refusal {
  return new Refusal(
    'construction.too-few-acceptors',
    {
      zh: `按建设标准，验收合格须有 ${needed} 人以上参加`,
      en: `by the standard at least ${needed} people must accept the work`,
    },
    { zh: '请补足验收人员后重新登记验收', en: 'inspect it again with enough of them' },
    pointer,
  );
}

function requireNewDefects(ids: readonly string[], { work }: Project): void {
  const twice = ids.findIndex((id, i) => work.defects[id] !== undefined || ids.indexOf(id) !== i);
  if (twice === -1) return;
  throw new Refusal(
    'construction.already-recorded',
    { zh: '这项缺陷已登记，不能重复登记', en: 'this defect is recorded already' },
    { zh: '另一项缺陷请换用新的编号', en: 'give another defect an id of its own' },
    `/defects/${twice}/defectId`,
  );
}

function noOpenDefect(): Refusal {
  return new Refusal(
    'construction.no-open-defect',
    { zh: '没有待整改的缺陷', en: 'there is no open defect' },
    {
      zh: '无需登记整改，竣工前新发现的缺陷请随验收登记',
      en: 'nothing is to be rectified; before completion new defects are recorded with an inspection',
    },
    '/venueId',
  );
}

function unknownDefect(): Refusal {
  return new Refusal(
    'construction.unknown-defect',
    { zh: '这个项目的验收没有提出这项缺陷', en: 'no inspection of the project found this defect' },
    { zh: '请从待整改的缺陷中选择', en: 'choose one that is open' },
    '/defectId',
  );
}

function rectifiedBefore(closedOn: string): Refusal {
  return new Refusal(
    'construction.already-rectified',
    { zh: `这项缺陷已于 ${closedOn} 整改`, en: `this defect was rectified on ${closedOn}` },
    { zh: '请从待整改的缺陷中另选', en: 'choose one that is open' },
    '/defectId',
  );
}
