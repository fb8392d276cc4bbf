import { z } from 'zod';
import { auditFileQuery, auditQuery, platformAuditQuery } from './audit.controller.ts';
import { body, county, json, problems, queryParameters, town } from './openapi-parts.ts';
import { verificationQuery } from './verification.controller.ts';

const auditEntries = z.object({
  data: z.array(
    z.object({
      position: z.int(),
      recordedAt: z.string().describe('UTC, with microseconds'),
      tenantCode: z.string(),
      action: z.string(),
      outcome: z.enum(['done', 'refused']),
      actor: z.string().nullable(),
      username: z.string().nullable(),
      role: z.string().nullable(),
      address: z.string().nullable(),
      target: z.string().nullable(),
      details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      correlationId: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});

const verification = z.object({
  verifiedTo: z.int().describe('the last position that holds'),
  head: z.int().describe('the last position there is'),
  fault: z
    .object({
      kind: z.enum(['altered', 'removed', 'inserted', 'reordered', 'cut']),
      position: z.int(),
      last: z.int().optional(),
      foundAt: z.int().optional(),
      part: z.string().optional(),
      restored: z.object({ field: z.string(), was: z.string() }).optional(),
    })
    .nullable()
    .describe('the first thing that is wrong, as docs/hash-chain.md tells it'),
});

const verificationPath = (of: 'town' | 'county', owner: object) => ({
  get: {
    operationId: `${of}-verification`,
    tags: ['audit'],
    summary:
      'Recomputes the hash chain of the events from a position on, some thousands a call: call again with `after` = `verifiedTo` until it is `head`',
    parameters: [owner, ...queryParameters(verificationQuery)],
    responses: { 200: body('Verification', 'What holds'), ...problems(401, 403, 404, 422) },
  },
});

/** The routes of the audit log and of verification. */
export const auditPaths = {
  '/api/v1/counties/{countyCode}/audit': {
    get: {
      operationId: 'audit',
      tags: ['audit'],
      summary: 'The audit log of a county and its towns, the latest first',
      parameters: [county, ...queryParameters(auditQuery)],
      responses: { 200: body('AuditEntries', 'A page of entries'), ...problems(401, 403, 404, 422) },
    },
  },
  '/api/v1/counties/{countyCode}/audit.csv': {
    get: {
      operationId: 'audit-file',
      tags: ['audit'],
      summary: 'The same as a file for spreadsheets, in UTF-8; recorded as an export',
      parameters: [county, ...queryParameters(auditFileQuery)],
      responses: {
        200: { description: 'The file', content: { 'text/csv': { schema: { type: 'string' } } } },
        ...problems(401, 403, 404, 422),
      },
    },
  },
  '/api/v1/platform/audit': {
    get: {
      operationId: 'platform-audit',
      tags: ['audit'],
      summary: 'The audit log of the installation itself, for its operators',
      parameters: queryParameters(platformAuditQuery),
      responses: { 200: body('AuditEntries', 'A page of entries'), ...problems(401, 403, 422) },
    },
  },
  '/api/v1/towns/{townCode}/verification': verificationPath('town', town),
  '/api/v1/counties/{countyCode}/verification': verificationPath('county', county),
};

export const auditSchemas = { AuditEntries: json(auditEntries), Verification: json(verification) };
