import { z } from 'zod';
import { unit } from '../../libs/features/report-figures/units.ts';
import { splitRequest } from '../../libs/features/report-figures/split-request.ts';
import { standardContent } from '../../libs/features/shared/standard.ts';
import { body, county, json, problems, queryParameters, town } from './openapi-parts.ts';
import { countyProgressQueries, townProgressQueries } from './progress-views.controller.ts';
import { figuresCheck } from './report-figures.controller.ts';
import {
  countyReportEventsQuery,
  countyReportQuery,
  figureName,
  townReportEventsQuery,
  townReportQuery,
} from './report-figures.service.ts';

const places = [
  {
    prefix: '/api/v1/towns/{townCode}',
    who: 'town',
    owner: town,
    query: townReportQuery,
    events: townReportEventsQuery,
  },
  {
    prefix: '/api/v1/counties/{countyCode}',
    who: 'county',
    owner: county,
    query: countyReportQuery,
    events: countyReportEventsQuery,
  },
];

const figure = { name: 'figure', in: 'path', required: true, schema: json(figureName) };

/** The routes of a report’s figures. */
export const figurePaths = Object.fromEntries<object>(
  places.flatMap(({ prefix, who, owner, query, events }) => [
    [
      `${prefix}/figures`,
      {
        get: {
          operationId: `${who}-figures`,
          tags: ['figures'],
          summary:
            'Every named figure of a report on building and money in a period, with the address of its events',
          parameters: [owner, ...queryParameters(query)],
          responses: { 200: body('Figures', 'The figures'), ...problems(401, 403, 404, 422, 503) },
        },
      },
    ],
    [
      `${prefix}/figures/{figure}/events`,
      {
        get: {
          operationId: `${who}-figure-events`,
          tags: ['figures'],
          summary:
            'The events that made a figure or a part of it, the latest day first; of a rate or average those of its numerator',
          parameters: [owner, figure, ...queryParameters(events)],
          responses: { 200: body('FigureEvents', 'A page of events'), ...problems(401, 403, 404, 422) },
        },
      },
    ],
    [
      `${prefix}/figures/check`,
      {
        post: {
          operationId: `${who}-figures-check`,
          tags: ['figures'],
          summary:
            'Holds what somebody typed in a report against the events and against itself. Nothing is put right, nothing is kept',
          parameters: [owner],
          requestBody: { required: true, ...body('FiguresCheck', 'What was typed') },
          responses: {
            200: body('FigureFindings', 'What was found'),
            ...problems(400, 401, 403, 404, 415, 422, 503),
          },
        },
      },
    ],
    [
      `${prefix}/figures/split`,
      {
        post: {
          operationId: `${who}-figures-split`,
          tags: ['figures'],
          summary:
            'Splits an amount by weights, level by level, so that no fen is lost: the largest remainders first',
          parameters: [owner],
          requestBody: { required: true, ...body('SplitRequest', 'An amount and a rule') },
          responses: { 200: body('Split', 'The shares'), ...problems(400, 401, 403, 404, 415, 422) },
        },
      },
    ],
  ]),
);

const sentence = z.object({ zh: z.string(), en: z.string() });
const number = z.object({
  exact: z.string().describe('a whole number of the smallest unit; of a part of a rate `12/17`'),
  displayed: z.string(),
  events: z.string().describe('address of the events that made it'),
});
const named = number.extend({ name: z.string(), title: sentence });
const period = z.object({ from: z.iso.date(), to: z.iso.date() });
const restsOn = {
  asOf: z.iso.date(),
  positions: z.record(z.string(), z.int()),
  lag: z.record(z.string(), z.int()),
};

export const figureSchemas = {
  StandardContent: json(standardContent),
  SplitRequest: json(splitRequest),
  Split: json(
    z.object({
      data: z.object({
        amountFen: z.int(),
        wan: z.string(),
        parts: z.array(z.record(z.string(), z.unknown())).describe('name, amountFen, wan, sharePct, parts'),
      }),
    }),
  ),
  FiguresCheck: json(figuresCheck),
  Figures: json(
    z.object({
      data: z.object({
        period,
        sixHaves: z
          .array(z.object({ key: z.string(), name: z.string() }))
          .describe('the items of the standard in force on the last day, which parts name by their keys'),
        figures: z.array(
          z.object({
            name: z.string(),
            title: sentence,
            unit,
            unitName: sentence,
            exact: z
              .string()
              .describe('a whole number of `exactUnit`; of a rate or average `numerator/denominator`'),
            exactUnit: unit.nullable(),
            displayed: z.string().describe('rounded half up; `—` where nothing is to be divided by'),
            note: sentence.nullable(),
            events: z.string(),
            parts: z
              .array(number.extend({ part: z.record(z.string(), z.string()), sharePct: z.string() }))
              .optional(),
            partsNote: sentence.nullable().optional(),
            of: z.object({ numerator: named, denominator: named }).optional(),
          }),
        ),
      }),
      ...restsOn,
    }),
  ),
  FigureFindings: json(
    z.object({
      data: z.object({
        period,
        summary: z.object({ agrees: z.int(), differs: z.int(), doesNotAddUp: z.int() }),
        items: z.array(
          z.object({
            kind: z.string(),
            verdict: z.enum(['agrees', 'differs', 'does-not-add-up']),
            stated: z.string(),
            computed: z.string(),
            difference: z.string().nullable().describe('stated less computed'),
            sentence,
            note: sentence.nullable(),
            events: z.string().optional(),
          }),
        ),
      }),
      ...restsOn,
    }),
  ),
};

const VIEWS: Readonly<Record<string, string>> = {
  coverage: 'How far villages are covered, by three definitions, and why a village is not',
  'six-haves': 'What each venue has of what the standard in force asks for',
  'annual-progress': 'Planned against completed in a year by month, with targets and a forecast',
  programme: 'The town’s programme, its targets and what came of them, its committees’ decisions',
  policy:
    'What the county has laid down: standards, campaigns, closed periods; of waivers and targets the own ones. To the county also when and by whom',
  scoreboard: 'Every town by the same counts and rates, placed among towns of like size',
  targets: 'The county’s targets by year and town, and what came of them',
};

const viewPaths = (
  prefix: string,
  who: string,
  owner: object,
  queries: Readonly<Record<string, z.ZodObject>>,
) =>
  Object.fromEntries(
    Object.entries(queries).map(([view, query]) => [
      `${prefix}/views/${view}`,
      {
        get: {
          operationId: `${who}-${view}`,
          tags: ['views'],
          summary: VIEWS[view],
          parameters: [owner, ...queryParameters(query)],
          responses: { 200: body('View', 'The view'), ...problems(401, 403, 404, 422, 503) },
        },
      },
    ]),
  );

/** The routes of coverage, progress and what the county lays down. */
export const progressPaths = {
  ...viewPaths('/api/v1/towns/{townCode}', 'town', town, townProgressQueries),
  ...viewPaths('/api/v1/counties/{countyCode}', 'county', county, countyProgressQueries),
  '/api/v1/counties/{countyCode}/policy/preview': {
    post: {
      operationId: 'policy-preview',
      tags: ['views'],
      summary: 'What would change under a standard that is not published: nothing is kept',
      parameters: [county],
      requestBody: { required: true, ...body('StandardContent', 'The standard') },
      responses: { 200: body('View', 'What would change'), ...problems(400, 401, 403, 404, 415, 422) },
    },
  },
};
