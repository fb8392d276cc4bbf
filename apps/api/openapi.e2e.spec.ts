import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import fc from 'fast-check';
import { countyCommands, townCommands } from '../../libs/features/commands.ts';
import { routeName } from '../../libs/features/shared/command.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { spoiledBody } from '../../libs/testing/bad-input.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import {
  exampleCommands,
  exampleCountyCommands,
  type CommandRoute,
} from '../../libs/testing/example-commands.ts';
import { accepts } from '../../libs/testing/json-schema.ts';
import { servedApiRoutes } from '../../libs/testing/served-routes.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
let document: any;
let api: TestApi;
beforeAll(async () => {
  // Without a worker: thousands of bodies checked in one go would hold its transactions open for longer than the database waits.
  api = await startApi([QINGHE], { workerLater: true });
  document = (await api.anonymous.get('/api/openapi.json')).body;
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

describe('the description of the API', () => {
  it('is a valid OpenAPI 3.1 document', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('is readable as a page, without signing in', async () => {
    const page = await api.anonymous.get('/api/docs', { accept: 'text/html' });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.body).toContain('Zhendi API');
  });

  it('lists every route of the API that the server has, and no others', () => {
    const described = Object.entries<object>(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = servedApiRoutes(api.app);
    expect(served.length).toBeGreaterThan(10);
    expect(described.sort()).toEqual(served.sort());
  });

  it('gives each operation an id of its own, and says what it needs', () => {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    const operations = Object.values<any>(document.paths).flatMap((path) => Object.values<any>(path));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    const open = operations.filter(({ security }) => security?.length === 0);
    expect(open.map(({ operationId }) => operationId)).toEqual([
      'signIn',
      'signInMethods',
      'signInAtIssuer',
      'comeBackFromIssuer',
      'exchangeIssuerToken',
    ]);
    expect(document.security).toEqual([{ bearer: [] }]);
  });

  it('names in each path exactly the parameters that the path has', () => {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    for (const [path, operations] of Object.entries<any>(document.paths)) {
      const inPath = [...path.matchAll(/{(\w+)}/g)].map(([, name]) => name);
      // eslint-disable-next-line @typescript-eslint/no-explicit-any
      for (const { parameters = [] } of Object.values<any>(operations)) {
        const named = parameters
          .filter((p: { in: string }) => p.in === 'path')
          .map((p: { name: string }) => p.name);
        expect([path, named]).toEqual([path, inPath]);
      }
    }
  });
});

describe('the description of a command', () => {
  const typeOf = (route: string) => townCommands.find(({ name }) => routeName(name) === route)!;
  const schemaOf = (route: string) => document.components.schemas[typeOf(route).name];
  const routes = Object.keys(exampleCommands) as CommandRoute[];

  it('exists for every command', () => {
    expect(townCommands.map(({ name }) => routeName(name)).sort()).toEqual([...routes].sort());
  });

  it.each(routes)('accepts a valid body of %s', (route) => {
    expect(accepts(schemaOf(route), exampleCommands[route])).toBe(true);
    expect(typeOf(route).schema.safeParse(exampleCommands[route]).success).toBe(true);
  });

  it.each(routes)('accepts of %s exactly what the server accepts', (route) => {
    const { schema } = typeOf(route);
    fc.assert(
      fc.property(spoiledBody(route), (body) => {
        const sent: unknown = JSON.parse(JSON.stringify(body));
        expect([accepts(schemaOf(route), sent), sent]).toEqual([schema.safeParse(sent).success, sent]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the description of a county’s command', () => {
  const routes = countyCommands.map((type) => [routeName(type.name), type] as const);

  it('exists for every command', () => {
    expect(routes.map(([route]) => route).sort()).toEqual(Object.keys(exampleCountyCommands).sort());
  });

  it.each(routes)('accepts a valid body of %s, as the server does', (route, { name, schema }) => {
    const body = exampleCountyCommands[route as keyof typeof exampleCountyCommands];
    expect(accepts(document.components.schemas[name], body)).toBe(true);
    expect(schema.safeParse(body).success).toBe(true);
  });
});
