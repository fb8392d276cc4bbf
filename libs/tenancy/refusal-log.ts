import type { AuditEntry } from './audit-log.ts';

/** How the refusals of one person, or from one address, are gathered. */
interface Gathering {
  /** How many came since the one that is recorded. */
  more: number;
  last: AuditEntry;
  readonly timer: NodeJS.Timeout;
}

export interface RefusalLogOptions {
  readonly record: (entry: AuditEntry) => Promise<void>;
  /** A refusal stays one when it cannot be recorded. */
  readonly onError: (error: unknown) => void;
  /** Milliseconds in which the refusals of one are gathered. */
  readonly gatherMs?: number;
  /** How many are gathered apart; those of all others together, by tenant. */
  readonly most?: number;
}

// A person who is refused more than once a minute meets the same wall again.
const GATHER_MS = 60_000;
const MOST = 1_000;

/**
 * Records refusals without letting a flood of them fill the log: of one person, or of nobody from one address, the first
 * at once, and what follows within a minute as one entry with their number (`count`). So a process writes two entries a
 * minute for each, and for 1,000 of them at most.
 */
export class RefusalLog {
  private readonly gatherings = new Map<string, Gathering>();
  private readonly writing = new Set<Promise<void>>();
  private readonly gatherMs: number;
  private readonly most: number;

  constructor(private readonly options: RefusalLogOptions) {
    this.gatherMs = options.gatherMs ?? GATHER_MS;
    this.most = options.most ?? MOST;
  }

  /** Records a refusal, now or within the minute; returns at once. */
  note(entry: AuditEntry): void {
    const key = this.keyOf(entry);
    const gathering = this.gatherings.get(key);
    if (gathering) {
      gathering.more += 1;
      gathering.last = entry;
      return;
    }
    const timer = setTimeout(() => this.end(key), this.gatherMs).unref();
    this.gatherings.set(key, { more: 0, last: entry, timer });
    this.write(entry);
  }

  /** Records what is still gathered. */
  async close(): Promise<void> {
    for (const key of [...this.gatherings.keys()]) this.end(key);
    await Promise.all(this.writing);
  }

  private keyOf({ tenantId, action, actor, address }: AuditEntry): string {
    const key = `${tenantId} ${action} ${actor ?? address}`;
    const isApart = this.gatherings.has(key) || this.gatherings.size < this.most;
    return isApart ? key : `${tenantId} ${action}`;
  }

  private end(key: string): void {
    const { more, last, timer } = this.gatherings.get(key)!;
    clearTimeout(timer);
    this.gatherings.delete(key);
    if (more > 0) this.write({ ...last, details: { ...last.details, count: more } });
  }

  private write(entry: AuditEntry): void {
    const written = this.options.record(entry).catch(this.options.onError);
    this.writing.add(written);
    void written.finally(() => this.writing.delete(written));
  }
}
