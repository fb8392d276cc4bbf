import { writeFile } from 'node:fs/promises';
import type { Findings } from '../part.ts';
import { say, type Samples } from '../rounds.ts';
import { LIMITS, TARGETS, type Ratio } from '../targets.ts';
import { barChart } from './chart.ts';

const DOCS = new URL('../../../docs/', import.meta.url);

const CHARTS: Readonly<Record<string, string>> = {
  append: 'Durable appends a second, one event each: 64 callers, 10,000 tenants',
  appendHotTenant: 'Durable appends a second, one event each: 64 callers, one tenant',
  loneAppend: 'Milliseconds of a lone append (less is better)',
  rebuild: 'Events a second into a rebuilt read model',
  http: 'Commands a second over HTTP, 64 callers',
  import: 'Villages registered a second',
  overview: '99th percentile of the county overview in milliseconds (less is better)',
  signInChecks: 'Commands a second over HTTP, with and without asking who it is',
  policies: 'Milliseconds of a county overview, with and without row-level security (less is better)',
  fairness:
    'Milliseconds until read models hold a fact, usually and while another town imports its history (less is better)',
};

/** Writes docs/benchmarks.md and its plots. */
export async function writeReport(found: Findings, machine: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, samples] of Object.entries(found.samples)) {
    await writeFile(new URL(`images/${fileOf(name)}`, DOCS), barChart(CHARTS[name]!, samples));
  }
  await writeFile(new URL('benchmarks.md', DOCS), report(found, machine));
  say('docs/benchmarks.md is written');
}

function fileOf(chart: string): string {
  return `benchmark-${chart.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.svg`;
}

function report({ ratios, absolute, samples }: Findings, machine: Readonly<Record<string, string>>): string {
  return `# Beside its peers

Written by \`npm run bench\`, with \`-- --quick\` from a tenth of the sizes; \`npm run -s bench -- --quick --json\` prints the same. One PostgreSQL, the
embedded one, with durable commits; the peers and the limits take turns with us, and after each turn an oracle checks what was
written: counts, positions and versions without a gap, the same rows in the read model. Figures are medians of ${rounds(samples)}
rounds, after one that does not count. Ratios mean more than figures: they come from one machine in one hour.

${table(['', ''], Object.entries(machine))}

## Ratios

${table(
  ['ratio', 'measured', 'wanted', ''],
  Object.entries(TARGETS).map(([name, target]) => {
    const ratio = ratios[name as Ratio]!;
    return [`\`${name}\``, ratio.toPrecision(3), `≥ ${target}`, ratio >= target ? '' : '**missed**'];
  }),
)}

The most memory of an API and of a worker in all of it, as far as the system tells:

${table(
  ['figure', 'measured', 'wanted', ''],
  Object.entries(LIMITS)
    .filter(([name]) => absolute[name] !== undefined)
    .map(([name, limit]) => {
      const figure = absolute[name]!;
      return [`\`${name}\``, figure.toPrecision(3), `< ${limit}`, figure < limit ? '' : '**missed**'];
    }),
)}

${WHAT_IS_COMPARED}
${Object.keys(samples)
  .map((name) => `![${CHARTS[name]}](images/${fileOf(name)})`)
  .join('\n\n')}

## Where a peer is better

${whereAPeerIsBetter(absolute)}

## Where the time of an append goes

${whatTheLimitSays(absolute)}

## Figures

${table(
  ['figure', 'median'],
  Object.entries(absolute).map(([name, value]) => [
    `\`${name}\``,
    Number(value.toPrecision(4)).toLocaleString('en'),
  ]),
)}
`;
}

const WHAT_IS_COMPARED = `## What is compared

**Appends.** 64 callers in one process, each records one fact after the other and waits for each: a \`FundsAllocated\` event with its
metadata, expecting the exact version of a stream that gets five events. The same data, metadata and expectations for all.
Ours goes through the batcher on the app's role, under row-level security, with command receipt and hash chain. Emmett has a pool
of 32 connections and its schema made beforehand; it has no tenants, so the town is part of the stream's name. message-db is
called by \`write_message\`, once with one category (it locks a category; 32 connections) and once with one a town (64); the better
counts. Neither knows receipts or a chain. The limit is one statement for 32 facts, prepared, its parameters in the same form as ours, two in flight, that
inserts the finished rows of our two tables: same columns, checks and indexes; no lock, no look-up, no hash.

**Bytes.** Tables, indexes and all else after a vacuum, divided by the events: ours with its receipts, Emmett's with its streams.

**Rebuild.** The funds of a town by tier, source and kind, from events of just that type. Emmett by \`rebuildPostgreSQLProjections\`,
with batches of 1,000, no pause between them, and one upsert an event; a tenth of the events, beside ours on the same tenth. The limit is one
\`INSERT … SELECT … GROUP BY\` over all of them, as the tables' owner.

**HTTP.** \`allocate-funds\` by 64 connections, in 100 towns at once, to an API process as \`npm start\` runs it: token, permission, validation,
the project's stream, the decision, the append, the doorbell. Each caller pays a venue five times, one after the other, so four of five commands
find their streams remembered ([ADR 0028](adr/0028-known-streams.md)). The limit takes the same request, asks nobody and checks nothing, and makes one row by one INSERT. The
lag is from the acknowledgement of a command until every read model holds it, at half the commands a second; it stands beside the
append of a command under the same load. Who looks for them rests four times as long as a look took: so a lag is told too long rather than
too short.

**Overview.** One county of 11 towns over HTTP, 4 callers, out of a store of that county and copies of it, and out of one ten times as large.

**Import.** \`zhendi county import\` of a county of 44 towns beside \`register-village\` over HTTP, by one caller who waits for each answer, with
a worker at work: both until the read models hold all villages. What 64 callers reach stands
below too.

**Security.** \`allocate-funds\` as above, beside an API process that differs in its guard only: it takes everybody for the clerk of
the town in the address, without a look at token or session. Each of the two pays venues of its own, and has carried out 10,000 commands
before the first that counts. And the overview of one of 60 counties over HTTP, 4 callers, beside the same API on a copy of the database
without row-level security, whose views name the county's tenants themselves. A few per cent count here, so the ratios are taken turn by
turn, and their median is told.

**Fairness.** Facts of ten towns over HTTP, 20 a second, from the acknowledgement until all read models hold them: the median of 2 seconds, and
the median while one more town imports its history in pieces of 1,000 events, from the first append until its own read models hold the last.
API, worker and doorbells as \`npm start\` runs them.
`;

interface Comparison {
  readonly what: string;
  readonly ours: string;
  readonly peers: Readonly<Record<string, string>>;
  readonly unit: string;
}

/** Of these, less is better. */
const COMPARISONS: readonly Comparison[] = [
  {
    what: 'A lone append takes',
    ours: 'lone_append_ms',
    peers: { Emmett: 'lone_append_ms_emmett', 'message-db': 'lone_append_ms_message_db' },
    unit: 'ms',
  },
  {
    what: 'An event takes',
    ours: 'bytes_per_event',
    peers: { Emmett: 'bytes_per_event_emmett', 'message-db': 'bytes_per_event_message_db' },
    unit: 'bytes',
  },
  {
    what: 'Of 64 callers, the slowest 1 % wait at least',
    ours: 'append_p99_ms',
    peers: { Emmett: 'append_p99_ms_emmett', 'message-db': 'append_p99_ms_message_db_many_categories' },
    unit: 'ms',
  },
];

function whereAPeerIsBetter(absolute: Readonly<Record<string, number>>): string {
  const figure = (name: string) => Number(absolute[name]!.toPrecision(3));
  const lines = COMPARISONS.flatMap(({ what, ours, peers, unit }) =>
    Object.entries(peers)
      .filter(([, name]) => figure(name) < figure(ours))
      .map(([peer, name]) => `- ${what} ${figure(name)} ${unit} in ${peer}, ${figure(ours)} in ours.`),
  );
  return [
    ...lines,
    '- Emmett updates read models in the transaction of the append when asked to (inline projections); ours always follow.',
    '- Emmett has the same interface over other databases, and its projections are documents or any SQL one writes.',
    '- message-db is a table and a dozen SQL functions: any language that speaks to PostgreSQL can write with them as they are.',
    '- Both have a global order over all streams. Ours has an order within a town only.',
  ].join('\n');
}

// Found by taking out one thing at a time, in turns, as processor time of the backend, on a machine that had other work too.
function whatTheLimitSays(absolute: Readonly<Record<string, number>>): string {
  const limit = absolute['append_per_s_bare_insert']!;
  const times = (name: string) => (limit / absolute[name]!).toPrecision(2);
  return `The limit itself, which keeps the same rows and does nothing else, is ${times('append_per_s_emmett')} times as fast as Emmett and
${times('append_per_s_message_db_many_categories')} times as fast as message-db with 64 callers on this machine: more than that is not to be had from these tables. The
faster the disk makes a commit durable, the less it helps to send many commands in one.

[ADR 0027](adr/0027-append-by-loop.md) has where the processor's time of an append goes, and of a command over HTTP; what was tried, and what it
brought.`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function rounds(samples: Readonly<Record<string, Samples>>): number {
  return Math.min(...Object.values(samples).flatMap((own) => Object.values(own).map(({ length }) => length)));
}
