import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PERMISSIONS, ROLES, type Permission, type Role } from '../../libs/tenancy/index.ts';
import { openEventStream } from '../../libs/testing/event-stream.ts';
import {
  IsolatedApi,
  LEVEL_OF,
  PLATFORM,
  type Call,
  type Level,
  type Told,
} from '../../libs/testing/isolation/isolated-api.ts';
import { ROUTE_PLACES, type Place, type RoutePlace } from '../../libs/testing/isolation/route-places.ts';
import {
  COUNTY,
  marksOf,
  NEIGHBOUR,
  OTHER_COUNTY,
  OTHER_TOWN,
  TOWN,
  villageMarks,
} from '../../libs/testing/isolation/twins.ts';
import { servedApiRoutes, servedRoutes } from '../../libs/testing/served-routes.ts';
import { openApiDocument } from './openapi.ts';

let isolated: IsolatedApi;
beforeAll(async () => {
  isolated = await IsolatedApi.start();
});
afterAll(async () => {
  await isolated.close();
  expect(isolated.api.errors).toEqual([]);
});

/** What somebody may ask for, as it lies to the own town or county. */
const TARGETS = ['own', 'neighbour', 'elsewhere', 'nowhere'] as const;
// In the address of the own county: a town of another one, and a code that is no town's.
type Target = (typeof TARGETS)[number] | 'crossed' | 'vacant';
const CODES: Readonly<Record<Target, { readonly townCode: string; readonly countyCode: string }>> = {
  own: { townCode: TOWN.code, countyCode: COUNTY.code },
  neighbour: { townCode: NEIGHBOUR.code, countyCode: COUNTY.code },
  elsewhere: { townCode: OTHER_TOWN.code, countyCode: OTHER_COUNTY.code },
  nowhere: { townCode: '990109999', countyCode: '990199' },
  crossed: { townCode: OTHER_TOWN.code, countyCode: COUNTY.code },
  vacant: { townCode: '990101998', countyCode: COUNTY.code },
};
const TARGETS_OF: Readonly<Record<Place, readonly Target[]>> = {
  everybody: ['own'],
  self: ['own'],
  town: TARGETS,
  county: ['own', 'elsewhere', 'nowhere'],
  published: ['own', 'elsewhere', 'nowhere'],
  'administered county': ['own', 'elsewhere', 'nowhere'],
  'administered town': [...TARGETS, 'crossed', 'vacant'],
  installation: ['own'],
};
const REACH: Readonly<Record<Place, Readonly<Record<Level, readonly Target[]>>>> = {
  everybody: { town: ['own'], county: ['own'], platform: ['own'] },
  self: { town: ['own'], county: ['own'], platform: ['own'] },
  town: { town: ['own'], county: ['own', 'neighbour'], platform: [] },
  county: { town: [], county: ['own'], platform: [] },
  published: { town: ['own'], county: ['own'], platform: [] },
  'administered county': { town: [], county: ['own'], platform: ['own', 'elsewhere'] },
  'administered town': {
    town: [],
    county: ['own', 'neighbour'],
    platform: ['own', 'neighbour', 'elsewhere'],
  },
  installation: { town: [], county: [], platform: ['own'] },
};

const isPermitted = (role: Role, { permission }: RoutePlace) =>
  permission === null || (PERMISSIONS[permission as Permission] as readonly Role[]).includes(role);

/** What a cell of the matrix must answer: null where it is for the caller. */
function refusal(role: Role, route: RoutePlace, target: Target): 403 | 404 | null {
  if (!isPermitted(role, route)) return 403;
  if (REACH[route.place][LEVEL_OF[role]].includes(target)) return null;
  // That there is an installation is no secret.
  return route.place === 'installation' ? 403 : 404;
}

/** What nobody of the role may find in any answer. */
function foreign(role: Role, { place }: RoutePlace): string[] {
  const facts = (...towns: (typeof TOWN)[]) =>
    towns.flatMap((town) => [1, 2, 3].flatMap((n) => villageMarks(town, n)));
  const elsewhere = [...marksOf(OTHER_TOWN), ...marksOf(OTHER_COUNTY)];
  if (LEVEL_OF[role] === 'platform') return [...facts(TOWN, NEIGHBOUR, OTHER_TOWN, COUNTY, OTHER_COUNTY)];
  if (LEVEL_OF[role] === 'county') return [...elsewhere, PLATFORM.mark];
  // A county's rankings name its towns, and tell nothing else of them.
  const neighbour = marksOf(NEIGHBOUR).filter((mark) => place !== 'published' || mark !== NEIGHBOUR.name);
  const villages = role === 'village-clerk' ? [...villageMarks(TOWN, 2), ...villageMarks(TOWN, 3)] : [];
  return [...elsewhere, ...neighbour, ...facts(COUNTY), `${COUNTY.mark}-`, PLATFORM.mark, ...villages];
}

/** Tenants of which nobody of the level changes anything; and those for which he records no fact. */
const UNTOUCHED_BY = {
  town: [NEIGHBOUR, OTHER_COUNTY, OTHER_TOWN],
  county: [OTHER_COUNTY, OTHER_TOWN],
  platform: [],
};
const NOT_RECORDED_BY = {
  town: [COUNTY],
  county: [TOWN, NEIGHBOUR],
  platform: [TOWN, NEIGHBOUR, COUNTY, OTHER_COUNTY, OTHER_TOWN],
};

const own = (role: Role): string[] =>
  ({
    town: marksOf(TOWN),
    county: [TOWN, NEIGHBOUR, COUNTY].flatMap(marksOf),
    platform: [PLATFORM.mark, TOWN.name],
  })[LEVEL_OF[role]];

function callOf(name: string, { params, query, body, bytes }: RoutePlace, target: Target): Call {
  const [method, path] = name.split(' ') as [string, string];
  const values: Record<string, string> = { ...CODES[target], ...params };
  return {
    method,
    path: path.replace(/\{(\w+)\}/g, (_, parameter: string) => values[parameter]!),
    query,
    body,
    bytes,
  };
}

const everything = ({ headers, text, logged }: Told) => `${JSON.stringify(headers)}\n${text}\n${logged}`;

/** No browser and no proxy keeps it, and nobody is told that what he has is what another was given. */
function expectKeptNowhere({ headers }: Told): void {
  expect([headers['cache-control'], headers['etag'], headers['last-modified']]).toEqual([
    'no-store',
    undefined,
    undefined,
  ]);
}

function expectNothingOf(marks: readonly string[], told: Told): void {
  const all = everything(told);
  expect(marks.filter((mark) => all.includes(mark) || all.includes(encodeURIComponent(mark)))).toEqual([]);
}

/** What is there, and what is nowhere beside it. */
const ALIKE: readonly (readonly [Target, Target])[] = [
  ['neighbour', 'nowhere'],
  ['elsewhere', 'nowhere'],
  ['crossed', 'vacant'],
];

/** What could tell one refusal from another. The time and the number of the request say nothing. */
function likeness({ status, headers, text, statements }: Told) {
  const { date: _, 'x-request-id': __, ...told } = headers;
  return { status, headers: told, text, statements };
}

const routes = Object.entries<object>(openApiDocument().paths).flatMap(([path, operations]) =>
  Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
);

describe('the matrix', () => {
  it('has a place for every route that is described, and for no other', () => {
    expect(Object.keys(ROUTE_PLACES).sort()).toEqual([...routes].sort());
  });

  it('is derived from the description that is served, which lists every route there is', async () => {
    const { text } = await isolated.call(null, { method: 'GET', path: '/api/openapi.json' });
    expect(Object.keys((JSON.parse(text) as { paths: object }).paths).sort()).toEqual(
      Object.keys(openApiDocument().paths).sort(),
    );
    expect(servedApiRoutes(isolated.api.app).sort()).toEqual([...routes].sort());
  });

  it('knows each permission that it speaks of, and leaves none out', () => {
    const spoken = Object.values(ROUTE_PLACES).flatMap(({ permission }) => permission ?? []);
    // The other rows of a view are opened by the same route.
    const others = ['provenance:venue-cards', 'provenance:project-board'];
    expect([...new Set([...spoken, ...others])].sort()).toEqual(Object.keys(PERMISSIONS).sort());
  });
});

describe.each(Object.entries(ROUTE_PLACES))('%s', (name, route) => {
  const targets = TARGETS_OF[route.place];

  it('is shut without signing in, unless it is for everybody, and tells nobody apart', async () => {
    const answers: Told[] = [];
    for (const target of targets) answers.push(await isolated.call(null, callOf(name, route, target)));
    if (route.place !== 'everybody')
      expect(answers.map(({ status }) => status)).toEqual(targets.map(() => 401));
    for (const answer of answers) expect(likeness(answer)).toEqual(likeness(answers[0]!));
  });

  it.each(ROLES)('for %s: the own and nothing else', async (role) => {
    const level = LEVEL_OF[role];
    const digest = () => isolated.digest(UNTOUCHED_BY[level], NOT_RECORDED_BY[level]);
    const before = await digest();
    const refused = new Map<Target, Told>();
    for (const target of targets) {
      const status = refusal(role, route, target);
      if (status === null && (route.streams || route.signsOut)) continue;
      const told = await isolated.call(role, callOf(name, route, target));
      expectNothingOf(foreign(role, route), told);
      expectKeptNowhere(told);
      if (status === null) {
        const shut = [401, 403, 404].filter((refused) => refused !== route.answers);
        expect([target, shut.includes(told.status), told.status < 500]).toEqual([target, false, true]);
      } else {
        expect([target, told.status]).toEqual([target, status]);
        refused.set(target, told);
      }
    }
    // Of what is not one's own, what is there and what is not are the same, to the statements that it takes to say so.
    for (const [there, nowhere] of ALIKE) {
      if (refused.has(there) && refused.has(nowhere))
        expect(likeness(refused.get(there)!)).toEqual(likeness(refused.get(nowhere)!));
    }
    expect(await digest()).toBe(before);
  });

  const readers = ROLES.filter((role) => refusal(role, route, 'own') === null);

  it('is for somebody', () => expect(readers).not.toEqual([]));

  if (route.reveals) {
    it('shows those whom it is for what is their own, so that something could be shown to others', async () => {
      for (const role of readers) {
        const { status, headers, text } = await isolated.call(role, callOf(name, route, 'own'));
        const shown = `${text}${decodeURIComponent(String(headers['content-disposition']))}`;
        expect([role, status, own(role).some((mark) => shown.includes(mark))]).toEqual([role, 200, true]);
      }
    });
  }

  if (route.streams) {
    it('opens for those whom it is for', async () => {
      for (const role of readers) {
        const { path } = callOf(name, route, 'own');
        const stream = await openEventStream(`${isolated.api.url}${path}`, isolated.token(role));
        expect(stream.response.status).toBe(200);
        stream.close();
        await stream.ended;
      }
    });
  }
});

describe('outside of the API', () => {
  it('nothing of anybody is told, by the pages, the descriptions and the metrics', async () => {
    // Whether it is ready: no worker is here, so that it is not, which is an error.
    const outside = servedRoutes(isolated.api.app).filter(
      (route) => route.startsWith('GET /') && !/ \/api\/v1\/|[*:]|readyz/.test(route),
    );
    expect(outside).toEqual(
      expect.arrayContaining(['GET /healthz', 'GET /metrics', 'GET /api/openapi.json']),
    );
    const answers: string[] = [(await isolated.api.operator.get('/metrics')).body as string];
    for (const route of outside) {
      answers.push(everything(await isolated.call(null, { method: 'GET', path: route.slice(4) })));
    }
    expect(answers[0]).toContain('zhendi_append_seconds');
    const all = [TOWN, NEIGHBOUR, COUNTY, OTHER_TOWN, OTHER_COUNTY];
    const marks = all.flatMap((tenant) => [...marksOf(tenant), tenant.code]);
    expect(marks.filter((mark) => answers.some((answer) => answer.includes(mark)))).toEqual([]);
  });
});

describe('the log', () => {
  it('holds no fact, name or account of anybody, whatever was asked for', () => {
    const all = isolated.api.log.join('');
    expect(
      [TOWN, NEIGHBOUR, COUNTY, OTHER_TOWN, OTHER_COUNTY]
        .flatMap(marksOf)
        .filter((mark) => all.includes(mark)),
    ).toEqual([]);
  });
});
