import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { freshBody } from '../../libs/testing/bad-input.ts';
import { eventCount, QINGHE } from '../../libs/testing/counties.ts';
import { query } from '../../libs/testing/test-database.ts';

const TOWN = '990101100';
const NAMES = {
  'an emoji of several characters': '👨‍👩‍👧‍👦红旗村🏠',
  'characters of the extension planes': '𬒈𠮷㙦𰻝村',
  'a script': '<script>alert("村")</script>',
  'an attribute that breaks out': '"><img src=x onerror=alert(1)>',
  entities: '&lt;村&gt;&#26449;&amp;',
  'an injected statement': "'; drop table zhendi.event; --",
  'an injected condition': "' or '1'='1",
  placeholders: '$1 ${1} %s {{7*7}} :name ?',
  'a backslash escape': '\\u0000 \\n \\ud83c',
  'JSON within': '{"code":"1"}]',
  'blanks at both ends': '  村 ',
  'the composed letter': 'é',
  'the decomposed letter': 'e\u0301',
  'writing from right to left': 'قرية',
  'an invisible joiner': '青\u200d石',
  'a private character': '\ue000\u{10fffd}',
  'a non-character': '\uffff\ufffe',
  'the replacement character': '\ufffd',
  'the longest name': '𬒈'.repeat(60),
  'a name like a number': '0001',
  'a name like nothing': 'null',
};

let api: TestApi;
let clerk: ApiClient;
beforeAll(async () => {
  api = await startApi([QINGHE]);
  clerk = await api.clerk(TOWN);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

let last = 300;

describe.each(Object.entries(NAMES))('%s', (_, name) => {
  it('comes back byte for byte from events and views', async () => {
    const code = `${TOWN}${(last += 1)}`;
    const villageIn = await clerk.command(TOWN, 'register-village', { occurredOn: '2024-01-02', code, name });
    const villageId: string = villageIn.body.events[0].streamId;
    const venueId = randomUUID();
    const plan = {
      ...freshBody('plan-venue'),
      venueId,
      villageId,
      venueName: name,
      reason: name,
      campaign: name,
    };
    await clerk.record(TOWN, 'plan-venue', plan);
    const allocation = { ...freshBody('allocate-funds'), venueId, source: name, documentNo: name };
    await clerk.record(TOWN, 'allocate-funds', allocation);
    const training = { ...freshBody('hold-training'), villageId, venueId: undefined, topic: name };
    const position = await clerk.record(TOWN, 'hold-training', training);

    const atLeast = { atLeast: position, villageId };
    const [village] = (await clerk.townView(TOWN, 'village-cards', atLeast)).body.data;
    const [venue] = (await clerk.townView(TOWN, 'venue-cards', atLeast)).body.data;
    const { data } = (await clerk.get(`/api/v1/towns/${TOWN}/events?villageId=${villageId}`)).body;
    const summary = (await clerk.townView(TOWN, 'town-summary')).body.data;

    expect([village.name, venue.name, venue.villageName]).toEqual([name, name, name]);
    expect(data).toMatchObject([
      { data: { name } },
      { data: { venueName: name, reason: name, campaign: name } },
      { data: { source: name, documentNo: name } },
      { data: { topic: name } },
    ]);
    expect(summary.funds.bySource.map((part: { source: string }) => part.source)).toContain(name);
    const [stored] = await query<{ hex: string }>(
      api.database.ownerUrl,
      `select encode(convert_to(name, 'UTF8'), 'hex') as hex from read_model.village_card where code = $1`,
      [code],
    );
    expect(stored!.hex).toBe(Buffer.from(name, 'utf8').toString('hex'));
  });
});

it('two names that only look alike stay two sources of funds', async () => {
  const { bySource } = (await clerk.townView(TOWN, 'town-summary')).body.data.funds;
  const sources = bySource.map((part: { source: string }) => part.source);
  expect(sources.filter((source: string) => source.normalize() === 'é')).toHaveLength(2);
  expect(new Set(sources).size).toBe(Object.keys(NAMES).length);
});

it('nothing but these facts was stored', async () => {
  expect(await eventCount(api.database.ownerUrl, TOWN)).toBe(4 * Object.keys(NAMES).length);
});
