import { sourcesOfEvents } from '../../../libs/features/commands.ts';
import { featureEvents, streamTypes } from '../../../libs/features/events.ts';
import { projections } from '../../../libs/features/read-models.ts';
import { routeName } from '../../../libs/features/shared/command.ts';
import type { EventType } from '../../../libs/features/shared/event.ts';
import { upcasters } from '../../../libs/features/upcasters.ts';
import { cloudEventSchema } from '../../api/cloud-event.ts';
import { table } from './markdown-table.ts';
import { schemaFields, type Field } from './schema-fields.ts';

/** The catalogue of events for people, in Markdown: made from the schemas and declarations that the program runs on. */
export function eventsDocument(): string {
  return `${[
    '<!-- Written by `npm run catalogue`; `npm run check` refuses a stale copy. -->',
    '# Events',
    'What can happen in a town or its county, and what is recorded of it. Events are never changed; a correction is another event. The same for programs: [asyncapi.json](asyncapi.json) (AsyncAPI 3.0), served at `/api/asyncapi.json`.',
    table(
      ['event', 'in Chinese', 'stream', 'version', 'feature'],
      Object.entries(featureEvents).flatMap(([feature, events]) =>
        events.map((event) => [
          `[${event.type}](#${event.type.toLowerCase()})`,
          title(event),
          `\`${event.streamType}\``,
          String(event.schemaVersion),
          feature,
        ]),
      ),
    ),
    table(
      ['stream', 'in Chinese', 'is about'],
      Object.entries(streamTypes).map(([name, stream]) => [`\`${name}\``, stream.title, stream.description]),
    ),
    '## What every event bears',
    'As the feed gives it, `GET /api/v1/towns/{townCode}/events` with `Accept: application/cloudevents-batch+json`:',
    fieldTable(schemaFields(cloudEventSchema), 'attribute'),
    'With `?type=`, once or more, only events of these types.',
    ...Object.entries(featureEvents).flatMap(([feature, events]) => [
      `## Feature: ${feature}`,
      ...events.flatMap(eventSection),
    ]),
  ].join('\n\n')}\n`;
}

function eventSection(event: EventType): string[] {
  const commands = sourcesOfEvents.filter(({ emits }) => emits.includes(event));
  const readModels = projections.filter(({ on }) => Object.hasOwn(on, event.type));
  return [
    `### ${event.type}`,
    `**${title(event)}.** ${event.data.meta()!.description}`,
    [
      `- stream: \`${event.streamType}\` (${streamTypes[event.streamType]!.title})`,
      `- schema version: ${versions(event)}`,
      `- comes from: ${commands.map(({ name, summary }) => `\`${routeName(name)}\` (${summary})`).join(', ')}`,
      `- goes into: ${readModels.map(({ name }) => `\`${name}\``).join(', ') || 'no read model'}`,
    ].join('\n'),
    fieldTable(schemaFields(event.data), 'field of `data`'),
  ];
}

function versions({ type, schemaVersion }: EventType): string {
  const steps = upcasters[type]?.length ?? 0;
  if (steps === 0) return `${schemaVersion}, the only one`;
  return `${schemaVersion}; older ones are brought up to it when they are read (${steps} upcaster${steps > 1 ? 's' : ''})`;
}

function title({ data }: EventType): string {
  return data.meta()!.title!;
}

function fieldTable(fields: readonly Field[], name: string): string {
  const inChinese = fields.some((field) => field.title !== '');
  return table(
    [name, ...(inChinese ? ['in Chinese'] : []), 'type', 'required', 'limits', 'meaning, unit'],
    fields.map((field) => [
      `\`${field.name}\``,
      ...(inChinese ? [field.title] : []),
      field.type,
      field.required ? 'yes' : '',
      field.limits,
      field.description,
    ]),
  );
}
