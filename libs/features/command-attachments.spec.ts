import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { countyCommands, townCommands } from './commands.ts';
import { attachment } from './shared/values.ts';

const ATTACHMENT = JSON.stringify(z.toJSONSchema(attachment, { io: 'input' })['properties']);

/** Where a form has attachments, by JSON pointer of its schema. */
function places(schema: unknown, at = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (JSON.stringify((schema as { properties?: unknown }).properties) === ATTACHMENT) return [at];
  return Object.entries(schema).flatMap(([key, part]) => places(part, `${at}/${key}`));
}

const placesOf = (commands: readonly { readonly schema: z.ZodType }[]) =>
  new Set(
    commands.flatMap(({ schema }) => places(z.toJSONSchema(schema, { io: 'input', reused: 'inline' }))),
  );

describe('the attachments of commands', () => {
  it('stand in the field that the runner looks at, and in no other', () => {
    expect(placesOf(townCommands)).toEqual(new Set(['/properties/attachments/items']));
  });

  it('are none of a county’s: files are kept by towns', () => {
    expect(placesOf(countyCommands)).toEqual(new Set());
  });
});
