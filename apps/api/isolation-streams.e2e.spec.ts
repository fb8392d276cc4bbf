import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { namedId } from '../../libs/features/shared/streams.ts';
import type { Role } from '../../libs/tenancy/index.ts';
import { openEventStream, type EventStream } from '../../libs/testing/event-stream.ts';
import { IsolatedApi } from '../../libs/testing/isolation/isolated-api.ts';
import {
  COUNTY,
  marksOf,
  NEIGHBOUR,
  OTHER_COUNTY,
  OTHER_TOWN,
  TOWN,
  type Twin,
} from '../../libs/testing/isolation/twins.ts';
import { query } from '../../libs/testing/test-database.ts';
import { until } from '../../libs/testing/until.ts';
import { USUAL_LIVE } from './http-options.ts';

const EVERYBODY = [TOWN, NEIGHBOUR, COUNTY, OTHER_TOWN, OTHER_COUNTY];

let isolated: IsolatedApi;
beforeAll(async () => {
  isolated = await IsolatedApi.start({ http: { live: { ...USUAL_LIVE, ofAccount: 1 } } });
  isolated.api.startWorker();
});
afterAll(async () => {
  await isolated.close();
  expect(isolated.api.errors).toEqual([]);
});

let last = 300;
/** A fact with the town's mark. */
async function enterFact({ code, mark }: Twin): Promise<number> {
  const clerk = await isolated.api.as(`${mark}-town-clerk`);
  return clerk.record(code, 'register-village', {
    occurredOn: '2024-01-02',
    code: `${code}${(last += 1)}`,
    name: `${mark}1号新村`,
  });
}

async function live({ code, mark }: Twin, role: Role): Promise<EventStream> {
  const { token } = await isolated.api.as(`${mark}-${role}`);
  return openEventStream(`${isolated.api.url}/api/v1/counties/${code}/live`, token!);
}

/** All that a stream tells until it has told of each of these towns, by code, that it is at its position. */
async function heardUntil(stream: EventStream, positions: ReadonlyMap<string, number>): Promise<string[]> {
  const heard: string[] = [];
  const waiting = new Map(positions);
  while (waiting.size > 0) {
    const { data } = await stream.next();
    heard.push(data);
    const { townCode, position } = JSON.parse(data) as { townCode: string; position: number };
    if (position >= (waiting.get(townCode) ?? Infinity)) waiting.delete(townCode);
  }
  return heard;
}

describe('the live stream of a county', () => {
  it.each<Role>(['county-analyst', 'county-reviewer'])(
    'tells a %s of the own towns and of no others',
    async (role) => {
      const [own, other] = [await live(COUNTY, role), await live(OTHER_COUNTY, role)];
      const elsewhere = new Map([[OTHER_TOWN.code, await enterFact(OTHER_TOWN)]]);
      const foreign = await heardUntil(other, elsewhere);
      const here = new Map([
        [NEIGHBOUR.code, await enterFact(NEIGHBOUR)],
        [TOWN.code, await enterFact(TOWN)],
      ]);
      const heard = await heardUntil(own, here);
      expect(heard.filter((data) => data.includes(OTHER_TOWN.code))).toEqual([]);
      expect(foreign.filter((data) => data.includes(COUNTY.code))).toEqual([]);
      expect(
        EVERYBODY.flatMap(marksOf).filter((mark) => [...heard, ...foreign].join('').includes(mark)),
      ).toEqual([]);
      own.close();
      other.close();
      await Promise.all([own.ended, other.ended]);
    },
  );

  it('takes no place of somebody else’s who has an account of the same id', async () => {
    const streams = [await live(COUNTY, 'county-analyst'), await live(OTHER_COUNTY, 'county-analyst')];
    expect(streams.map(({ response }) => response.status)).toEqual([200, 200]);
    streams.forEach((stream) => stream.close());
    await Promise.all(streams.map(({ ended }) => ended));
  });
});

async function textOf(table: string): Promise<string> {
  const rows = await query<{ row: string }>(
    isolated.api.database.ownerUrl,
    `select r::text as row from ${table} r`,
  );
  return rows.map(({ row }) => row).join('');
}

describe('the doorbells of the queue', () => {
  it('hold ids of tenants, and nothing of what happened there', async () => {
    await isolated.api.stopWorker();
    await enterFact(TOWN);
    await enterFact(OTHER_TOWN);
    const tables = await query<{ name: string }>(
      isolated.api.database.ownerUrl,
      `select oid::regclass::text as name from pg_class where relnamespace = 'bullmq'::regnamespace and relkind = 'r'`,
    );
    let rows = '';
    // A doorbell rings after the answer.
    await until(async () => {
      const texts = await Promise.all(tables.map(({ name }) => textOf(name)));
      rows = texts.join('');
      return rows.includes('tenantId');
    });
    const names = EVERYBODY.flatMap((tenant) => [...marksOf(tenant), tenant.code, namedId('twin/village/1')]);
    expect(names.filter((name) => rows.includes(name))).toEqual([]);
  });
});
