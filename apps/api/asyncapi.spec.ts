import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { Ajv, type AnySchema } from 'ajv';
import { eventTypes } from '../../libs/features/events.ts';
import { asyncApiDocument } from './asyncapi.ts';

const document = JSON.parse(JSON.stringify(asyncApiDocument())) as ReturnType<typeof asyncApiDocument>;

/** The schema that the makers of AsyncAPI publish. */
const officialSchema = createRequire(import.meta.url)(
  '@asyncapi/specs/schemas/3.0.0-without-$id.json',
) as AnySchema;

/** What a reference within the document points at. */
function resolve(reference: string): unknown {
  return reference
    .replace('#/', '')
    .split('/')
    .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], document);
}

function references(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) =>
    name === '$ref' ? [value as string] : references(value),
  );
}

describe('the description of the event feed', () => {
  it('is a valid AsyncAPI 3.0 document', () => {
    // Formats stand beside a pattern or a structure that is checked.
    const valid = new Ajv({ strict: false, validateFormats: false }).compile(officialSchema);
    expect([valid(document), valid.errors]).toEqual([true, null]);
    const spoiled = structuredClone(document);
    Object.assign(spoiled.operations['townEvents']!, { action: 'publish' });
    expect(valid(spoiled)).toBe(false);
  });

  it('refers to nothing that it does not hold', () => {
    const all = references(document);
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((reference) => resolve(reference) === undefined)).toEqual([]);
  });

  it('has each type of event in the channel of the town and in that of its kind of stream, and in no other', () => {
    for (const { type, streamType } of eventTypes) {
      const channels = Object.entries(document.channels)
        .filter(([, { messages }]) => Object.hasOwn(messages, type))
        .map(([name]) => name);
      expect([type, channels]).toEqual([type, ['town', streamType]]);
    }
  });

  it('asks for the events of a kind of stream by their types', () => {
    const { query } = document.operations['venueEvents']!.bindings.http;
    expect(query.properties.type.items).toEqual({
      enum: [
        'VenueRegistered',
        'RegistrationCorrected',
        'VenueConditionAssessed',
        'SixHavesAssessed',
        'ResponsibilityAssigned',
        'VenueCommissioned',
        'VenueDesignated',
        'VenueRetired',
        'VenueMovedOut',
        'VenueMovedIn',
      ],
    });
  });
});
