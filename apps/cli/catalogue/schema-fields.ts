import { z } from 'zod';

type Schema = z.core.JSONSchema.BaseSchema;

/** One field of an object's schema, in words. */
export interface Field {
  /** With the names of the objects around it: `fundingPlan.townFen`. */
  readonly name: string;
  /** In Chinese, if it has such a name. */
  readonly title: string;
  readonly type: string;
  readonly required: boolean;
  readonly limits: string;
  readonly description: string;
}

/** The fields of an object, each followed by its own fields. */
export function schemaFields(type: z.ZodObject): Field[] {
  return fieldsOf(z.toJSONSchema(type), '');
}

function fieldsOf({ properties = {}, required = [] }: Schema, prefix: string): Field[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    const schema = property as Schema;
    const field = {
      name: prefix + name,
      title: schema.title ?? '',
      type: typeName(schema),
      required: required.includes(name),
      limits: limits(schema),
      description: schema.description ?? '',
    };
    return [field, ...fieldsOf(schema, `${prefix}${name}.`)];
  });
}

function typeName({ type, format, enum: options, const: constant }: Schema): string {
  if (constant !== undefined) return `\`${String(constant)}\``;
  if (options) return options.map((option) => `\`${String(option)}\``).join(' ');
  if (type === 'string') return format ?? 'text';
  return String(type);
}

function limits(schema: Schema): string {
  const { type, minimum, maximum, multipleOf, maxLength, pattern } = schema;
  switch (type) {
    case 'integer':
    case 'number':
      return [
        // The greatest exact integer is no limit of the field's own.
        maximum === Number.MAX_SAFE_INTEGER
          ? `${digits(minimum!)} and up`
          : `${digits(minimum!)} – ${digits(maximum!)}`,
        ...(multipleOf === undefined ? [] : [`steps of ${multipleOf}`]),
      ].join(', ');
    case 'string':
      // What a format means needs no pattern.
      if (schema.format) return '';
      if (maxLength === undefined) return pattern ? `\`${pattern}\`` : '';
      return `1 – ${maxLength} characters, ${new RegExp(pattern!, 'u').test('one\ntwo') ? 'lines' : 'one line'}`;
    default:
      return '';
  }
}

/** In groups of three, but for four digits, which may be a year. */
const digits = (number: number) =>
  number < 10_000 ? String(number) : number.toLocaleString('en-US').replaceAll(',', ' ');
