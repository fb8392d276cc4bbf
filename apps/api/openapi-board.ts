import type { z } from 'zod';
import { boardQueries } from './board.controller.ts';
import { countyBoardQueries } from './county-board.controller.ts';
import { body, county, problems, queryParameters, town } from './openapi-parts.ts';

const TOWN_VIEWS: Readonly<Record<keyof typeof boardQueries, string>> = {
  'project-board':
    'Projects by stage: the days each has been at it, the limit of its standard, a light with its reasons, its days and money',
  'fund-ledger':
    'Money planned, allocated, received and paid, by tier, by source and by project, and what of it lies idle',
  alerts: 'What needs attention, red before amber; `value` and `limit` are in the unit of the kind',
  'to-do': 'The alerts, and what is due within 60 days, the nearest first',
};

const COUNTY_VIEWS: Readonly<Record<keyof typeof countyBoardQueries, string>> = {
  'project-board': 'The projects of all towns, or of one, longest at their stage first, a page at a time',
  alerts: 'What needs attention in all towns, or in one',
  'fund-flow':
    'Money from its sources to the towns and to the stages of their projects: two tables of one sum, and the diagram of both; by town the ledger of each tier at all four steps, and the money that lies idle',
};

/** The views of projects and their money, described. */
export const boardPaths: Readonly<Record<string, object>> = {
  ...paths('towns/{townCode}', town, TOWN_VIEWS, boardQueries),
  ...paths('counties/{countyCode}', county, COUNTY_VIEWS, countyBoardQueries),
};

function paths(
  of: string,
  owner: object,
  summaries: Readonly<Record<string, string>>,
  queries: Readonly<Record<string, z.ZodObject>>,
): Record<string, object> {
  const level = of.startsWith('towns') ? 'town' : 'county';
  return Object.fromEntries(
    Object.entries(summaries).map(([view, summary]) => [
      `/api/v1/${of}/views/${view}`,
      {
        get: {
          operationId: `${level}-${view}`,
          tags: ['views'],
          summary,
          parameters: [owner, ...queryParameters(queries[view]!)],
          responses: { 200: body('View', 'The view'), ...problems(401, 403, 404, 422, 503) },
        },
      },
    ]),
  );
}
