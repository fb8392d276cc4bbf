import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anAppend, anEvent, aStream, hashOf } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { append, EventReader, type ExpectedVersion } from './index.ts';

let installation: Installation;

beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());

interface Step {
  readonly town: 0 | 1;
  readonly command: number;
  readonly request: 0 | 1;
  readonly expectations: readonly { readonly stream: number; readonly version: ExpectedVersion }[];
  /** The stream of each event. */
  readonly writes: readonly number[];
}

const stream = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.record({
  town: fc.constantFrom(0, 1),
  command: fc.nat({ max: 9 }),
  request: fc.constantFrom(0, 0, 0, 1),
  expectations: fc.array(
    fc.record({
      stream,
      version: fc.oneof(fc.constantFrom<ExpectedVersion>('any', 'none'), fc.nat({ max: 4 })),
    }),
    { maxLength: 2 },
  ),
  writes: fc.array(stream, { maxLength: 3 }),
});

type Outcome = 'conflict' | 'key-reused' | { outcome: 'appended' | 'repeated'; first: number; last: number };

/** What one tenant must do, in the simplest words there are. */
class TenantModel {
  readonly events: { stream: number; version: number }[] = [];
  private readonly commands = new Map<number, { request: number; first: number; last: number }>();

  apply({ command, request, expectations, writes }: Step): Outcome {
    const earlier = this.commands.get(command);
    if (earlier && earlier.request !== request) return 'key-reused';
    if (earlier) return { outcome: 'repeated', first: earlier.first, last: earlier.last };
    const holds = ({ stream, version }: Step['expectations'][number]) =>
      version === 'any' || (version === 'none' ? 0 : version) === this.version(stream);
    if (!expectations.every(holds)) return 'conflict';
    const first = this.events.length + 1;
    for (const stream of writes) this.events.push({ stream, version: this.version(stream) + 1 });
    const span = { first, last: this.events.length };
    this.commands.set(command, { request, ...span });
    return { outcome: 'appended', ...span };
  }

  private version(stream: number): number {
    return this.events.filter((event) => event.stream === stream).length;
  }
}

describe('any sequence of appends', () => {
  it('does to a store what it does to a model of lists', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 16 }), async (steps) => {
        const { towns } = await installation.aCounty(2);
        const models = [new TenantModel(), new TenantModel()];
        const streams = [0, 1, 2].map(() => aStream());
        const commandIds = Array.from({ length: 10 }, () => aStream().id);
        for (const step of steps) {
          const outcome = await append(
            installation.app,
            anAppend({
              tenantId: towns[step.town]!,
              commandId: commandIds[step.command]!,
              requestHash: hashOf(String(step.request)),
              expectations: step.expectations.map((e) => ({
                stream: streams[e.stream]!,
                version: e.version,
              })),
              events: step.writes.map((i) => anEvent({ stream: streams[i]! })),
            }),
          ).then(
            ({ outcome, firstPosition, lastPosition }) => ({
              outcome,
              first: firstPosition,
              last: lastPosition,
            }),
            (error: Error) => error.name,
          );
          expect(outcome).toEqual(named(models[step.town]!.apply(step)));
        }
        for (const [i, tenantId] of towns.entries()) {
          const recorded = await new EventReader(installation.owner).tenant(tenantId, { limit: 100 });
          expect(recorded.map((e) => [e.position, e.stream.id, e.stream.version])).toEqual(
            models[i]!.events.map((e, at) => [at + 1, streams[e.stream]!.id, e.version]),
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});

function named(outcome: Outcome): unknown {
  return outcome === 'conflict' ? 'VersionConflict' : outcome === 'key-reused' ? 'CommandIdReused' : outcome;
}
