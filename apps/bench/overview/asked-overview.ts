import { Pool } from 'undici';
import type { RenewedToken } from '../../../libs/testing/renewed-token.ts';
import { readDemoCounty } from '../../cli/demo/demo-county.ts';
import type { Database } from '../cluster.ts';
import type { Installation } from '../http/installation.ts';
import type { Contestant } from '../rounds.ts';
import { median } from '../statistics.ts';

const CALLERS = 4;

/** The demo county's overview out of one store, over HTTP. */
export class AskedOverview {
  readonly p50s: number[] = [];

  private constructor(
    readonly name: string,
    private readonly pool: Pool,
    private readonly path: string,
    private readonly token: RenewedToken,
    /** What it must always answer. */
    readonly answer: string,
  ) {}

  static async of(name: string, { url, token }: Installation, { query }: Database): Promise<AskedOverview> {
    const { code } = await readDemoCounty();
    const [county] = await query<{ tenantId: number; name: string }>(
      'select tenant_id as "tenantId", name from zhendi.tenant where code = $1',
      [code],
    );
    const bearer = token({ ...county!, code }, null);
    const pool = new Pool(url, { connections: CALLERS });
    const path = `/api/v1/counties/${code}/views/county-overview`;
    return new AskedOverview(name, pool, path, bearer, await ask(pool, path, bearer));
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  /** @param figure what counts of the latencies of a turn, in milliseconds. */
  contestant(requests: number, figure: (latencies: readonly number[]) => number): Contestant {
    let answers: ReadonlySet<string> = new Set();
    return {
      name: this.name,
      run: async () => {
        const found = await this.askOften(requests);
        answers = found.answers;
        this.p50s.push(median(found.latencies));
        return figure(found.latencies);
      },
      check: () => {
        if (answers.size === 1 && answers.has(this.answer)) return Promise.resolve();
        return Promise.reject(new Error(`${this.name}: the overview changed although no event came`));
      },
    };
  }

  private async askOften(requests: number): Promise<{ latencies: number[]; answers: Set<string> }> {
    const latencies: number[] = [];
    const answers = new Set<string>();
    const caller = async () => {
      for (let i = 0; i < requests / CALLERS; i++) {
        const began = performance.now();
        answers.add(await ask(this.pool, this.path, this.token));
        latencies.push(performance.now() - began);
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, caller));
    return { latencies, answers };
  }
}

async function ask(pool: Pool, path: string, token: RenewedToken): Promise<string> {
  const { statusCode, body } = await pool.request({
    method: 'GET',
    path,
    headers: { authorization: `Bearer ${await token.current()}` },
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}: ${text}`);
  return text;
}
