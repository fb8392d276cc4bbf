import { describe, expect, it } from '@jest/globals';
import dayjs from 'dayjs';
import type { z } from 'zod';
import { townCommands } from '../../libs/features/commands.ts';
import { eventTypes } from '../../libs/features/events.ts';
import { correctableFields, type CorrectableType } from '../../libs/features/shared/correctable.ts';
import { isAllowedValue } from '../../libs/features/shared/correctable-values.ts';
import { routeName } from '../../libs/features/shared/command.ts';
import { namedId } from '../../libs/features/shared/streams.ts';
import {
  allocateFundsBody,
  cancelProjectBody,
  changeOfficerBody,
  holdTrainingBody,
  planVenueBody,
} from '../web/src/workspace/command-bodies.ts';
import { correctable, correctionWords } from '../web/src/corrections/correctable.ts';
import { closePeriodBody } from '../web/src/periods/close-period-body.ts';
import {
  annualTargetBody,
  committeeDecisionBody,
  programmeBody,
} from '../web/src/programme/programme-bodies.ts';
import { stepBody, type StepValues } from '../web/src/steps/step-body.ts';
import { bodyNames, choices, type StepField } from '../web/src/steps/step-fields.ts';
import { projectEventTypes } from '../web/src/village/project-event-types.ts';
import { beginsVenue, villageForms, type VillageCommand } from '../web/src/steps/village-forms.ts';
import { isStep, stepForms, stepsOfVillages } from '../web/src/steps/step-forms.ts';

const schemas = new Map(
  townCommands.map(({ name, schema }) => [routeName(name), schema as z.ZodObject] as const),
);

/** What a step's form leaves out, and the server finds in the project or assigns. */
const LEFT_TO_THE_SERVER: Readonly<Record<string, readonly string[]>> = {
  'review-design': ['round', 'designVersion'],
  'hold-villager-discussion': ['round'],
  'receive-funds': ['receiptId'],
  'disburse-funds': ['paymentId'],
  'reverse-funds': ['reversalId'],
  'vary-contract': ['variationId'],
  'complete-environment-work': ['workId'],
  'register-venue': ['villageId', 'name', 'areaDm2'],
};

const id = namedId('page-forms');
const day = dayjs('2024-06-01');

/** What somebody types who fills in everything, as far as the field goes; `least` is as little as it takes. */
function typed(field: StepField, least: boolean): Record<string, unknown> {
  switch (field.kind) {
    case 'amount':
    case 'area':
      return { [field.name]: least ? '0.01' : '100,000.00' };
    case 'area-or-none':
    case 'amount-or-none':
      return { [field.name]: least ? '0' : '100000' };
    case 'signed-amount':
      return { [field.name]: least ? '-0.01' : '0.01' };
    case 'line':
    case 'lines':
      return least && field.optional ? {} : { [field.name]: '村'.repeat(least ? 1 : field.longest) };
    case 'whole':
      return least && field.optional ? {} : { [field.name]: String(least ? field.least : field.most) };
    case 'degrees':
      return { [field.name]: String(least ? field.least : field.most) };
    case 'day':
      return least && field.optional ? {} : { [field.name]: day };
    case 'choice': {
      const terms: readonly string[] = choices[field.of];
      if (least && (field.optional || field.several)) return {};
      return { [field.name]: field.several ? terms : terms[least ? 0 : terms.length - 1] };
    }
    case 'pick':
      return { [field.name]: field.from === 'decisionSteps' ? 'branch-proposal' : id };
    case 'yes-no':
      return { [field.name]: !least };
    case 'line-list':
      return least
        ? {}
        : { [field.name]: Array.from({ length: field.most }, () => '村'.repeat(field.longest)) };
    case 'defects':
      return least ? {} : { defects: [{ description: '村'.repeat(200), blocking: true }] };
    case 'six-haves':
      return { items: { rooms: true } };
    case 'rooms':
      return least ? {} : { rooms: { office: '100' } };
    case 'other-village':
      return { [field.name]: id };
    case 'other-villages':
      return least ? {} : { [field.name]: [id] };
    case 'given':
      return {};
    case 'vote':
      return { eligible: '1', present: least ? '0' : '1', votesFor: least ? '0' : '1' };
    case 'attachments':
      return least
        ? {}
        : {
            attachments: [{ sha256: 'a'.repeat(64), name: '图.png', mediaType: 'image/png', bytes: 1 }],
          };
    default:
      return field satisfies never;
  }
}

describe('the form of each step', () => {
  const steps = Object.entries(stepForms) as [string, readonly StepField[]][];

  it.each(steps)('%s asks for exactly the fields of its command', (command, fields) => {
    const named = new Set(['occurredOn', 'venueId', ...fields.flatMap(bodyNames)]);
    if (isStep(command) && stepsOfVillages.has(command)) named.add('villageId');
    const shape = Object.keys(schemas.get(command)!.shape);
    const expected = shape.filter((name) => !LEFT_TO_THE_SERVER[command]?.includes(name));
    expect([...named].toSorted()).toEqual(expected.toSorted());
  });

  it.each(steps.flatMap(([command, fields]) => [true, false].map((least) => ({ command, least, fields }))))(
    '$command is understood by the server, least filled in: $least',
    ({ command, least, fields }) => {
      const values = Object.assign(
        { occurredOn: day },
        ...fields.map((field) => typed(field, least)),
      ) as StepValues;
      const about = {
        venueId: id,
        ...(isStep(command) && stepsOfVillages.has(command) && { villageId: id }),
      };
      const { error } = schemas.get(command)!.safeParse(stepBody(about, fields, values));
      expect(error?.issues ?? []).toEqual([]);
    },
  );
});

describe('the timeline of a project', () => {
  it('is of all events of projects and venues', () => {
    const own = eventTypes.filter(({ streamType }) => streamType === 'project' || streamType === 'venue');
    expect(projectEventTypes.toSorted()).toEqual(own.map(({ type }) => type).toSorted());
  });
});

describe('a form that begins with a village', () => {
  const forms = Object.entries<readonly StepField[]>(villageForms);
  // A venue that is not there yet is named by whoever records it.
  const about = (command: string) => ({
    villageId: id,
    ...(beginsVenue(command as VillageCommand) && { venueId: id }),
  });

  it.each(forms)('%s asks for exactly the fields of its command', (command, fields) => {
    const named = ['occurredOn', ...Object.keys(about(command)), ...fields.flatMap(bodyNames)];
    expect(named.toSorted()).toEqual(Object.keys(schemas.get(command)!.shape).toSorted());
  });

  it.each(forms.flatMap(([command, fields]) => [true, false].map((least) => ({ command, least, fields }))))(
    '$command is understood by the server, least filled in: $least',
    ({ command, least, fields }) => {
      const values = Object.assign(
        { occurredOn: day },
        ...fields.map((field) => typed(field, least)),
      ) as StepValues;
      const { error } = schemas.get(command)!.safeParse(stepBody(about(command), fields, values));
      expect(error?.issues ?? []).toEqual([]);
    },
  );
});

describe('the form of a correction', () => {
  const fields = Object.entries(correctable).flatMap(([type, inputs]) =>
    Object.entries<StepField>(inputs).map(([name, input]) => ({
      type: type as CorrectableType,
      name,
      input,
    })),
  );

  it('offers exactly the fields that may be corrected', () => {
    const offered = Object.entries(correctable).map(([type, inputs]) => [type, Object.keys(inputs)]);
    expect(Object.fromEntries(offered)).toEqual(correctableFields);
  });

  it.each(fields.flatMap((field) => [true, false].map((least) => ({ ...field, least }))))(
    'says nothing of $name of $type that it could not have said itself, least: $least',
    ({ type, name, input, least }) => {
      const words = { reason: '由', documentNo: least ? '' : '号' };
      const values = { occurredOn: day, ...typed(input, least), ...words } as StepValues;
      const about = { venueId: id, eventId: id, field: name };
      const body = { ...stepBody(about, [input, ...correctionWords], values), old: 1 };
      expect(schemas.get('correct-fact')!.safeParse(body).error?.issues ?? []).toEqual([]);
      expect(isAllowedValue(type, name, (body as unknown as { new: string | number }).new)).toBe(true);
    },
  );
});

describe('a form of its own', () => {
  const words = { occurredOn: day, villageId: id, venueId: id, reason: '由', documentNo: '号' };
  const plan = { venueName: '名', year: '2024', batch: '1', campaign: '年', targetOn: day } as const;
  const money = { plannedArea: '1', budget: '1', planHigher: '1', amount: '1', source: '源' } as const;
  const labour = { tier: 'village', kind: 'labour', labourDays: '1' } as const;
  const training = { platform: 1, topic: '题', host: 'school', startTime: day, hours: 0.5 } as const;

  const vote = { eligible: '2', present: '1', votesFor: '1' };
  const file = { sha256: 'a'.repeat(64), name: '图.png', mediaType: 'image/png', bytes: 1 };
  const decided = { ...words, ...vote, attachments: [file] };

  it.each<[string, object, string[]]>([
    [
      'adopt-programme',
      programmeBody({ ...decided, firstYear: '2024', lastYear: '2026', villages: [id], leadGroup: [id] }),
      [],
    ],
    [
      'set-annual-target',
      annualTargetBody({
        ...words,
        year: '2024',
        buildType: 'new',
        venues: '3',
        amount: '1',
        campaign: '年',
      }),
      [],
    ],
    [
      'record-committee-decision',
      committeeDecisionBody({ ...decided, body: 'government', subject: '题' }),
      [],
    ],
    ['close-town-period', closePeriodBody({ ...words, period: '2024-Q1' }, 'closed'), []],
    ['plan-venue', planVenueBody({ ...words, ...plan, ...money, buildType: 'new' }), ['venueId']],
    ['allocate-funds', allocateFundsBody({ ...words, ...money, ...labour }), ['allocationId']],
    ['cancel-project', cancelProjectBody(words), []],
    ['hold-training', holdTrainingBody({ ...words, ...training }), ['trainingId']],
    ['change-officer', changeOfficerBody({ ...words, post: 'clerk', inPersonId: namedId('in') }, id), []],
  ])('%s sends exactly the fields of its command', (command, body, leftOut) => {
    const schema = schemas.get(command)!;
    expect([...Object.keys(body), ...leftOut].toSorted()).toEqual(Object.keys(schema.shape).toSorted());
    expect(schema.safeParse(body).error?.issues ?? []).toEqual([]);
  });
});
