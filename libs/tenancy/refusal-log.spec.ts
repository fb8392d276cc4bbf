import { describe, expect, it } from '@jest/globals';
import type { AuditEntry } from './audit-log.ts';
import { RefusalLog } from './refusal-log.ts';

function aRefusal(differences: Partial<AuditEntry> = {}): AuditEntry {
  return {
    tenantId: 2,
    action: 'request',
    outcome: 'refused',
    actor: 'li',
    username: 'li',
    role: 'town-clerk',
    address: '192.0.2.7',
    target: 'GET /api/v1/towns/:townCode/events',
    details: { status: 404 },
    correlationId: null,
    ...differences,
  };
}

/** A log whose gatherings last until it is closed. */
function aLog(most?: number) {
  const recorded: AuditEntry[] = [];
  const record = (entry: AuditEntry) => Promise.resolve(void recorded.push(entry));
  const onError = (error: unknown) => {
    throw error;
  };
  return { recorded, log: new RefusalLog({ record, onError, gatherMs: 3_600_000, ...(most && { most }) }) };
}

describe('the log of refusals', () => {
  it('has the first of a person at once, and those that follow as one with their number', async () => {
    const { log, recorded } = aLog();
    log.note(aRefusal());
    expect(recorded).toEqual([aRefusal()]);
    for (let i = 0; i < 1_000; i++) log.note(aRefusal({ target: `POST ${i}` }));
    expect(recorded).toHaveLength(1);
    await log.close();
    expect(recorded.slice(1)).toEqual([
      aRefusal({ target: 'POST 999', details: { status: 404, count: 1_000 } }),
    ]);
  });

  it('begins anew after a gathering', async () => {
    const { log, recorded } = aLog();
    log.note(aRefusal());
    await log.close();
    log.note(aRefusal());
    await log.close();
    expect(recorded).toEqual([aRefusal(), aRefusal()]);
  });

  it('keeps persons, tenants, actions and unknown persons’ addresses apart', async () => {
    const { log, recorded } = aLog();
    const apart: Partial<AuditEntry>[] = [
      {},
      { actor: 'wang' },
      { tenantId: 3 },
      { action: 'sign-in' },
      { actor: null },
      { actor: null, address: '192.0.2.8' },
    ];
    for (const differences of apart) log.note(aRefusal(differences));
    expect(recorded).toHaveLength(apart.length);
    log.note(aRefusal({ address: '192.0.2.9' }));
    expect(recorded).toHaveLength(apart.length);
    await log.close();
  });

  it('is bounded, whoever comes: beyond the most that are kept apart, all of a tenant are one', async () => {
    const { log, recorded } = aLog(10);
    for (let i = 0; i < 5_000; i++) log.note(aRefusal({ actor: null, address: `2001:db8::${i}` }));
    await log.close();
    expect(recorded).toHaveLength(12);
    expect(recorded.at(-1)!.details['count']).toBe(5_000 - 11);
  });

  it('tells of what could not be recorded, and goes on', async () => {
    const errors: unknown[] = [];
    const failure = new Error('the database is gone');
    const log = new RefusalLog({
      record: () => Promise.reject(failure),
      onError: (error) => errors.push(error),
    });
    log.note(aRefusal());
    await log.close();
    expect(errors).toEqual([failure]);
  });
});
