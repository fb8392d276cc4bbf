import { readdir } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { sourcesOfEvents } from './commands.ts';
import { eventTypes, featureEvents, streamTypes } from './events.ts';
import { projections } from './read-models.ts';
import type { EventType } from './shared/event.ts';
import { upcasters } from './upcasters.ts';

const features = new URL('./', import.meta.url);

/** What the features' own files define: `venues VenuePlanned`. */
async function definedEvents(): Promise<string[]> {
  const files = (await readdir(features, { recursive: true })).filter((name) => name.endsWith('.events.ts'));
  const modules = await Promise.all(
    files.map(async (name) => ({
      feature: name.split('/')[0]!,
      events: Object.values((await import(new URL(name, features).href)) as Record<string, EventType>),
    })),
  );
  return modules.flatMap(({ feature, events }) => events.map(({ type }) => `${feature} ${type}`));
}

describe('the list of event types', () => {
  it('holds every event that a feature defines, under its feature', async () => {
    const listed = Object.entries(featureEvents).flatMap(([feature, events]) =>
      events.map(({ type }) => `${feature} ${type}`),
    );
    expect(listed.sort()).toEqual((await definedEvents()).sort());
    expect(listed.length).toBeGreaterThanOrEqual(6);
  });

  it('names no type twice', () => {
    expect(new Set(eventTypes.map(({ type }) => type)).size).toBe(eventTypes.length);
  });

  it('holds whatever a command leads to and a read model listens to', () => {
    const known = new Set(eventTypes.map(({ type }) => type));
    const used = [
      ...sourcesOfEvents.flatMap(({ emits }) => emits.map(({ type }) => type)),
      ...projections.flatMap(({ on }) => Object.keys(on)),
      ...Object.keys(upcasters),
    ];
    expect(used.filter((type) => !known.has(type))).toEqual([]);
  });
});

describe.each(eventTypes.map((event) => [event.type, event] as const))('%s', (_, event) => {
  it('is read through as many upcasters as its schema version asks for', () => {
    expect(event.schemaVersion).toBe(1 + (upcasters[event.type]?.length ?? 0));
  });

  it('stands in a kind of stream that is described', () => {
    expect(streamTypes[event.streamType]?.description).toBeTruthy();
  });

  it('comes from a command', () => {
    const commands = sourcesOfEvents.filter(({ emits }) => emits.includes(event));
    expect(commands.length).toBeGreaterThan(0);
  });

  it('has a name in Chinese and says what has happened, as each of its fields does', () => {
    interface Described {
      title?: string;
      description?: string;
      properties?: Record<string, Described>;
    }
    const undescribed = ({ title, description, properties = {} }: Described, path: string): string[] => [
      ...(title && /\p{Script=Han}/u.test(title) && description ? [] : [path]),
      ...Object.entries(properties).flatMap(([name, field]) => undescribed(field, `${path}.${name}`)),
    ];
    expect(undescribed(z.toJSONSchema(event.data) as Described, event.type)).toEqual([]);
  });
});
