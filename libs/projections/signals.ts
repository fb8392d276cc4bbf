import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { TenantDatabase } from '../tenancy/index.ts';

const CHANNEL = 'zhendi_projected';
const RECONNECT_MS = 1_000;

/**
 * Tells whoever listens that these tenants' read models moved. NOTIFY costs an append dearly (its commits queue behind
 * one lock), a projection's page not at all: this transaction writes nothing.
 */
export async function announceProgress(
  database: TenantDatabase,
  tenantIds: readonly number[],
): Promise<void> {
  await database.withSystem((db) =>
    db.query('select pg_notify($1, t.id::text) from unnest($2::integer[]) as t (id)', [CHANNEL, tenantIds]),
  );
}

/**
 * Hears which tenants' read models moved. Only a hint: it may be lost with a connection, so whoever waits also looks
 * for himself now and then.
 */
export class ProjectionSignals {
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private readonly closing = new AbortController();
  // Listened for from the start: an abort that came before does not come again.
  private readonly closed = once(this.closing.signal, 'abort');
  private readonly running: Promise<void>;

  /** @param onError told when the connection is lost; it is opened again by itself. */
  constructor(url: string, onError: (error: Error) => void) {
    this.running = this.listen(url, onError);
  }

  /** Calls `listener` with the id of each tenant that moved. @returns what ends it. */
  subscribe(listener: (tenantId: number) => void): () => void {
    this.emitter.on('progress', listener);
    return () => this.emitter.off('progress', listener);
  }

  /** Resolves when the tenant moved, after `milliseconds` at the latest, or when `over` says that nobody waits any more. */
  async next(tenantId: number, milliseconds: number, over?: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        unsubscribe();
        over?.removeEventListener('abort', done);
        resolve();
      };
      over?.addEventListener('abort', done);
      const timer = setTimeout(done, milliseconds);
      const unsubscribe = this.subscribe((moved) => moved === tenantId && done());
    });
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.running;
  }

  private async listen(url: string, onError: (error: Error) => void): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      const client = new pg.Client({ connectionString: url, keepAlive: true });
      client.on('notification', ({ payload }) => this.emitter.emit('progress', Number(payload)));
      const ended = new Promise<void>((resolve) => client.on('end', resolve));
      client.on('error', onError);
      try {
        await client.connect();
        await client.query(`listen ${CHANNEL}`);
        await Promise.race([ended, this.closed]);
      } catch (error) {
        onError(error as Error);
      } finally {
        await client.end().catch(() => undefined);
      }
      if (!signal.aborted) await sleep(RECONNECT_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
