import type { KeyObject } from 'node:crypto';
import type { ChainPoint, SqlClient } from '../../../libs/event-store/index.ts';
import { publishedKeys } from '../../../libs/platform/signing-key.ts';
import {
  auditGenesis,
  auditHistory,
  storedAudits,
  verifyAuditChain,
  type AuditFault,
  type StoredAudit,
} from '../../../libs/tenancy/index.ts';
import type { BrokenHead } from '../verify/check-publications.ts';
import { readSeal, sealFollows } from './archive-seal.ts';

/**
 * Recomputes the audit logs of an installation.
 *
 * @param code only this tenant's.
 * @param broken published heads that are not in the log any more, by the public id of the tenant.
 * @param tell is told of the first fault of each log.
 * @returns the number of stored entries that hold.
 */
export async function verifyAudits(
  owner: SqlClient,
  home: string,
  { code, broken }: { code: string | undefined; broken: ReadonlyMap<string, BrokenHead> },
  tell: (line: string) => void,
): Promise<number> {
  const keys = await publishedKeys(home);
  let holding = 0;
  for (const audit of await storedAudits(owner, code)) {
    const { held, lines } = await verifyAudit(owner, audit, keys, broken.get(audit.tenant));
    for (const line of lines) tell(`${audit.code} ${audit.name}: audit log: ${line}`);
    holding += held;
  }
  return holding;
}

/**
 * Recomputes the audit logs of a database that was restored. The key of its archives may be elsewhere still: where they end
 * is taken for granted, until `zhendi verify` runs with the key.
 */
export async function verifyRestoredAudits(owner: SqlClient, tell: (line: string) => void): Promise<void> {
  for (const audit of await storedAudits(owner)) {
    const last = audit.archives.at(-1);
    const from = last
      ? { position: last.lastPosition, hash: last.lastHash }
      : { position: 0, hash: auditGenesis(audit.tenant) };
    const { lines } = await verifyFrom(owner, audit, from, undefined);
    for (const line of lines) tell(`${audit.code} ${audit.name}: audit log: ${line}`);
  }
}

async function verifyAudit(
  owner: SqlClient,
  audit: StoredAudit,
  keys: readonly KeyObject[],
  broken: BrokenHead | undefined,
): Promise<{ held: number; lines: string[] }> {
  const { point, fault } = archivedPoint(audit, keys);
  return fault ? { held: 0, lines: [fault] } : verifyFrom(owner, audit, point, broken);
}

async function verifyFrom(
  owner: SqlClient,
  audit: StoredAudit,
  from: ChainPoint,
  broken: BrokenHead | undefined,
): Promise<{ held: number; lines: string[] }> {
  if (audit.first !== null && audit.first <= from.position) {
    return {
      held: 0,
      lines: [`position ${audit.first} inserted: the entries up to ${from.position} are archived`],
    };
  }
  const { verified, fault } = await verifyAuditChain(
    (after) => auditHistory(owner, audit.tenantId, { after, upTo: audit.last }),
    from,
  );
  const lines = fault === null ? [] : [describeAuditFault(fault)];
  // A chain that is broken before a published head cannot lead to it.
  if (broken && (fault === null || broken.position < fault.position)) lines.push(broken.line);
  return { held: verified.position - from.position, lines };
}

/** Where the entries that are still stored begin to follow from: the seals of the archives lead there. */
export function archivedPoint(
  { tenant, archives }: StoredAudit,
  keys: readonly KeyObject[],
): { point: ChainPoint; fault: string | null } {
  let point: ChainPoint = { position: 0, hash: auditGenesis(tenant) };
  for (const { lastPosition, lastHash, seal } of archives) {
    const sealed = readSeal(seal, keys);
    const fits =
      sealed &&
      sealFollows(sealed, tenant, point) &&
      sealed.last === lastPosition &&
      sealed.lastHash === lastHash;
    if (!fits) {
      return {
        point,
        fault: `the archive of positions ${point.position + 1} to ${lastPosition} is not sealed by a known key, or does not follow the one before it`,
      };
    }
    point = { position: lastPosition, hash: lastHash };
  }
  return { point, fault: null };
}

/** What is wrong with an audit log, for the operator. */
export function describeAuditFault(fault: AuditFault): string {
  const { position } = fault;
  switch (fault.kind) {
    case 'altered':
      return `position ${position} altered${fault.onlyHash ? ': its stored hash; the entry itself is as it was recorded' : ''}`;
    case 'removed':
      return `${positions(position, fault.last)} removed`;
    case 'inserted':
      return `${positions(position, fault.last)} inserted: not recorded there`;
    case 'reordered':
      return `position ${position} reordered: the entry that was recorded there stands at position ${fault.foundAt}`;
    default:
      return fault satisfies never;
  }
}

function positions(first: number, last: number): string {
  return first === last ? `position ${first}` : `positions ${first} to ${last}`;
}
