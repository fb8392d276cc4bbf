import type pg from 'pg';
import { query } from './test-database.ts';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

/** How Postgres carried out a statement. */
export class QueryPlan {
  private readonly nodes: readonly PlanNode[];

  constructor(
    readonly statement: string,
    private readonly root: PlanNode,
  ) {
    this.nodes = withDescendants(root);
  }

  /** What was read, and how: `Index Scan on event by event_pkey`. */
  get scans(): string[] {
    return this.nodes
      .filter((node) => node['Relation Name'] !== undefined || node['Node Type'] === 'Bitmap Index Scan')
      .map(
        (node) =>
          `${node['Node Type']} on ${node['Relation Name'] ?? ''}${node['Index Name'] ? ` by ${node['Index Name']}` : ''}`,
      );
  }

  /** Names of the tables that were read, in the plan's order. */
  get tables(): string[] {
    return this.nodes.flatMap((node) => node['Relation Name'] ?? []);
  }

  /** Names of the indexes by which they were read. */
  get indexes(): string[] {
    return this.nodes.flatMap((node) => node['Index Name'] ?? []);
  }

  /** Rows of tables that were looked at, those that did not match included. */
  get rowsRead(): number {
    return this.nodes
      .filter((node) => node['Relation Name'] !== undefined && node['Node Type'] !== 'ModifyTable')
      .reduce(
        (sum, node) =>
          sum +
          node['Actual Loops'] *
            (node['Actual Rows'] +
              (node['Rows Removed by Filter'] ?? 0) +
              (node['Rows Removed by Index Recheck'] ?? 0)),
        0,
      );
  }

  /** The most rows that were put in order at once. */
  get rowsSorted(): number {
    return Math.max(
      0,
      ...this.nodes
        .filter((node) => node['Node Type'].endsWith('Sort'))
        .flatMap((node) => node.Plans!.map((input) => input['Actual Rows'])),
    );
  }

  /** Pages of 8 KB that were touched. */
  get pages(): number {
    return this.root['Shared Hit Blocks'] + this.root['Shared Read Blocks'];
  }
}

function withDescendants(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(withDescendants)];
}

/**
 * Lets every connection that is made to the database from now on tell how each statement was carried out, also those
 * inside of functions: the statements are the program's own, with their own values, in their own role.
 */
export async function explainEverything(ownerUrl: string): Promise<void> {
  const settings = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_nested_statements': 'on',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_buffers': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_format': 'json',
    'auto_explain.log_level': 'notice',
  };
  const database = new URL(ownerUrl).pathname.slice(1);
  for (const [name, value] of Object.entries(settings)) {
    await query(ownerUrl, `alter database ${database} set ${name} = '${value}'`);
  }
}

const PLAN = /^duration: \S+ ms {2}plan:\n/;

/** Gathers what the connections of a pool tell. */
export class PlanRecorder {
  private readonly plans: QueryPlan[] = [];

  /** @param pool made after {@link explainEverything}, and before its first connection. */
  constructor(pool: pg.Pool) {
    pool.on('connect', (client) =>
      client.on('notice', ({ message = '' }) => {
        if (!PLAN.test(message)) return;
        const plan = JSON.parse(message.replace(PLAN, '')) as { 'Query Text': string; Plan: PlanNode };
        this.plans.push(new QueryPlan(plan['Query Text'], plan.Plan));
      }),
    );
  }

  /** The plans of all statements that `work` ran, in their order; what stands within another comes before it. */
  async of(work: () => Promise<unknown>): Promise<QueryPlan[]> {
    this.plans.length = 0;
    await work();
    return [...this.plans];
  }
}
