import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

type Query = (this: pg.Client, ...call: unknown[]) => unknown;

const statements = new AsyncLocalStorage<string[]>();

/** Gathers which statements a piece of work sends, whoever else works in this process meanwhile. */
export class StatementLog {
  private readonly query = (pg.Client.prototype as unknown as { query: Query }).query;

  /** Listens to all connections of this process until {@link close}. */
  constructor() {
    const { query } = this;
    (pg.Client.prototype as unknown as { query: Query }).query = function (...call) {
      statements.getStore()?.push(textOf(call[0]));
      return query.apply(this, call);
    };
  }

  close(): void {
    (pg.Client.prototype as unknown as { query: Query }).query = this.query;
  }

  /** What `work` resolves to, and the texts of the statements on its way, without their values. */
  async of<Result>(work: () => Promise<Result>): Promise<{ result: Result; sent: string[] }> {
    const sent: string[] = [];
    return { result: await statements.run(sent, work), sent };
  }
}

function textOf(statement: unknown): string {
  return typeof statement === 'string' ? statement : (statement as { text: string }).text;
}
