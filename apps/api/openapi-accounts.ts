import { z } from 'zod';
import { ROLES } from '../../libs/tenancy/index.ts';
import { accountChangeSchema, newAccountSchema } from './accounts.controller.ts';
import { body, county, json, problems, town } from './openapi-parts.ts';

const accountId = {
  name: 'accountId',
  in: 'path',
  required: true,
  schema: { type: 'string', format: 'uuid' },
};

const paths = (prefix: string, owner: object, whose: string) => ({
  [`${prefix}/accounts`]: {
    get: {
      operationId: `${whose}-accounts`,
      tags: ['accounts'],
      summary: `The accounts of a ${whose}, by name`,
      parameters: [owner],
      responses: { 200: body('Accounts', 'The accounts'), ...problems(401, 403, 404) },
    },
    post: {
      operationId: `create-${whose}-account`,
      tags: ['accounts'],
      summary:
        'Creates an account; its initial password is shown this once, and changed at the first sign-in',
      parameters: [owner],
      requestBody: { required: true, ...body('NewAccount', 'Who it is to be') },
      responses: { 201: body('CreatedAccount', 'Created'), ...problems(400, 401, 403, 404, 415, 422) },
    },
  },
  [`${prefix}/accounts/{accountId}`]: {
    patch: {
      operationId: `change-${whose}-account`,
      tags: ['accounts'],
      summary: 'Changes roles and village, disables or enables; its sessions follow within seconds',
      parameters: [owner, accountId],
      requestBody: { required: true, ...body('AccountChange', 'What is to change') },
      responses: { 200: body('Account', 'As it is now'), ...problems(400, 401, 403, 404, 415, 422) },
    },
  },
  [`${prefix}/accounts/{accountId}/password`]: {
    post: {
      operationId: `reset-${whose}-account-password`,
      tags: ['accounts'],
      summary: 'A new initial password; ends all sessions and takes a second factor away',
      parameters: [owner, accountId],
      responses: { 201: body('InitialPassword', 'Set; shown this once'), ...problems(401, 403, 404) },
    },
  },
});

/** The routes by which leaders of towns and administrators of counties manage accounts. */
export const accountPaths = {
  ...paths('/api/v1/towns/{townCode}', town, 'town'),
  ...paths('/api/v1/counties/{countyCode}', county, 'county'),
};

const account = z.object({
  id: z.uuid(),
  username: z.string(),
  kind: z.enum(['local', 'oidc']),
  roles: z.array(z.enum(ROLES)),
  villageId: z.uuid().nullable(),
  disabled: z.boolean(),
  mustChangePassword: z.boolean(),
  secondFactor: z.boolean(),
  lastSignInAt: z.iso.datetime().nullable(),
});

export const accountSchemas = {
  Account: json(account),
  Accounts: json(z.object({ data: z.array(account) })),
  NewAccount: json(newAccountSchema),
  AccountChange: json(accountChangeSchema),
  CreatedAccount: json(z.object({ id: z.uuid(), username: z.string(), initialPassword: z.string() })),
  InitialPassword: json(z.object({ initialPassword: z.string() })),
};
