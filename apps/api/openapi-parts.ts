import { z } from 'zod';

type JsonSchema = Record<string, unknown>;

/** A schema as OpenAPI 3.1 has it. */
export const json = (schema: z.ZodType): JsonSchema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
  return rest;
};

export const name = z.object({ code: z.string(), name: z.string() });

export const body = (schema: string, description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
});

export const problems = (...statuses: number[]) =>
  Object.fromEntries(
    // Whatever is asked, too much of it is refused.
    [...new Set([...statuses, 429])].map((status) => [
      status,
      {
        description: PROBLEMS[status],
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );

const PROBLEMS: Record<number, string> = {
  400: 'The request cannot be read, or the Idempotency-Key is missing',
  401: 'Not signed in',
  403: 'No permission',
  404: 'No such town, county or command in your scope',
  409: 'Others kept changing the same streams: try again; or it is not so that this could be done',
  413: 'The body is too large',
  415: 'The body is not application/json',
  422: 'Fields are not right, a rule forbids it, or the Idempotency-Key was used for another body',
  429: 'Too often: see Retry-After',
  503: 'Not up to date, or not available, for the moment: see Retry-After',
};

export const pathParameter = (parameter: string, pattern: string) => ({
  name: parameter,
  in: 'path',
  required: true,
  schema: { type: 'string', pattern },
});

export const town = pathParameter('townCode', '^[0-9]{9}$');
export const county = pathParameter('countyCode', '^[0-9]{6}$');

export function queryParameters(schema: z.ZodObject): object[] {
  return Object.entries(schema.shape).map(([parameter, type]) => ({
    name: parameter,
    in: 'query',
    required: !(type as z.ZodType).safeParse(undefined).success,
    schema: json(type as z.ZodType),
  }));
}
