import { z } from 'zod';
import { exchangeSchema } from './oidc.controller.ts';
import { body, json, problems } from './openapi-parts.ts';

const sentOn = (description: string) => ({
  302: { description, headers: { Location: { schema: { type: 'string' } } } },
  ...problems(404),
});

const answer = (name: string, description: string) => ({
  name,
  in: 'query',
  required: false,
  description,
  schema: { type: 'string' },
});

/** The routes of signing in through an issuer of identities. */
export const oidcPaths = {
  '/api/v1/sign-in/methods': {
    get: {
      operationId: 'signInMethods',
      summary: 'The ways to sign in: with a password, and through an issuer where one is configured',
      tags: ['sign-in'],
      security: [],
      responses: { 200: body('SignInMethods', 'The ways') },
    },
  },
  '/api/v1/sign-in/oidc': {
    get: {
      operationId: 'signInAtIssuer',
      summary: 'For a browser to open: sends it to the issuer. 404 where none is configured',
      tags: ['sign-in'],
      security: [],
      responses: sentOn('To the issuer; to /sign-in?problem=…&id=… when it is away'),
    },
  },
  '/api/v1/sign-in/oidc/callback': {
    get: {
      operationId: 'comeBackFromIssuer',
      summary: 'Where the issuer sends the browser back. Sets the cookie of the session',
      tags: ['sign-in'],
      security: [],
      parameters: [
        answer('state', 'of the sign-in that this browser began'),
        answer('code', 'for the issuer’s tokens, once'),
        answer('error', 'instead of a code'),
      ],
      responses: sentOn('To the pages; to /sign-in?problem=…&id=… when nobody was signed in'),
    },
  },
  '/api/v1/sign-in/oidc/exchange': {
    post: {
      operationId: 'exchangeIssuerToken',
      summary:
        'For programs: an access token of the issuer, a JWT with the audience of this API, for one of this API. Its roles are those that the rules give',
      tags: ['sign-in'],
      security: [],
      requestBody: { required: true, ...body('IssuerToken', 'The issuer’s token') },
      responses: {
        200: body('AccessToken', 'As after signing in, without a cookie'),
        ...problems(400, 401, 403, 404, 415, 422, 429, 503),
      },
    },
  },
};

/** What their bodies and answers look like. */
export const oidcSchemas = {
  IssuerToken: json(exchangeSchema),
  SignInMethods: json(
    z.object({
      local: z.boolean().describe('with a name and a password of this system'),
      oidc: z
        .object({
          label: z.string().describe('what the issuer is called'),
          available: z.boolean().describe('whether it answered when it was last asked'),
        })
        .nullable(),
    }),
  ),
};
