import { z } from 'zod';
import { standardContent } from '../../libs/features/shared/standard.ts';
import { body, json, pathParameter, problems, queryParameters, town } from './openapi-parts.ts';
import { projectQuery } from './projects.controller.ts';

const venue = pathParameter('venueId', '^[0-9a-fA-F-]{36}$');

/** The routes of one project and the venue that it makes. */
export const projectPaths = {
  '/api/v1/towns/{townCode}/projects/{venueId}': {
    get: {
      operationId: 'project',
      tags: ['projects'],
      summary:
        'Where a project and its venue stand, from the events themselves, with the standard that they keep to',
      parameters: [town, venue, ...queryParameters(projectQuery)],
      responses: { 200: body('ProjectStanding', 'Where they stand'), ...problems(401, 403, 404, 422) },
    },
  },
  '/api/v1/towns/{townCode}/projects/{venueId}/next': {
    get: {
      operationId: 'project-next',
      tags: ['projects'],
      summary:
        'Every command about a project or venue: whether it is allowed now, and all that stands against it whatever its form says',
      parameters: [town, venue],
      responses: { 200: body('NextSteps', 'The commands'), ...problems(401, 403, 404) },
    },
  },
};

const state = z.record(z.string(), z.unknown());

export const projectSchemas = {
  ProjectStanding: json(
    z.object({
      data: z.object({
        venueId: z.uuid(),
        village: z.object({ villageId: z.uuid(), name: z.string().nullable() }),
        project: state.describe(
          'stage, plan, design, money and work as the rules know them; stage `unplanned` where no project built the venue',
        ),
        venue: state.describe('as the rules know it; `registered` is null before it is registered'),
        standard: standardContent
          .extend({ version: z.int(), from: z.iso.date() })
          .describe('the version that project or venue is pinned to; the one in force before'),
      }),
      asOf: z.iso.date(),
      recordedBy: z.iso.datetime().optional(),
      positions: z.record(z.string(), z.int()),
      lag: z.record(z.string(), z.int()).describe('always 0: nothing is read from read models'),
    }),
  ),
  NextSteps: json(
    z.object({
      data: z.object({
        commands: z.array(
          z.object({
            command: z.string().describe('its route'),
            title: z.string(),
            permitted: z.boolean().describe('whether the caller’s role may issue it'),
            allowed: z.boolean().describe('whether nothing stands against it whatever its form says'),
            blockers: z
              .array(z.object({ code: z.string(), title: z.string(), titleEn: z.string() }))
              .describe(
                'in the order in which they are to be settled: the first is what it would be refused with',
              ),
          }),
        ),
      }),
    }),
  ),
};
