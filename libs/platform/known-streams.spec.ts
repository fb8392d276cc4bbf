import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { StreamFact, StreamRef } from '../event-store/index.ts';
import { aStream } from '../testing/builders/append.builder.ts';
import { KnownStreams } from './known-streams.ts';

const TOWN = 1;

let known: KnownStreams;
let project: StreamRef;
let village: StreamRef;

beforeEach(() => {
  jest.useFakeTimers();
  known = new KnownStreams();
  [project, village] = [aStream('project'), aStream('village')];
});
afterEach(() => void jest.useRealTimers());

const event = (stream: StreamRef, version: number, position = version): StreamFact => ({
  position,
  id: `${stream.id}/${version}`,
  stream: { ...stream, version },
  type: 'NoteTaken',
  schemaVersion: 1,
  data: { text: `note ${version}` },
  occurredOn: '2022-03-15',
});
const history = (stream: StreamRef, length: number) => Array.from({ length }, (_, i) => event(stream, i + 1));
const positions = (streams: StreamRef[], tenantId = TOWN) =>
  known.of(tenantId, streams)?.map(({ position }) => position) ?? null;

describe('what is known of streams', () => {
  it('is nothing at first', () => {
    expect(known.of(TOWN, [project])).toBeNull();
  });

  it('is what was loaded of them, in the order it was recorded', () => {
    known.learn(TOWN, [project, village], [event(village, 1, 3), event(project, 1, 5), event(village, 2, 8)]);
    expect(positions([project, village])).toEqual([3, 5, 8]);
    expect(known.of(TOWN, [project])).toEqual([event(project, 1, 5)]);
  });

  it('is also that there is nothing yet in a stream', () => {
    known.learn(TOWN, [project, village], [event(village, 1)]);
    expect(known.of(TOWN, [project])).toEqual([]);
  });

  it('is not enough where one of them is unknown', () => {
    known.learn(TOWN, [project], [event(project, 1)]);
    expect(known.of(TOWN, [project, village])).toBeNull();
  });

  it('is of one town: another one’s stream of the same name is another stream', () => {
    known.learn(TOWN, [project], [event(project, 1)]);
    expect(known.of(2, [project])).toBeNull();
    known.learn(2, [project], []);
    known.recorded(2, [event(project, 1, 77)]);
    known.forget(2, [village]);
    expect([positions([project]), positions([project], 2)]).toEqual([[1], [77]]);
    known.forget(2, [project]);
    expect([positions([project]), positions([project], 2)]).toEqual([[1], null]);
  });

  it('is the facts, without who recorded them and their hashes', () => {
    known.learn(TOWN, [project], [{ ...event(project, 1), metadata: {}, hash: 'a' } as StreamFact]);
    known.recorded(TOWN, [{ ...event(project, 2), metadata: {} } as StreamFact]);
    expect(known.of(TOWN, [project])).toEqual(history(project, 2));
  });

  it('ends for those that are forgotten', () => {
    known.learn(TOWN, [project, village], []);
    known.forget(TOWN, [project]);
    expect([positions([project]), positions([village])]).toEqual([null, []]);
  });
});

describe('what was just recorded', () => {
  it('is known of the streams that are known', () => {
    known.learn(TOWN, [project], [event(project, 1)]);
    known.recorded(TOWN, [event(project, 2), event(village, 1, 3), event(project, 3, 4)]);
    expect(positions([project])).toEqual([1, 2, 4]);
    expect(positions([village])).toBeNull();
  });

  it('makes a stream unknown of which something is missing in between', () => {
    known.learn(TOWN, [project, village], [event(project, 1)]);
    known.recorded(TOWN, [event(project, 3)]);
    expect([positions([project]), positions([village])]).toEqual([null, []]);
  });

  it('is not lost to a load that began before it', () => {
    known.learn(TOWN, [project], [event(project, 1)]);
    known.recorded(TOWN, [event(project, 2)]);
    known.learn(TOWN, [project], [event(project, 1)]);
    expect(positions([project])).toEqual([1, 2]);
  });

  it('changes nothing of what was given out before', () => {
    known.learn(TOWN, [project], [event(project, 1)]);
    const before = known.of(TOWN, [project]);
    known.recorded(TOWN, [event(project, 2)]);
    expect(before).toEqual([event(project, 1)]);
  });
});

describe('what is known is bounded', () => {
  it('by the length of a stream: 200 events', () => {
    known.learn(TOWN, [project], history(project, 200));
    known.learn(TOWN, [village], history(village, 201));
    expect(positions([project])).toHaveLength(200);
    expect(positions([village])).toBeNull();
    known.recorded(TOWN, [event(project, 201)]);
    expect(positions([project])).toBeNull();
  });

  it('by 10,000 events of all towns: what was not asked for the longest goes', () => {
    known.learn(TOWN, [project, village], [...history(project, 200), ...history(village, 200)]);
    const others = Array.from({ length: 48 }, () => aStream());
    others.forEach((other) => known.learn(2, [other], history(other, 200)));
    expect(positions([project])).toHaveLength(200);
    known.learn(3, [aStream()], []);
    expect(positions([village])).toBeNull();
    expect(positions([project])).toHaveLength(200);
  });

  it('by 10,000 streams, where they have no events', () => {
    known.learn(TOWN, [project], []);
    for (let i = 1; i < 10_000; i++) known.learn(2, [{ type: 'project', id: String(i) }], []);
    expect(positions([{ type: 'project', id: '1' }], 2)).toEqual([]);
    known.learn(2, [village], []);
    expect(positions([project])).toBeNull();
  });

  it('by a minute since it was loaded, whatever was recorded meanwhile', () => {
    known.learn(TOWN, [project, village], []);
    jest.advanceTimersByTime(40_000);
    known.recorded(TOWN, [event(project, 1)]);
    known.learn(TOWN, [village], []);
    expect(positions([project])).toEqual([1]);
    jest.advanceTimersByTime(22_000);
    expect([positions([project]), positions([village])]).toEqual([null, []]);
  });
});
