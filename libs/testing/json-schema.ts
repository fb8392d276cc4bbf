type Schema = Readonly<Record<string, unknown>>;

/** Keywords that say nothing about validity. `format` comes with a `pattern` wherever it matters here. */
const ANNOTATIONS = new Set(['default', 'description', 'format', 'title']);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const characters = (value: string) => [...value].length;

const isOfType: Readonly<Record<string, (value: unknown) => boolean>> = {
  integer: Number.isInteger,
  number: Number.isFinite,
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

/** What each keyword of JSON Schema 2020-12 that the API uses asks of a value. */
const KEYWORDS: Record<string, (value: unknown, argument: never, schema: Schema) => boolean> = {
  type: (value, type: string) => isOfType[type]!(value),
  enum: (value, options: unknown[]) => options.includes(value),
  const: (value, constant: unknown) => value === constant,
  minimum: (value, least: number) => typeof value !== 'number' || value >= least,
  maximum: (value, most: number) => typeof value !== 'number' || value <= most,
  multipleOf: (value, unit: number) => typeof value !== 'number' || Number.isInteger(value / unit),
  minLength: (value, least: number) => typeof value !== 'string' || characters(value) >= least,
  maxLength: (value, most: number) => typeof value !== 'string' || characters(value) <= most,
  pattern: (value, pattern: string) => typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
  items: (value, schema: Schema) => !Array.isArray(value) || value.every((item) => accepts(schema, item)),
  minItems: (value, least: number) => !Array.isArray(value) || value.length >= least,
  maxItems: (value, most: number) => !Array.isArray(value) || value.length <= most,
  anyOf: (value, some: Schema[]) => some.some((schema) => accepts(schema, value)),
  not: (value, schema: Schema) => !accepts(schema, value),
  allOf: (value, all: Schema[]) => all.every((schema) => accepts(schema, value)),
  required: (value, names: string[]) => !isObject(value) || names.every((name) => Object.hasOwn(value, name)),
  properties: (value, properties: Record<string, Schema>) =>
    !isObject(value) ||
    Object.entries(properties).every(
      ([name, schema]) => !Object.hasOwn(value, name) || accepts(schema, value[name]),
    ),
  additionalProperties: (value, allowed: boolean, { properties }) =>
    allowed ||
    !isObject(value) ||
    Object.keys(value).every((name) => Object.hasOwn(properties as object, name)),
};

/**
 * Whether a value is valid by a schema, as a reader of the published description would understand it.
 *
 * @throws for a keyword that it does not know, rather than to overlook it.
 */
export function accepts(schema: Schema, value: unknown): boolean {
  return Object.entries(schema).every(([keyword, argument]) => {
    if (ANNOTATIONS.has(keyword)) return true;
    const check = KEYWORDS[keyword];
    if (!check) throw new Error(`unknown keyword ${keyword} in ${JSON.stringify(schema)}`);
    return check(value, argument as never, schema);
  });
}
