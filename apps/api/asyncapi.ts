import { z } from 'zod';
import { eventTypes, streamTypes } from '../../libs/features/events.ts';
import type { EventType } from '../../libs/features/shared/event.ts';
import { CLOUD_EVENTS, cloudEventSchema, cloudEventType } from './cloud-event.ts';
import { eventsQuery } from './events.controller.ts';

const FEED = '/api/v1/towns/{townCode}/events';

/** AsyncAPI's own schemas are of draft 7. */
function schema(type: z.ZodType, io: 'input' | 'output' = 'output') {
  const { $schema: _, ...rest } = z.toJSONSchema(type, { io, target: 'draft-7' });
  return rest;
}

/** Title and description stand in the message. */
function dataSchema({ data }: EventType) {
  const { title: _, description: __, ...rest } = schema(data);
  return rest;
}

function message(event: EventType) {
  const { title, description } = event.data.meta()!;
  return {
    name: cloudEventType(event.type),
    title,
    summary: description,
    contentType: 'application/cloudevents+json',
    payload: {
      allOf: [
        { $ref: '#/components/schemas/CloudEvent' },
        {
          type: 'object',
          properties: {
            type: { const: cloudEventType(event.type) },
            subject: { pattern: `^${event.streamType}/` },
            schemaversion: { const: event.schemaVersion },
            data: { $ref: `#/components/schemas/${event.type}` },
          },
        },
      ],
    },
  };
}

function channel(title: string, description: string, events: readonly EventType[]) {
  return {
    address: FEED,
    title,
    description,
    parameters: { townCode: { description: 'division code of the town, 9 digits' } },
    messages: Object.fromEntries(events.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])),
  };
}

function operation(name: string, summary: string, events: readonly EventType[]) {
  const { type, ...query } = schema(eventsQuery, 'input').properties!;
  return {
    action: 'send',
    channel: { $ref: `#/channels/${name}` },
    summary,
    security: [{ $ref: '#/components/securitySchemes/bearer' }],
    messages: events.map((event) => ({ $ref: `#/channels/${name}/messages/${event.type}` })),
    bindings: {
      http: {
        method: 'GET',
        query: {
          type: 'object',
          properties: {
            ...query,
            type: { ...(type as object), items: { enum: events.map((event) => event.type) } },
          },
          additionalProperties: false,
        },
        bindingVersion: '0.3.0',
      },
    },
  };
}

/** The kinds of streams, each with the events that stand in it. */
const streams = Object.entries(streamTypes).map(([name, { title, description }]) => ({
  name,
  title,
  description,
  events: eventTypes.filter(({ streamType }) => streamType === name),
}));

/** The AsyncAPI 3.0 description of the event feed, made from the schemas that validate. */
export function asyncApiDocument() {
  const all = { name: 'town', title: '全部', description: 'a town', events: eventTypes };
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Zhendi 阵地',
      version: '1',
      description: `The events of a town, by position, in batches of CloudEvents: GET with \`Accept: ${CLOUD_EVENTS}\`. Whoever follows them keeps the position of the last one and asks for what comes \`after\` it. Money is integer fen, area integer dm², dates are days in Asia/Shanghai. Events of older schema versions are served in the current one.`,
    },
    defaultContentType: CLOUD_EVENTS,
    channels: Object.fromEntries(
      [all, ...streams].map(({ name, title, description, events }) => [
        name,
        channel(title, `Events of ${description}.`, events),
      ]),
    ),
    operations: Object.fromEntries(
      [all, ...streams].map(({ name, events }) => [
        `${name}Events`,
        operation(
          name,
          name === all.name
            ? 'All events of a town'
            : `A town’s events of streams of the kind ${name}: ask for their types`,
          events,
        ),
      ]),
    ),
    components: {
      messages: Object.fromEntries(eventTypes.map((event) => [event.type, message(event)])),
      schemas: {
        CloudEvent: schema(cloudEventSchema),
        ...Object.fromEntries(eventTypes.map((event) => [event.type, dataSchema(event)])),
      },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}
