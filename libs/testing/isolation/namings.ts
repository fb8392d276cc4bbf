import { NAMED_BY, ROUTE_PLACES } from './route-places.ts';

/** A place in a request where something is named by its id. */
export interface Naming {
  readonly route: string;
  readonly where: 'path' | 'query' | 'body';
  /** Of a body: the way to it, such as `attachments.0.sha256`. */
  readonly field: string;
}

interface Schema {
  readonly $ref?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** As much of an OpenAPI description as is read here. */
export interface DescribedRoutes {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** In a path the first two say whose the request is, the others what is asked for: none of them names a thing. */
const WHOSE = ['townCode', 'countyCode', 'view', 'figure'];

/** The name that says of what kind the thing is: the last one that is not a number in a list. */
export function nameOf({ field }: Pick<Naming, 'field'>): string {
  return field.split('.').findLast((part) => !/^\d+$/.test(part))!;
}

/** Every place of every route where something is named by its id, however deep in the body. */
export function namingsOf({ paths, components: { schemas } }: DescribedRoutes): Naming[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { parameters = [], requestBody }]) => {
      const route = `${method.toUpperCase()} ${path}`;
      const body = requestBody?.content['application/json']?.schema;
      const inAddress = parameters.filter(({ name, in: where, schema }) =>
        where === 'path' ? !WHOSE.includes(name) : where === 'query' && isId(name, schema),
      );
      return [
        ...inAddress.map(({ name, in: where }) => ({ route, where: where as 'path' | 'query', field: name })),
        ...[...new Set(body ? idsIn(body, schemas) : [])].map((field) => ({
          route,
          where: 'body' as const,
          field,
        })),
      ];
    }),
  );
}

// What is called a key in a body is of the county's standard.
const isId = (name: string, { format }: Schema) =>
  format === 'uuid' || /Id$/.test(name) || (name in NAMED_BY && NAMED_BY[name] !== 'row of a view');

/** The ways to all ids of a body; of a list, to its first. */
function idsIn(
  schema: Schema,
  schemas: Readonly<Record<string, Schema>>,
  way: readonly string[] = [],
): string[] {
  const { $ref, anyOf = [], oneOf = [], properties = {}, items } = schema;
  if ($ref) return idsIn(schemas[$ref.split('/').at(-1)!]!, schemas, way);
  const field = way.join('.');
  return [
    ...[...anyOf, ...oneOf].flatMap((one) => idsIn(one, schemas, way)),
    ...Object.entries(properties).flatMap(([name, one]) => idsIn(one, schemas, [...way, name])),
    ...(items ? idsIn(items, schemas, [...way, '0']) : []),
    ...(way.length > 0 && isLeaf(schema) && isId(nameOf({ field }), schema) ? [field] : []),
  ];
}

const isLeaf = ({ properties, items, anyOf, oneOf }: Schema) => !properties && !items && !anyOf && !oneOf;

/** The body with another value at the end of this way. @throws TypeError where the way leads through what is not there. */
export function withValue<Body>(body: Body, field: string, value: unknown): Body {
  const copy = structuredClone(body);
  const way = field.split('.');
  const last = way.pop()!;
  const place = way.reduce(
    (at, part) => at[part] as Record<string, unknown>,
    copy as Record<string, unknown>,
  );
  place[last] = value;
  return copy;
}

/** Whether the client gives an id there to what it makes. */
export function makesWhatItNames({ route, field }: Naming): boolean {
  return ROUTE_PLACES[route]!.creates === field;
}
