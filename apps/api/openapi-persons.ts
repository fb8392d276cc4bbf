import { z } from 'zod';
import { body, json, pathParameter, problems, town } from './openapi-parts.ts';
import { correctionSchema, personSchema, shownPerson } from './persons.controller.ts';

const person = pathParameter('personId', '^[0-9a-fA-F-]{36}$');

/** The routes of a town’s people. */
export const personPaths = {
  '/api/v1/towns/{townCode}/persons': {
    get: {
      operationId: 'persons',
      tags: ['persons'],
      summary: 'The people of a town by id, phone numbers masked',
      parameters: [town],
      responses: { 200: body('Persons', 'The people'), ...problems(401, 403, 404) },
    },
    post: {
      operationId: 'enter-person',
      tags: ['persons'],
      summary: 'Enters a person, who may then be given a post. No event tells of it, the audit log does',
      parameters: [town],
      requestBody: { required: true, ...body('Person', 'A person') },
      responses: { 201: body('PersonId', 'Entered'), ...problems(400, 401, 403, 404, 409, 415, 422) },
    },
  },
  '/api/v1/towns/{townCode}/persons/{personId}': {
    put: {
      operationId: 'correct-person',
      tags: ['persons'],
      summary: 'Puts a person right; the audit log keeps by whom, and whether name or phone',
      parameters: [town, person],
      requestBody: { required: true, ...body('PersonCorrection', 'What is to be put right') },
      responses: { 200: body('PersonId', 'Put right'), ...problems(400, 401, 403, 404, 409, 415, 422) },
    },
  },
  '/api/v1/towns/{townCode}/persons/{personId}/unmask': {
    post: {
      operationId: 'unmask-person',
      tags: ['persons'],
      summary: 'The phone number in full; the audit log keeps that it was asked for',
      parameters: [town, person],
      responses: { 200: body('Phone', 'The number, if there is one'), ...problems(401, 403, 404, 409) },
    },
  },
  '/api/v1/towns/{townCode}/persons/{personId}/erase': {
    post: {
      operationId: 'erase-person',
      tags: ['persons'],
      summary: 'Destroys the key of a person’s data, for good; events keep the id',
      parameters: [town, person],
      responses: { 200: body('ErasedPerson', 'Erased'), ...problems(401, 403, 404) },
    },
  },
};

export const personSchemas = {
  Person: json(personSchema),
  PersonCorrection: json(correctionSchema),
  PersonId: json(z.object({ personId: z.uuid() })),
  Persons: json(z.object({ data: z.array(shownPerson) })),
  Phone: json(z.object({ phone: z.string().nullable() })),
  ErasedPerson: json(z.object({ personId: z.uuid(), erasedAt: z.iso.datetime() })),
};
