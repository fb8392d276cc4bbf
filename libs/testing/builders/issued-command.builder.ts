import { randomUUID } from 'node:crypto';
import type { IssuedCommand } from '../../platform/command-runner.ts';
import type { TenantScope } from '../../tenancy/index.ts';
import { hashOf } from './append.builder.ts';

interface Differences {
  readonly commandId?: string;
  /** ISO date. */
  readonly today?: string;
  readonly role?: string;
}

/** A command as it was issued, with an id of its own: by a town's clerk in the middle of 2024, but for the differences. */
export function anIssuedCommand(
  scope: TenantScope,
  body: object,
  { commandId = randomUUID(), today = '2024-06-15', role = 'town-clerk' }: Differences = {},
): IssuedCommand {
  return {
    scope,
    body,
    commandId,
    requestHash: hashOf(JSON.stringify(body)),
    context: { today, newId: randomUUID(), tenantCode: '990101100' },
    metadata: { actor: 'a', role, source: 'test', correlationId: 'c' },
  };
}
