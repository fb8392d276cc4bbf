import { z } from 'zod';
import { ROLES } from '../../libs/tenancy/index.ts';
import { exportSchema } from './exports.controller.ts';
import { passwordChangeSchema, secondFactorRemovalSchema, secondFactorSchema } from './me.controller.ts';
import { body, json, name, problems } from './openapi-parts.ts';
import { signInSchema } from './sign-in.controller.ts';

const page = {
  name: 'x-zhendi-page',
  in: 'header',
  required: true,
  description: 'what a page of another site cannot send',
  schema: { const: '1' },
};

const none = (description: string) => ({ 204: { description } });

/** The routes of signing in, and of people's own accounts and sessions. */
export const identityPaths = {
  '/api/v1/sign-in': {
    post: {
      operationId: 'signIn',
      summary:
        'A local account; 401 `sign-in.code-needed` asks for the code of its second factor, 429 `sign-in.locked` says how long nothing is looked at after failures. Sets the cookie of the session',
      tags: ['sign-in'],
      security: [],
      requestBody: { required: true, ...body('SignIn', 'A local account') },
      responses: {
        200: body('AccessToken', 'Signed in; seconds until the token expires'),
        ...problems(400, 401, 415, 422, 429),
      },
    },
  },
  '/api/v1/session/refresh': {
    post: {
      operationId: 'refreshSession',
      summary: 'The next access token for the session’s cookie, which is replaced by the next one',
      tags: ['sign-in'],
      security: [{ session: [] }],
      parameters: [page],
      responses: { 200: body('AccessToken', 'As after signing in'), ...problems(401, 403) },
    },
  },
  '/api/v1/session/end': {
    post: {
      operationId: 'endSession',
      summary: 'Signs out: ends the session of the cookie, and removes the cookie',
      tags: ['sign-in'],
      security: [{ session: [] }],
      parameters: [page],
      responses: { ...none('Signed out'), ...problems(403) },
    },
  },
  '/api/v1/me': {
    get: {
      operationId: 'me',
      tags: ['me'],
      responses: { 200: body('Me', 'Who is signed in'), ...problems(401) },
    },
  },
  '/api/v1/me/password': {
    put: {
      operationId: 'changePassword',
      summary: 'A new password: all sessions of the account end, and this one goes on as a new one',
      tags: ['me'],
      requestBody: { required: true, ...body('PasswordChange', 'The present password, and the next') },
      responses: {
        200: body('AccessToken', 'As after signing in'),
        ...problems(400, 401, 409, 415, 422, 429),
      },
    },
  },
  '/api/v1/me/sessions': {
    get: {
      operationId: 'sessions',
      tags: ['me'],
      responses: { 200: body('Sessions', 'Where the account is signed in'), ...problems(401, 403) },
    },
    delete: {
      operationId: 'endSessions',
      summary: 'Signs out everywhere, here as well',
      tags: ['me'],
      responses: { ...none('Signed out'), ...problems(401, 403) },
    },
  },
  '/api/v1/me/sessions/{sessionId}': {
    delete: {
      operationId: 'endOneSession',
      tags: ['me'],
      parameters: [
        { name: 'sessionId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
      ],
      responses: { ...none('It has ended'), ...problems(401, 403, 404) },
    },
  },
  '/api/v1/me/second-factor': {
    post: {
      operationId: 'proposeSecondFactor',
      summary: 'A secret for an app that makes codes (RFC 6238); no code is asked for yet',
      tags: ['me'],
      responses: { 200: body('SecondFactorProposal', 'The secret'), ...problems(401, 403, 409) },
    },
    put: {
      operationId: 'enableSecondFactor',
      summary: 'With a code of the proposed secret: from now on codes are asked for',
      tags: ['me'],
      requestBody: { required: true, ...body('SecondFactorCode', 'A code') },
      responses: { ...none('It is on'), ...problems(400, 401, 403, 415, 422) },
    },
  },
  '/api/v1/me/exports': {
    post: {
      operationId: 'recordExport',
      summary: 'Before a page saves a list as a file: recorded in the audit log',
      tags: ['me'],
      requestBody: { required: true, ...body('Export', 'Which list, and what narrowed it') },
      responses: { ...none('Recorded'), ...problems(400, 401, 403, 415, 422) },
    },
  },
  '/api/v1/me/second-factor/remove': {
    post: {
      operationId: 'removeSecondFactor',
      tags: ['me'],
      requestBody: { required: true, ...body('SecondFactorRemoval', 'The password') },
      responses: { ...none('It is off'), ...problems(400, 401, 403, 409, 415, 422, 429) },
    },
  },
};

/** What their bodies and answers look like. */
export const identitySchemas = {
  SignIn: json(signInSchema),
  AccessToken: json(z.object({ accessToken: z.string(), expiresIn: z.int().describe('seconds') })),
  Me: json(
    z.object({
      subject: z.uuid(),
      username: z.string(),
      roles: z.array(z.enum(ROLES)),
      level: z.enum(['platform', 'county', 'town']),
      county: name.nullable(),
      town: name.nullable(),
      villageId: z.uuid().nullable(),
      permissions: z.array(z.string()).describe('what the roles allow, by the names of docs/permissions.md'),
      mustChangePassword: z
        .boolean()
        .describe('until the initial password is changed, other routes answer 403 `password.change-needed`'),
      secondFactor: z.boolean(),
      kind: z.enum(['local', 'oidc']),
    }),
  ),
  PasswordChange: json(passwordChangeSchema),
  Sessions: json(
    z.object({
      data: z.array(
        z.object({
          id: z.uuid(),
          startedAt: z.iso.datetime(),
          lastUsedAt: z.iso.datetime(),
          address: z.string().nullable(),
          userAgent: z.string().nullable(),
          current: z.boolean(),
        }),
      ),
    }),
  ),
  SecondFactorProposal: json(z.object({ secret: z.string().describe('base32'), uri: z.string() })),
  SecondFactorCode: json(secondFactorSchema),
  Export: json(exportSchema),
  SecondFactorRemoval: json(secondFactorRemovalSchema),
};
