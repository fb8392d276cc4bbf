import { z } from 'zod';
import { body, county, json, name, problems, town } from './openapi-parts.ts';
import { mergerSchema, newTownSchema, renameSchema, statusChangeSchema } from './tenants.controller.ts';

export const tenantStatus = z.enum(['active', 'suspended', 'closed']);

const tenant = name.extend({
  countyCode: z.string(),
  level: z.enum(['county', 'town']),
  status: tenantStatus.describe('suspended: read, not written, until it is resumed; closed: for good'),
  mergedInto: z.string().nullable().describe('code of the town that it became a part of'),
  createdAt: z.iso.datetime(),
  events: z.int().describe('events recorded so far'),
  accounts: z.int(),
});

const moved = z
  .object({
    villages: z.int(),
    projects: z.int(),
    venues: z.int().describe('registered ones'),
    accounts: z.int().describe('of village clerks'),
  })
  .nullable()
  .describe('what the merger moved; null when it was done before');

const TOWNS = '/api/v1/counties/{countyCode}/towns';

const step = (operationId: string, summary: string, schema: string, answer = 'Tenant'): [string, object] => [
  `${TOWNS}/{townCode}/${operationId}`,
  {
    post: {
      operationId,
      summary,
      tags: ['tenants'],
      parameters: [county, town],
      requestBody: { required: schema !== 'TenantStatusChange', ...body(schema, summary) },
      responses: {
        200: body(answer, 'The town afterwards'),
        ...problems(400, 401, 403, 404, 413, 415, 422, 503),
      },
    },
  },
];

/** The routes of the lives of counties and towns. */
export const tenantPaths = {
  '/api/v1/projections': {
    get: {
      operationId: 'projections',
      tags: ['tenants'],
      summary: 'The read models, and where they are behind their towns’ events; for operators, no facts',
      responses: { 200: body('Projections', 'The read models'), ...problems(401, 403) },
    },
  },
  '/api/v1/tenants': {
    get: {
      operationId: 'tenants',
      summary: 'All counties and towns with their states and counts, for operators',
      tags: ['tenants'],
      responses: { 200: body('Tenants', 'By county and code'), ...problems(401, 403) },
    },
  },
  '/api/v1/counties/{countyCode}/tenants': {
    get: {
      operationId: 'countyTenants',
      summary: 'The county and its towns with their states and counts',
      tags: ['tenants'],
      parameters: [county],
      responses: { 200: body('Tenants', 'The county, then its towns by code'), ...problems(401, 403, 404) },
    },
  },
  ...Object.fromEntries([
    step('suspend', 'Let the town be read, and not written, until it is resumed', 'TenantStatusChange'),
    step('resume', 'Let the town be written again', 'TenantStatusChange'),
    step('close', 'Let the town be read, and not written, for good', 'TenantStatusChange'),
    step('rename', 'Give the town another name, or another code too, from a day on', 'TenantName'),
    step(
      'merge',
      'Let the town become a part of another one: villages and projects move, what happened stays, the town is closed',
      'TownMerger',
      'MergedTown',
    ),
  ]),
};

/** Making a town stands beside the list of towns, at the same address. */
export const townCreation = {
  operationId: 'createTown',
  summary: 'Make a town of the county',
  tags: ['tenants'],
  parameters: [county],
  requestBody: {
    required: true,
    ...body('NewTown', 'Its code, which begins with the county’s, and its name'),
  },
  responses: { 201: body('Tenant', 'The town'), ...problems(400, 401, 403, 404, 413, 415, 422, 503) },
};

export const tenantSchemas = {
  Tenant: json(tenant),
  Tenants: json(z.object({ data: z.array(tenant) })),
  Projections: json(
    z.object({
      data: z.array(z.object({ name: z.string(), version: z.int() })),
      behind: z
        .array(
          z.object({
            tenantCode: z.string(),
            projection: z.string(),
            isLive: z.boolean().describe('whether readers see this build'),
            lag: z.int().describe('events that it does not hold yet'),
            oldestRecordedAt: z.iso.datetime(),
            state: z.enum(['due', 'waiting', 'parked']),
          }),
        )
        .describe('empty when all hold everything'),
    }),
  ),
  MergedTown: json(tenant.extend({ moved })),
  NewTown: json(newTownSchema),
  TenantStatusChange: json(statusChangeSchema),
  TenantName: json(renameSchema),
  TownMerger: json(mergerSchema),
};
