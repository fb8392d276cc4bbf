import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

type Query = (this: pg.Client, ...call: unknown[]) => unknown;

// What does not follow from the request itself. A refusal is written down after it is answered, and of many within a minute
// only the first; `begin` and `commit` would be all that is left of that. And a new connection is asked who it acts as. A
// doorbell is rung after the answer.
const APART = /^(begin|commit|select current_user as role)$|zhendi\.record_audit|add_job\(/;
// What the county has laid down is looked up once a second, whoever comes then, in a transaction of its own.
const LOOK_UP = /zhendi\.county_policy/;

const statements = new AsyncLocalStorage<string[]>();

/** Gathers which statements a piece of work sends, whoever else works in this process meanwhile. */
export class StatementLog {
  private readonly query = (pg.Client.prototype as unknown as { query: Query }).query;

  /** Listens to all connections of this process until {@link close}. */
  constructor() {
    const { query } = this;
    (pg.Client.prototype as unknown as { query: Query }).query = function (...call) {
      const text = textOf(call[0]);
      if (!APART.test(text)) statements.getStore()?.push(text);
      return query.apply(this, call);
    };
  }

  close(): void {
    (pg.Client.prototype as unknown as { query: Query }).query = this.query;
  }

  /** What `work` resolves to, and the texts of the statements on its way, without their values and without the audit log's. */
  async of<Result>(work: () => Promise<Result>): Promise<{ result: Result; sent: string[] }> {
    const sent: string[] = [];
    const result = await statements.run(sent, work);
    return { result, sent: sent.filter((_, i) => !isOfLookUp(sent, i)) };
  }
}

function isOfLookUp(sent: readonly string[], i: number): boolean {
  return LOOK_UP.test(sent[i]!) || (/^begin /.test(sent[i]!) && LOOK_UP.test(sent[i + 1] ?? ''));
}

function textOf(statement: unknown): string {
  return typeof statement === 'string' ? statement : (statement as { text: string }).text;
}
