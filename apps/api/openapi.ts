import { z } from 'zod';
import { countyCommands, townCommands } from '../../libs/features/commands.ts';
import { routeName, type CommandType } from '../../libs/features/shared/command.ts';
import { countyViewQuery } from './county.controller.ts';
import { eventsQuery } from './events.controller.ts';
import { countyFigureQuery, townFigureQuery } from './figure-events.service.ts';
import { auditPaths, auditSchemas } from './openapi-audit.ts';
import { accountPaths, accountSchemas } from './openapi-accounts.ts';
import { attachmentPaths, attachmentSchemas } from './openapi-attachments.ts';
import { boardPaths } from './openapi-board.ts';
import { figurePaths, figureSchemas, progressPaths } from './openapi-figures.ts';
import { identityPaths, identitySchemas } from './openapi-identity.ts';
import { oidcPaths, oidcSchemas } from './openapi-oidc.ts';
import { body, county, json, name, problems, queryParameters, town } from './openapi-parts.ts';
import { personPaths, personSchemas } from './openapi-persons.ts';
import { projectPaths, projectSchemas } from './openapi-projects.ts';
import { provenanceQuery } from './provenance.controller.ts';
import { tenantPaths, tenantSchemas, tenantStatus, townCreation } from './openapi-tenants.ts';
import { townViewQueries } from './town-views.controller.ts';

const problem = z.object({
  type: z.string(),
  title: z.string(),
  titleEn: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  detailEn: z.string().optional(),
  code: z.string(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })).optional(),
  id: z.uuid().optional(),
});

const commandResult = z.object({
  commandId: z.uuid(),
  position: z.int(),
  events: z.array(
    z.object({ id: z.uuid(), type: z.string(), streamId: z.uuid(), version: z.int(), position: z.int() }),
  ),
});

const view = z.object({
  data: z.unknown(),
  asOf: z.iso.date().describe('the date asked for; today when none was'),
  recordedBy: z.iso.datetime().optional().describe('the moment asked for, in UTC'),
  positions: z.record(z.string(), z.int()).describe('town code → position the answer holds'),
  lag: z.record(z.string(), z.int()).describe('town code → events that the answer does not hold yet'),
  parked: z
    .record(z.string(), z.array(z.string()))
    .optional()
    .describe(
      'town code → read models that stopped before an event they cannot hold, until the operators resume them: figures made from them stay as they are, and `atLeast` beyond them answers 503 `view.parked`. Absent when there are none',
    ),
});

const commandPath =
  (prefix: string, owner: object) =>
  ({ name: commandName, summary }: CommandType): [string, object] => [
    `${prefix}/commands/${routeName(commandName)}`,
    {
      post: {
        operationId: commandName,
        summary,
        tags: ['commands'],
        parameters: [
          owner,
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: true,
            schema: { type: 'string', format: 'uuid' },
          },
        ],
        requestBody: { required: true, ...body(commandName, summary) },
        responses: {
          201: body('CommandResult', 'Recorded'),
          200: body('CommandResult', 'Recorded before under this key; the first result'),
          ...problems(400, 401, 403, 404, 409, 413, 415, 422, 503),
        },
      },
    },
  ];
function viewPath(viewName: string, schema: z.ZodObject): [string, object] {
  return [
    `/api/v1/towns/{townCode}/views/${viewName}`,
    {
      get: {
        operationId: `town-${viewName}`,
        tags: ['views'],
        parameters: [town, ...queryParameters(schema)],
        responses: { 200: body('View', 'The view'), ...problems(401, 403, 404, 422, 503) },
      },
    },
  ];
}

const fixedPaths = {
  ...identityPaths,
  ...oidcPaths,
  ...auditPaths,
  ...accountPaths,
  ...tenantPaths,
  ...personPaths,
  ...figurePaths,
  ...boardPaths,
  ...progressPaths,
  ...projectPaths,
  ...attachmentPaths,
  '/api/v1/counties/{countyCode}/towns': {
    get: {
      operationId: 'towns',
      tags: ['views'],
      parameters: [county],
      responses: { 200: body('Towns', 'The towns of the county'), ...problems(401, 403, 404) },
    },
    post: townCreation,
  },
  '/api/v1/counties/{countyCode}/views/county-overview': {
    get: {
      operationId: 'county-overview',
      tags: ['views'],
      parameters: [county, ...queryParameters(countyViewQuery)],
      responses: { 200: body('View', 'The view'), ...problems(401, 403, 404, 422) },
    },
  },
  '/api/v1/counties/{countyCode}/views/rankings': {
    get: {
      operationId: 'rankings',
      tags: ['views'],
      summary: 'How the towns stand by the figures that the county publishes, for all its towns to see',
      parameters: [county],
      responses: { 200: body('View', 'The view'), ...problems(401, 403, 404, 422) },
    },
  },
  '/api/v1/counties/{countyCode}/views/county-overview/events': {
    get: {
      operationId: 'county-overview-events',
      tags: ['views'],
      summary:
        'The events of all towns, or of one, that made a figure of the overview, the latest day first; `change` is what each gave to it. A figure of a list needs what tells it apart: `funds.byTier.amountFen` its `tier`',
      parameters: [county, ...queryParameters(countyFigureQuery)],
      responses: { 200: body('FigureEvents', 'A page of events'), ...problems(401, 403, 404, 422) },
    },
  },
  '/api/v1/towns/{townCode}/views/town-summary/events': {
    get: {
      operationId: 'town-summary-events',
      tags: ['views'],
      summary:
        'The events of the town that made a figure of its summary, the latest day first, as for the county’s overview',
      parameters: [town, ...queryParameters(townFigureQuery)],
      responses: { 200: body('FigureEvents', 'A page of events'), ...problems(401, 403, 404, 422) },
    },
  },
  '/api/v1/towns/{townCode}/views/{view}/{key}/events': {
    get: {
      operationId: 'town-view-events',
      tags: ['views'],
      summary:
        'The events that changed a row of a view, or some columns of it, by position; `changes` holds the values before and after',
      parameters: [
        town,
        {
          name: 'view',
          in: 'path',
          required: true,
          schema: { enum: ['town-summary', 'village-cards', 'venue-cards', 'project-board'] },
        },
        {
          name: 'key',
          in: 'path',
          required: true,
          description: '`town` for the one row of town-summary, else the id of the village or venue',
          schema: { type: 'string' },
        },
        ...queryParameters(provenanceQuery),
      ],
      responses: { 200: body('Events', 'A page of events'), ...problems(401, 403, 404, 422) },
    },
  },
  '/api/v1/counties/{countyCode}/live': {
    get: {
      operationId: 'live',
      tags: ['views'],
      summary: 'Server-sent events: `changed` with {townCode, position} when a town’s figures moved',
      parameters: [county],
      responses: {
        200: { description: 'The stream', content: { 'text/event-stream': { schema: { type: 'string' } } } },
        ...problems(401, 403, 404),
      },
    },
  },
  '/api/v1/counties/{countyCode}/events': {
    get: {
      operationId: 'county-events',
      tags: ['events'],
      summary: 'The events of the county’s own streams, as a town’s',
      parameters: [county, ...queryParameters(eventsQuery)],
      responses: { 200: body('Events', 'A page of events'), ...problems(401, 403, 404, 422) },
    },
  },
  '/api/v1/towns/{townCode}/events': {
    get: {
      operationId: 'events',
      tags: ['events'],
      summary:
        'The town’s events by position; a CloudEvents batch on Accept: application/cloudevents-batch+json',
      parameters: [town, ...queryParameters(eventsQuery)],
      responses: { 200: body('Events', 'A page of events'), ...problems(401, 403, 404, 422) },
    },
  },
};

/** The OpenAPI 3.1 description, made from the schemas that validate. */
export function openApiDocument() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Zhendi 阵地',
      version: '1',
      description:
        'Commands record facts, views show what follows from them. Money is integer fen, area integer dm², dates are days in Asia/Shanghai. Errors are RFC 9457 problems; `Accept-Language: en` gives English.',
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths: {
      ...fixedPaths,
      ...Object.fromEntries(townCommands.map(commandPath('/api/v1/towns/{townCode}', town))),
      ...Object.fromEntries(countyCommands.map(commandPath('/api/v1/counties/{countyCode}', county))),
      ...Object.fromEntries(
        Object.entries(townViewQueries).map(([viewName, schema]) => viewPath(viewName, schema)),
      ),
    },
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        session: { type: 'apiKey', in: 'cookie', name: 'zhendi_session' },
      },
      schemas: {
        ...Object.fromEntries(
          [...townCommands, ...countyCommands].map((type) => [type.name, json(type.schema)]),
        ),
        ...identitySchemas,
        ...oidcSchemas,
        ...auditSchemas,
        ...accountSchemas,
        ...tenantSchemas,
        Towns: json(
          z.object({
            data: z.array(name.extend({ level: z.literal('town'), status: tenantStatus })),
          }),
        ),
        ...personSchemas,
        ...figureSchemas,
        ...projectSchemas,
        ...attachmentSchemas,
        View: json(view),
        Events: json(
          z.object({ data: z.array(z.record(z.string(), z.unknown())), next: z.int().nullable() }),
        ),
        FigureEvents: json(
          z.object({
            figure: z.string(),
            value: z.number().describe('the figure: the sum of all events’ changes'),
            count: z.int().describe('events on all pages'),
            data: z.array(z.record(z.string(), z.unknown())),
            next: z.string().nullable(),
          }),
        ),
        CommandResult: json(commandResult),
        Problem: json(problem),
      },
    },
  };
}
