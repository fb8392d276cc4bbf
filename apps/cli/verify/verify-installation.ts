import {
  chainPoint,
  openChains,
  verifyChain,
  type SqlClient,
  type TenantChain,
} from '../../../libs/event-store/index.ts';
import { publishHeads } from '../../../libs/platform/published-heads.ts';
import { verifyAudits } from '../audit/verify-audit.ts';
import { OperatorError } from '../operator-error.ts';
import { ownerTransaction, withOwnerConnection } from '../owner-connection.ts';
import { describeFault } from './describe-fault.ts';
import { checkPublications, type BrokenHead } from './check-publications.ts';

export interface VerifyOptions {
  /** Only the tenant of this division code. */
  readonly town?: string | undefined;
  /** Position up to which chains are taken for granted. */
  readonly since?: number;
  /** Told how many events were verified and how many there are. */
  readonly onProgress?: (done: number, whole: number) => void;
  /** Told of each fault in a line of its own. */
  readonly onFault?: (line: string) => void;
}

export interface Verification {
  readonly chains: number;
  /** Events that hold. */
  readonly events: number;
  /** Entries of the audit log that hold. */
  readonly auditEntries: number;
  readonly publications: number;
  readonly faults: number;
}

// Telling of each event would cost more than verifying it.
const TELL_EVERY = 1_000;

/**
 * Verifies the chains of an installation, those of its audit log, and the publications of their heads under `home`; after a full run without a
 * fault, publishes the heads that were verified.
 *
 * @throws {OperatorError} when there is no such town or position.
 */
export async function verifyInstallation(
  ownerUrl: string,
  home: string,
  { town, since = 0, onProgress = () => undefined, onFault = () => undefined }: VerifyOptions = {},
): Promise<Verification> {
  let faults = 0;
  const tell = (line: string) => {
    faults++;
    onFault(line);
  };
  const { chains, publications, events, auditEntries } = await withOwnerConnection(
    ownerUrl,
    async (owner) => {
      const chains = await openChains(owner, town);
      if (town !== undefined && chains.length === 0)
        throw new OperatorError(`there is no town or county ${town}`);
      const only = town === undefined ? undefined : chains[0]!.tenant;
      const { publications, broken, brokenAudit } = await checkPublications(
        owner,
        home,
        { only, since },
        tell,
      );
      const events = await verifyChains(owner, chains, since, broken, { tell, onProgress });
      const auditEntries = await verifyAudits(owner, home, { code: town, broken: brokenAudit }, tell);
      return { chains: chains.length, publications, events, auditEntries };
    },
  );
  if (faults === 0 && town === undefined && since === 0)
    await ownerTransaction(ownerUrl, (owner) => publishHeads(owner, home));
  return { chains, events, auditEntries, publications, faults };
}

interface Listeners {
  readonly tell: (line: string) => void;
  readonly onProgress: (done: number, whole: number) => void;
}

/**
 * Verifies chains after a position, one after the other.
 *
 * @param broken what else is known to be wrong, by the public id of the tenant.
 * @returns the number of events that hold.
 */
export async function verifyChains(
  owner: SqlClient,
  chains: readonly TenantChain[],
  since: number,
  broken: ReadonlyMap<string, BrokenHead>,
  { tell, onProgress }: Listeners,
): Promise<number> {
  const whole = chains.reduce((sum, chain) => sum + Math.max(0, chain.end - since), 0);
  let done = 0;
  let holding = 0;
  for (const chain of chains) {
    const { held, lines } = await verifyOne(owner, chain, since, broken.get(chain.tenant), (events) =>
      onProgress(done + events, whole),
    );
    for (const line of lines) tell(`${chain.code} ${chain.name}: ${line}`);
    holding += held;
    done += Math.max(0, chain.end - since);
    onProgress(done, whole);
  }
  return holding;
}

/** What is wrong with one chain, and the number of events that hold. */
async function verifyOne(
  owner: SqlClient,
  chain: TenantChain,
  since: number,
  broken: BrokenHead | undefined,
  onEvents: (done: number) => void,
): Promise<{ held: number; lines: string[] }> {
  const from = await chainPoint(owner, chain, Math.min(since, chain.end));
  if (from === null) throw new OperatorError(`${chain.code} has no event at position ${since}`);
  const { verified, fault } = await verifyChain(chain, from, (position) => {
    if (position % TELL_EVERY === 0) onEvents(position - from.position);
  });
  const lines = fault === null ? [] : [describeFault(fault)];
  // A chain that is broken before a published head cannot lead to it.
  if (broken && (fault === null || broken.position < fault.position)) lines.push(broken.line);
  return { held: verified.position - from.position, lines };
}
