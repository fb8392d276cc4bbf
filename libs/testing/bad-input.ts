import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { Answer } from './api-client.ts';
import { exampleCommands, type CommandRoute } from './example-commands.ts';

type Body = Record<string, unknown>;

/** Expects a problem as it is promised for every refusal: never a 5xx, RFC 9457, with a code and pointers. */
export function expectProblem({ status, headers, body }: Answer): void {
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(body).toMatchObject({
    type: `urn:zhendi:problem:${body.code}`,
    title: expect.stringMatching(/\p{Script=Han}/u),
    status,
    code: expect.stringMatching(/^[a-z-]+(\.[a-z-]+)*$/),
  });
  if (body.code !== 'validation') return;
  expect(body.errors.length).toBeGreaterThan(0);
  for (const error of body.errors) {
    expect(error.pointer).toMatch(/^($|\/|\?)/);
    expect(error.message).toMatch(/\p{Script=Han}/u);
  }
}

/** A valid body of the command, with unused ids for what it creates. */
export function freshBody(route: CommandRoute): Body {
  const body: Body = { ...exampleCommands[route] };
  for (const id of ['allocationId', 'trainingId']) if (id in body) body[id] = randomUUID();
  if (route === 'plan-venue') body.venueId = randomUUID();
  return body;
}

const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(
    '',
    ' ',
    'NaN',
    'null',
    '\u0000',
    '\ud83c',
    '\udfe0\ud83c',
    '\u202e',
    '<img src=x onerror=alert(1)>',
    "'; delete from zhendi.event; --",
    '🏠'.repeat(61),
    '村'.repeat(2_000),
    '2024-02-30',
    '9999-12-31',
    '99999999-9999-9999-9999-999999999999',
  ),
);
const oddNumber = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(0, -0, -1, 0.5, 2 ** 31, 2 ** 53, 2 ** 63, 1e21, 1e308, -1e308, 5e-324),
);
const deep = fc.integer({ min: 1, max: 2_000 }).map((depth) => {
  let value: unknown = null;
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { value };
  // A report of what failed must not drown in it.
  return Object.defineProperty([value], fc.toStringMethod, { value: () => `[a value ${depth} levels deep]` });
});
const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  oddNumber,
  deep,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(null, true, false, [], {}, [[]], [null]),
);
const oddKey = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '',
    'constructor',
    'toString',
    'hasOwnProperty',
    '__proto__',
    'a/b~c',
    'tenantId',
    'position',
    '0',
  ),
);

type Change = (body: Body) => Body;
const changes = (fields: readonly string[]): fc.Arbitrary<Change> => {
  const field = fc.constantFrom(...fields);
  return fc.oneof(
    fc.tuple(field, oddValue).map(([name, value]): Change => (body) => ({ ...body, [name]: value })),
    field.map(
      (name): Change =>
        ({ [name]: _, ...rest }) =>
          rest,
    ),
    fc.tuple(oddKey, oddValue).map(
      ([name, value]): Change =>
        // Not by assignment: that would set the prototype.
        (body) =>
          Object.defineProperty({ ...body }, name, { value, enumerable: true }),
    ),
  );
};

/** Bodies of a command with a few things wrong in them, or not wrong enough. */
export function spoiledBody(route: CommandRoute): fc.Arbitrary<unknown> {
  const fields = [...Object.keys(exampleCommands[route]), 'labourDays', 'allocationId', 'villageId'];
  const spoiled = fc
    .array(changes(fields), { minLength: 1, maxLength: 3 })
    .map((list) => list.reduce((body, change) => change(body), freshBody(route)));
  return fc.oneof({ arbitrary: spoiled, weight: 9 }, { arbitrary: oddValue, weight: 1 });
}
