import { Pool } from 'undici';
import type { RenewedToken } from '../../../libs/testing/renewed-token.ts';
import { readDemoCounty } from '../../cli/demo/demo-county.ts';
import type { Cluster, Database } from '../cluster.ts';
import { startInstallation, type Installation } from '../http/installation.ts';
import type { Part } from '../part.ts';
import { alternate, medians, type Contestant } from '../rounds.ts';
import { median, quantile } from '../statistics.ts';
import { demoStore, enlarge } from './counties.ts';

const CALLERS = 4;

/** A county's overview over HTTP, out of a small store and out of one ten times as large, turn by turn. */
export const overviewPart: Part = async (cluster, { rounds, overviewEvents, overviewRequests }) => {
  const [small, large] = await fill(cluster, overviewEvents);
  const [few, many] = await Promise.all([startInstallation(small), startInstallation(large)]);
  try {
    const asked = [
      await Asked.of(`${overviewEvents[0]} events`, few, small),
      await Asked.of(`${overviewEvents[1]} events`, many, large),
    ] as const;
    if (asked[0].answer !== asked[1].answer) throw new Error('the two stores give different overviews');
    const samples = await alternate(
      cluster,
      'overview, p99 in ms',
      rounds,
      asked.map((each) => each.contestant(overviewRequests)),
    );
    await Promise.all(asked.map((each) => each.close()));
    const [p99Small, p99Large] = asked.map(({ name }) => medians(samples)[name]!) as [number, number];
    return {
      ratios: { overview_p99_1m_vs_10m: p99Small / p99Large },
      absolute: {
        overview_p99_ms_small_store: p99Small,
        overview_p99_ms_large_store: p99Large,
        overview_p50_ms_small_store: median(asked[0].p50s),
        overview_p50_ms_large_store: median(asked[1].p50s),
        overview_events_small_store: overviewEvents[0],
        overview_events_large_store: overviewEvents[1],
      },
      samples: { overview: samples },
    };
  } finally {
    await Promise.all([few.stop(), many.stop()]);
  }
};

/** Two stores with the demo county, and as many copies of it as make up the sizes wanted. */
async function fill(
  cluster: Cluster,
  [fewer, more]: readonly [number, number],
): Promise<[Database, Database]> {
  const small = await demoStore(cluster, 'overview_small', fewer);
  await small.release();
  const large = await cluster.createDatabase('overview_large', 'overview_small');
  await enlarge(large, more);
  return [small, large];
}

/** The overview of one store. */
class Asked {
  readonly p50s: number[] = [];

  private constructor(
    readonly name: string,
    private readonly pool: Pool,
    private readonly path: string,
    private readonly token: RenewedToken,
    /** What it must always answer. */
    readonly answer: string,
  ) {}

  static async of(name: string, { url, token }: Installation, { query }: Database): Promise<Asked> {
    const { code } = await readDemoCounty();
    const [county] = await query<{ tenantId: number; name: string }>(
      'select tenant_id as "tenantId", name from zhendi.tenant where code = $1',
      [code],
    );
    const bearer = token({ ...county!, code }, null);
    const pool = new Pool(url, { connections: CALLERS });
    const path = `/api/v1/counties/${code}/views/county-overview`;
    return new Asked(name, pool, path, bearer, await ask(pool, path, bearer));
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  contestant(requests: number): Contestant {
    let answers: ReadonlySet<string> = new Set();
    return {
      name: this.name,
      run: async () => {
        const found = await this.askOften(requests);
        answers = found.answers;
        this.p50s.push(median(found.latencies));
        return quantile(found.latencies, 0.99);
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
