import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { namedId } from '../../libs/features/shared/streams.ts';
import { PERMISSIONS, ROLES, type Permission, type Role } from '../../libs/tenancy/index.ts';
import { IsolatedApi, LEVEL_OF, type Call, type Told } from '../../libs/testing/isolation/isolated-api.ts';
import {
  makesWhatItNames,
  nameOf,
  namingsOf,
  withValue,
  type DescribedRoutes,
  type Naming,
} from '../../libs/testing/isolation/namings.ts';
import { NAMED_BY, ROUTE_PLACES, type Named } from '../../libs/testing/isolation/route-places.ts';
import {
  allocationOf,
  defectOf,
  eventOf,
  accountOf,
  attachmentOf,
  commandOf,
  COUNTY,
  FILE_TO_NAME,
  marksOf,
  NEIGHBOUR,
  OTHER_COUNTY,
  OTHER_TOWN,
  personOf,
  TOWN,
  venueOf,
  VILLAGES,
  VENUES,
  villageOf,
  type Twin,
} from '../../libs/testing/isolation/twins.ts';
import { openApiDocument } from './openapi.ts';

let isolated: IsolatedApi;
beforeAll(async () => {
  isolated = await IsolatedApi.start();
});
afterAll(async () => {
  await isolated.close();
  expect(isolated.api.errors).toEqual([]);
});

const namings = namingsOf(openApiDocument() as unknown as DescribedRoutes);
const created = namings.filter(makesWhatItNames);
const named = namings.filter((naming) => !makesWhatItNames(naming));

/** An id of this kind that this town or county has and nobody else, and one that nobody has. */
const ONLY_OF: Readonly<Record<Named, (twin: Twin) => string>> = {
  village: villageOf,
  venue: venueOf,
  allocation: allocationOf,
  defect: defectOf,
  event: eventOf,
  person: personOf,
  account: accountOf,
  session: ({ code }) => isolated.sessionOf(code),
  'row of a view': villageOf,
  upload: ({ code }) => isolated.uploadOf(code),
  attachment: attachmentOf,
  town: ({ code }) => code,
};
const NOBODYS = { code: '990109999', name: '', mark: '', digit: 0 };

/** The request with another id at this place, by its owner's own address. */
function callWith({ route, where, field }: Naming, id: string): Call {
  const { params, query, body, bytes, creates } = ROUTE_PLACES[route]!;
  const [method, path] = route.split(' ') as [string, string];
  const values: Record<string, string> = { townCode: TOWN.code, countyCode: COUNTY.code, ...params };
  if (where === 'path') values[field] = id;
  return {
    method,
    path: path.replace(/\{(\w+)\}/g, (_, name: string) => values[name]!),
    bytes,
    query: where === 'query' ? { ...query, [field]: id } : query,
    body: bodyWith({ body, creates, ...(where === 'body' && { field, id }) }),
  };
}

interface BodyParts {
  readonly body: Readonly<Record<string, unknown>> | undefined;
  readonly creates: string | undefined;
  readonly field?: string;
  readonly id?: string;
}

/** A body about something new, where it makes something, and about this, where it names it. */
function bodyWith({ body, creates, field, id }: BodyParts): BodyParts['body'] {
  if (body === undefined) return undefined;
  // Most commands may name files, and few of the examples do.
  const whole = field?.startsWith('attachments.') ? { ...body, attachments: [FILE_TO_NAME] } : body;
  const fresh = creates === undefined ? whole : withValue(whole, creates, randomUUID());
  return field === undefined ? fresh : withValue(fresh, field, id);
}

/** What an answer tells but for the id itself, which the caller knows, and for ids that are made for each request. */
function likeness({ status, text, statements }: Told, id: string) {
  return { status, text: status < 400 ? '' : text.replaceAll(id, 'the id'), statements };
}

const readers = (route: string): Role[] => {
  const { permission } = ROUTE_PLACES[route]!;
  const permitted = permission === null ? ROLES : PERMISSIONS[permission as Permission];
  return ROLES.filter((role) => (permitted as readonly Role[]).includes(role));
};

describe('whatever is named by an id in path, query or body', () => {
  it('is known to this test by its kind', () => {
    expect(named.map(nameOf).filter((name) => !(name in NAMED_BY))).toEqual([]);
    expect(named.length).toBeGreaterThan(100);
  });

  it('is found in lists too, and where a county’s command is about a town', () => {
    const found = named.map(({ route, field }) => `${route.split('/').at(-1)!} ${field}`);
    expect(found).toEqual(
      expect.arrayContaining([
        'adopt-programme villages.0',
        'adopt-programme leadGroup.0',
        'register-venue sharedWith.0',
        'select-site attachments.0.sha256',
        'grant-waiver townCode',
        'set-town-target townCode',
        'grant-period-exception townCode',
      ]),
    );
    expect(created.map(({ field }) => field)).toContain('defects.0.defectId');
  });
});

describe.each(named)('$route, its $field in the $where', (naming) => {
  const kind = NAMED_BY[nameOf(naming)]!;

  it.each(readers(naming.route))('for %s: an id of a foreign tenant is as good as none', async (role) => {
    const foreigners = LEVEL_OF[role] === 'town' ? [NEIGHBOUR, OTHER_TOWN] : [OTHER_TOWN];
    const nobodys = ONLY_OF[kind](NOBODYS);
    const without = await isolated.call(role, callWith(naming, nobodys));
    for (const foreigner of foreigners) {
      const id = ONLY_OF[kind](foreigner);
      const told = await isolated.call(role, callWith(naming, id));
      expect(likeness(told, id)).toEqual(likeness(without, nobodys));
      const all = `${told.text}${told.logged}`;
      const foreign = [...foreigners.flatMap(marksOf), ...marksOf(OTHER_COUNTY)];
      expect(foreign.filter((mark) => all.includes(mark))).toEqual([]);
    }
  });
});

describe('a file that a command names', () => {
  it('is known by its content to the town that has it, and to no other', async () => {
    const naming = named.find(({ field }) => field === 'attachments.0.sha256')!;
    const codes: string[] = [];
    for (const town of [TOWN, NEIGHBOUR]) {
      const { text } = await isolated.call('town-clerk', callWith(naming, attachmentOf(town)));
      codes.push((JSON.parse(text) as { code: string }).code);
    }
    expect(codes.map((code) => code === 'attachment.unknown')).toEqual([false, true]);
  });
});

describe('a village clerk', () => {
  const elsewhere = named.filter(
    (naming) =>
      readers(naming.route).includes('village-clerk') &&
      ['village', 'venue', 'row of a view'].includes(NAMED_BY[nameOf(naming)]!),
  );

  it.each(elsewhere)(
    '$route meets the $field of another village of the town in the $where as none',
    async (naming) => {
      const own = { village: VILLAGES[1], venue: VENUES[1], 'row of a view': VILLAGES[1] };
      const kind = NAMED_BY[nameOf(naming)]!;
      const id = own[kind as keyof typeof own];
      const nobodys = ONLY_OF[kind](NOBODYS);
      const told = await isolated.call('village-clerk', callWith(naming, id));
      const without = await isolated.call('village-clerk', callWith(naming, nobodys));
      expect(likeness(told, id)).toEqual(likeness(without, nobodys));
      expect(told.text).not.toContain(`${TOWN.mark}2`);
    },
  );
});

describe('an id that the client gives to what it makes', () => {
  it.each(created)('$route may be one that another tenant has given: $field', async (naming) => {
    const [role] = readers(naming.route).filter((reader) => reader !== 'village-clerk');
    const makes = [namedId('of nobody'), venueOf(NEIGHBOUR)].map((id) => callWith(naming, id));
    const answers: number[] = [];
    for (const call of makes) answers.push((await isolated.call(role!, call)).status);
    expect(answers[1]).toBe(answers[0]);
  });
});

describe('the key of a command', () => {
  it('that another tenant has used is unused here', async () => {
    const route = `POST /api/v1/towns/{townCode}/commands/register-village`;
    const { body, ...call } = callWith({ route, where: 'body', field: 'code' }, `${TOWN.code}301`);
    const told = await isolated.call('town-clerk', {
      ...call,
      body,
      headers: { 'idempotency-key': commandOf(NEIGHBOUR) },
    });
    expect(told.status).toBe(201);
  });
});
