import { describe, expect, it } from '@jest/globals';
import type { JsonObject, RecordedEvent } from './event.ts';
import { upcast, type Upcasters } from './upcasters.ts';

const recorded = (schemaVersion: number, data: JsonObject, type = 'FundsAllocated'): RecordedEvent => ({
  tenantId: 7,
  position: 1,
  id: '00000000-0000-0000-0000-000000000002',
  stream: { type: 'project', id: '00000000-0000-0000-0000-000000000001', version: 1 },
  type,
  schemaVersion,
  occurredOn: '2022-03-15',
  recordedAt: '2022-03-15T01:02:03.000000Z',
  data,
  metadata: { actor: 'a', role: 'r', source: 's', commandId: 'c', correlationId: 'o' },
  hash: 'ab'.repeat(32),
});

/** Version 1 held yuan, version 2 fen, version 3 names the tier too. */
const upcasters: Upcasters = {
  FundsAllocated: [
    ({ amountYuan, ...data }) => ({ ...data, amountFen: (amountYuan as number) * 100 }),
    (data) => ({ ...data, tier: 'town' }),
  ],
};

describe('an event of an older schema version', () => {
  it('goes through every step from its version to the current one, in order', () => {
    expect(upcast(recorded(1, { amountYuan: 3, source: 'x' }), upcasters)).toEqual(
      recorded(3, { amountFen: 300, source: 'x', tier: 'town' }),
    );
  });

  it('that is one version behind goes through the last step only', () => {
    expect(upcast(recorded(2, { amountFen: 5 }), upcasters)).toEqual(
      recorded(3, { amountFen: 5, tier: 'town' }),
    );
  });

  it('keeps its hash and is not itself changed', () => {
    const old = recorded(1, Object.freeze({ amountYuan: 3 }));
    expect(upcast(Object.freeze(old), upcasters).hash).toBe('ab'.repeat(32));
    expect(old).toEqual(recorded(1, { amountYuan: 3 }));
  });
});

describe('an event that needs nothing', () => {
  it.each([3, 4])('is given as it is: current or newer, version %d', (version) => {
    const event = recorded(version, { amountFen: 5, tier: 'village' });
    expect(upcast(event, upcasters)).toBe(event);
  });

  it('is given as it is: of a type without steps', () => {
    const event = recorded(1, { a: 1 }, 'TrainingHeld');
    expect(upcast(event, upcasters)).toBe(event);
  });
});
