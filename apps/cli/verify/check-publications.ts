import {
  InvalidPublication,
  lineHash,
  readLine,
  storedHashes,
  type ChainHead,
  type SqlClient,
} from '../../../libs/event-store/index.ts';
import { publishedLines } from '../../../libs/platform/published-heads.ts';
import { storedAuditHashes } from '../../../libs/tenancy/index.ts';
import { publishedKey } from '../../../libs/platform/signing-key.ts';

/** The first published head of a tenant that its chain does not lead to any more. */
export interface BrokenHead {
  /** The first position that may be wrong: the one after the last published head that still holds. */
  readonly position: number;
  /** What is wrong, for the operator. */
  readonly line: string;
}

export interface PublicationCheck {
  /** Number of publications whose signature fits. */
  readonly publications: number;
  /** Of events, by the public id of the tenant. */
  readonly broken: ReadonlyMap<string, BrokenHead>;
  /** Of the audit log. */
  readonly brokenAudit: ReadonlyMap<string, BrokenHead>;
}

interface Selection {
  /** Public id of the only tenant that is looked at. */
  readonly only: string | undefined;
  /** Heads of events at or before this position are not looked at. */
  readonly since: number;
}

/**
 * Checks every publication of a home: its signature, that it follows the line before it, and that each head is still
 * at its position. Memory grows with the tenants, not with the publications.
 *
 * @param tell is told what is wrong with a line or with a tenant that is gone.
 */
export async function checkPublications(
  owner: SqlClient,
  home: string,
  { only, since }: Selection,
  tell: (line: string) => void,
): Promise<PublicationCheck> {
  const key = await publishedKey(home);
  const gone = new GoneTenants(tell);
  const heads = new HeadCheck(gone);
  const audit = new HeadCheck(gone);
  let publications = 0;
  let number = 0;
  let previous: string | undefined;
  for await (const line of publishedLines(home)) {
    number++;
    try {
      if (key === null) throw new InvalidPublication('its public key is gone');
      const publication = readLine(line, key);
      // The first line of the file may follow one of a file that was moved away.
      if (previous !== undefined && publication.previous !== previous)
        throw new InvalidPublication(
          'it does not follow the line before it: lines were removed, added or moved',
        );
      const isOurs = ({ tenant }: ChainHead) => only === undefined || tenant === only;
      const selected = publication.heads.filter((head) => head.position > since && isOurs(head));
      heads.check(selected, await storedHashes(owner, selected), publication.publishedAt);
      const ofAudit = (publication.audit ?? []).filter(isOurs);
      audit.check(ofAudit, await storedAuditHashes(owner, ofAudit), publication.publishedAt);
      publications++;
    } catch (error) {
      if (!(error instanceof InvalidPublication)) throw error;
      tell(`heads.jsonl line ${number}: ${error.message}`);
    }
    previous = lineHash(line);
  }
  return { publications, broken: heads.broken, brokenAudit: audit.broken };
}

/** Remembers for each tenant how far its published heads hold, and the first that does not. */
class HeadCheck {
  readonly broken = new Map<string, BrokenHead>();
  private readonly holding = new Map<string, number>();

  constructor(private readonly gone: GoneTenants) {}

  check(
    heads: readonly ChainHead[],
    stored: readonly (string | null | undefined)[],
    publishedAt: string,
  ): void {
    for (const [i, head] of heads.entries()) {
      const hash = stored[i];
      if (hash === undefined) this.gone.tell(head, publishedAt);
      else if (hash === head.hash) this.holding.set(head.tenant, head.position);
      else if (!this.broken.has(head.tenant))
        this.broken.set(head.tenant, this.brokenHead(head, hash, publishedAt));
    }
  }

  private brokenHead({ tenant, position }: ChainHead, hash: string | null, publishedAt: string): BrokenHead {
    const first = (this.holding.get(tenant) ?? 0) + 1;
    const line =
      hash === null
        ? `position ${position} is gone, cut off or removed: it was the head published at ${publishedAt}`
        : `rewritten between position ${first} and ${position}: position ${position} is not the head published at ${publishedAt}`;
    return { position: first, line };
  }
}

/** Tells of each tenant once that it is gone, whichever of its chains shows it. */
class GoneTenants {
  private readonly told = new Set<string>();

  constructor(private readonly tellFault: (line: string) => void) {}

  tell({ tenant, code }: ChainHead, publishedAt: string): void {
    if (this.told.has(tenant)) return;
    this.told.add(tenant);
    this.tellFault(
      `${code}: the tenant ${tenant} is gone or has another public id; its head was published at ${publishedAt}`,
    );
  }
}
