import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAppend, anEvent, aStream, aStreamAt, hashOf } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import {
  append,
  CommandIdReused,
  EventReader,
  TenantSuspended,
  VersionConflict,
  type ExpectedVersion,
  type StreamRef,
} from './index.ts';

let installation: Installation;
let events: EventReader;

beforeAll(async () => {
  installation = await anInstallation();
  events = new EventReader(installation.owner);
});
afterAll(() => installation.close());

const all = (tenantId: number) => events.tenant(tenantId, { limit: 10_000 });

function expecting(tenantId: number, stream: StreamRef, version: ExpectedVersion) {
  const expectations = [{ stream, version }];
  return append(installation.app, anAppend({ tenantId, expectations, events: [anEvent({ stream })] }));
}

describe('an append', () => {
  it('numbers the events of a tenant and of each stream from 1', async () => {
    const tenantId = await installation.aTown();
    const [one, other] = [aStream('project'), aStream('village')];
    const first = await append(
      installation.app,
      anAppend({ tenantId, events: [one, other, one].map((stream) => anEvent({ stream })) }),
    );
    const second = await append(
      installation.app,
      anAppend({ tenantId, events: [anEvent({ stream: other })] }),
    );

    expect(first).toMatchObject({ outcome: 'appended', firstPosition: 1, lastPosition: 3 });
    expect(second).toMatchObject({ outcome: 'appended', firstPosition: 4, lastPosition: 4 });
    expect((await all(tenantId)).map((e) => [e.position, e.stream.type, e.stream.version])).toEqual([
      [1, 'project', 1],
      [2, 'village', 1],
      [3, 'project', 2],
      [4, 'village', 2],
    ]);
  });

  it('gives back every field of an event exactly as it was sent', async () => {
    const tenantId = await installation.aTown();
    const sent = anEvent({
      stream: { type: 'use', id: '0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001' },
      type: 'TrainingHeld',
      schemaVersion: 3,
      occurredOn: '2024-02-29',
      data: {
        topic: "𠮷𫝆<b>'; drop table event;--",
        hours: 0.5,
        list: [1, null, { 'a"b': '\\u0000 is text\n' }],
      },
    });
    await append(installation.app, anAppend({ tenantId, events: [sent] }));
    const [read] = await all(tenantId);
    expect(read).toEqual({
      ...sent,
      tenantId,
      position: 1,
      stream: { ...sent.stream, version: 1 },
      recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('may carry no event at all: the command is on record and no position is used', async () => {
    const tenantId = await installation.aTown();
    await aStreamAt(installation.app, tenantId, 2);
    const command = anAppend({ tenantId, events: [] });
    const first = await append(installation.app, command);
    expect(first).toMatchObject({ outcome: 'appended', firstPosition: 3, lastPosition: 2 });
    const again = await append(installation.app, command);
    expect(again).toEqual({ ...first, outcome: 'repeated' });
    const next = await append(installation.app, anAppend({ tenantId }));
    expect(next.firstPosition).toBe(3);
  });

  it('takes 5,000 events at once, and one more after them', async () => {
    const tenantId = await installation.aTown();
    const streams = Array.from({ length: 50 }, () => aStream());
    const many = Array.from({ length: 5_000 }, (_, i) => anEvent({ stream: streams[i % 50]!, data: { i } }));
    const result = await append(installation.app, anAppend({ tenantId, events: many }));
    expect(result).toMatchObject({ firstPosition: 1, lastPosition: 5_000 });
    const next = await expecting(tenantId, streams[0]!, 100);
    expect(next.lastPosition).toBe(5_001);
    const recorded = await all(tenantId);
    expect(recorded.map((e) => e.position)).toEqual(Array.from({ length: 5_001 }, (_, i) => i + 1));
    expect(recorded.slice(0, 5_000).map((e) => e.data)).toEqual(many.map((e) => e.data));
  });

  it('takes types of streams of 40 characters and of events of 80, of letters only, and no others', async () => {
    const tenantId = await installation.aTown();
    const naming = (streamType: string, type: string) =>
      append(
        installation.app,
        anAppend({ tenantId, events: [anEvent({ stream: aStream(streamType), type })] }),
      );
    const [stream, event] = ['a'.repeat(40), `A${'b'.repeat(79)}`];
    expect(await naming(stream, event)).toMatchObject({ outcome: 'appended' });
    for (const wrong of [`${stream}a`, '', '-a', 'A', 'a1', 'a"', 'a\n']) {
      await expect(naming(wrong, event)).rejects.toThrow('event_stream_type_check');
    }
    for (const wrong of [`${event}b`, '', 'a', 'Ab1', 'A-b', 'A"', 'A\n']) {
      await expect(naming(stream, wrong)).rejects.toThrow('event_type_check');
    }
    expect(await all(tenantId)).toHaveLength(1);
  });

  it('is refused with all it carries when one of its events is not valid', async () => {
    const tenantId = await installation.aTown();
    const bad = [
      { type: 'not a type' },
      { schemaVersion: 0 },
      { occurredOn: '2022-02-30' },
      { occurredOn: 'infinity' },
      { occurredOn: '-infinity' },
      { occurredOn: '0044-03-15 BC' },
      { occurredOn: '10000-01-01' },
      { stream: aStream('X') },
    ];
    for (const difference of bad) {
      const command = anAppend({ tenantId, events: [anEvent(), anEvent(difference)] });
      await expect(append(installation.app, command)).rejects.toThrow();
    }
    expect(await all(tenantId)).toEqual([]);
    expect(await events.head(tenantId)).toBe(0);
  });
});

describe('an expectation', () => {
  it.each<{ expected: ExpectedVersion; actual: number }>([
    { expected: 'any', actual: 0 },
    { expected: 'any', actual: 2 },
    { expected: 'none', actual: 0 },
    { expected: 0, actual: 0 },
    { expected: 2, actual: 2 },
  ])('of $expected holds for a stream at $actual', async ({ expected, actual }) => {
    const tenantId = await installation.aTown();
    const stream = await aStreamAt(installation.app, tenantId, actual);
    expect(await expecting(tenantId, stream, expected)).toMatchObject({ outcome: 'appended' });
    expect((await events.stream(tenantId, stream)).map((e) => e.stream.version)).toHaveLength(actual + 1);
  });

  it.each<{ expected: ExpectedVersion; number: number; actual: number }>([
    { expected: 'none', number: 0, actual: 2 },
    { expected: 1, number: 1, actual: 2 },
    { expected: 3, number: 3, actual: 2 },
    { expected: 1, number: 1, actual: 0 },
  ])('of $expected fails for a stream at $actual, saying both', async ({ expected, number, actual }) => {
    const tenantId = await installation.aTown();
    const stream = await aStreamAt(installation.app, tenantId, actual);
    const refused = expecting(tenantId, stream, expected);
    await expect(refused).rejects.toThrow(VersionConflict);
    await expect(refused).rejects.toMatchObject({ streams: [{ ...stream, expected: number, actual }] });
    expect(await all(tenantId)).toHaveLength(actual);
  });

  it('about a stream that is only read is checked too', async () => {
    const tenantId = await installation.aTown();
    const village = await aStreamAt(installation.app, tenantId, 1);
    const command = anAppend({ tenantId, expectations: [{ stream: village, version: 'none' }] });
    await expect(append(installation.app, command)).rejects.toThrow(VersionConflict);
    expect(await all(tenantId)).toHaveLength(1);
  });

  it('that contradicts another one about the same stream fails, whichever comes first', async () => {
    const tenantId = await installation.aTown();
    const stream = await aStreamAt(installation.app, tenantId, 1);
    for (const versions of [
      ['none', 1],
      [1, 'none'],
    ] as const) {
      const expectations = versions.map((version) => ({ stream, version }));
      await expect(append(installation.app, anAppend({ tenantId, expectations }))).rejects.toThrow(
        VersionConflict,
      );
    }
    expect(await all(tenantId)).toHaveLength(1);
  });

  it('about one of several streams that fails keeps all of them as they were', async () => {
    const tenantId = await installation.aTown();
    const [first, second] = [
      await aStreamAt(installation.app, tenantId, 1),
      await aStreamAt(installation.app, tenantId, 2),
    ];
    const command = anAppend({
      tenantId,
      expectations: [
        { stream: first, version: 1 },
        { stream: second, version: 1 },
      ],
      events: [anEvent({ stream: first }), anEvent({ stream: second })],
    });
    await expect(append(installation.app, command)).rejects.toMatchObject({
      streams: [{ ...second, expected: 1, actual: 2 }],
    });
    expect(await events.stream(tenantId, first)).toHaveLength(1);
    expect(await events.stream(tenantId, second)).toHaveLength(2);
  });

  it('tells streams of one id and different types apart', async () => {
    const tenantId = await installation.aTown();
    const project = await aStreamAt(installation.app, tenantId, 1);
    expect(await expecting(tenantId, { type: 'village', id: project.id }, 'none')).toMatchObject({
      lastPosition: 2,
    });
  });
});

describe('a command id', () => {
  it('that comes again gives the first result and writes nothing', async () => {
    const tenantId = await installation.aTown();
    const stream = aStream();
    const command = anAppend({
      tenantId,
      expectations: [{ stream, version: 'none' }],
      events: [anEvent({ stream })],
    });
    const first = await append(installation.app, command);
    await expecting(tenantId, stream, 1);

    const again = await append(installation.app, { ...command, events: [anEvent({ stream })] });

    expect(again).toEqual({ ...first, outcome: 'repeated' });
    expect(await all(tenantId)).toHaveLength(2);
    expect(await events.receipt(tenantId, command.commandId)).toEqual({
      requestHash: command.requestHash,
      firstPosition: 1,
      lastPosition: 1,
    });
  });

  it('that comes again with another request is refused and writes nothing', async () => {
    const tenantId = await installation.aTown();
    const command = anAppend({ tenantId });
    await append(installation.app, command);
    const other = anAppend({
      tenantId,
      commandId: command.commandId,
      requestHash: hashOf('another request'),
    });
    await expect(append(installation.app, other)).rejects.toThrow(CommandIdReused);
    expect(await all(tenantId)).toHaveLength(1);
  });

  it('of a refused command is free for another try', async () => {
    const tenantId = await installation.aTown();
    const stream = await aStreamAt(installation.app, tenantId, 1);
    const command = anAppend({ tenantId, expectations: [{ stream, version: 'none' }] });
    await expect(append(installation.app, command)).rejects.toThrow(VersionConflict);
    const second = { ...command, expectations: [{ stream, version: 1 as const }] };
    expect(await append(installation.app, second)).toMatchObject({ outcome: 'appended', lastPosition: 2 });
  });

  it('answers its first result even after the tenant was suspended', async () => {
    const tenantId = await installation.aTown();
    const command = anAppend({ tenantId });
    const first = await append(installation.app, command);
    await installation.suspend(tenantId);
    expect(await append(installation.app, command)).toEqual({ ...first, outcome: 'repeated' });
    await expect(append(installation.app, anAppend({ tenantId }))).rejects.toThrow(TenantSuspended);
  });
});
