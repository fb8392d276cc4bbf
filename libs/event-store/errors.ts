import type { StreamRef } from './event.ts';

/** A stream was not where the append expected it: somebody else appended meanwhile. Load again and decide again. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
  constructor(readonly streams: readonly (StreamRef & { expected: number; actual: number })[]) {
    super(
      `version conflict on ${streams.map((s) => `${s.type} ${s.id}: expected ${s.expected}, is ${s.actual}`).join('; ')}`,
    );
  }
}

/** The command id was used before, for another request. */
export class CommandIdReused extends Error {
  override readonly name = 'CommandIdReused';
  constructor(readonly commandId: string) {
    super(`command ${commandId} was carried out before with another content`);
  }
}

/** The tenant is suspended: it is read, not written. */
export class TenantSuspended extends Error {
  override readonly name = 'TenantSuspended';
  constructor(readonly tenantId: number) {
    super(`tenant ${tenantId} is suspended`);
  }
}

/** The tenant was closed for good: it is read, not written. */
export class TenantClosed extends Error {
  override readonly name = 'TenantClosed';
  constructor(readonly tenantId: number) {
    super(`tenant ${tenantId} is closed`);
  }
}

/** There is no such tenant. */
export class UnknownTenant extends Error {
  override readonly name = 'UnknownTenant';
  constructor(readonly tenantId: number) {
    super(`no tenant ${tenantId}`);
  }
}

/** Too many appends are waiting: nothing was written, come again in a moment. */
export class StoreBusy extends Error {
  override readonly name = 'StoreBusy';
  constructor() {
    super('too many appends are waiting');
  }
}
