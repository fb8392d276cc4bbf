import { Command, Option } from 'commander';
import { appendPart } from './append/append.part.ts';
import { startCluster } from './cluster.ts';
import { importPart } from './county-import/import.part.ts';
import { fairnessPart } from './fairness/fairness.part.ts';
import { httpPart } from './http/http.part.ts';
import { peakMemoryMb } from './http/installation.ts';
import { overviewPart } from './overview/overview.part.ts';
import { together, type Findings, type Part } from './part.ts';
import { rebuildPart } from './rebuild/rebuild.part.ts';
import { describeMachine } from './report/machine.ts';
import { writeReport } from './report/write-report.ts';
import { say } from './rounds.ts';
import { securityPart } from './security/security.part.ts';
import { describeSizes, full, quick } from './sizes.ts';
import { LIMITS, TARGETS, type Ratio } from './targets.ts';

const PARTS: Readonly<Record<string, Part>> = {
  append: appendPart,
  rebuild: rebuildPart,
  http: httpPart,
  import: importPart,
  overview: overviewPart,
  security: securityPart,
  fairness: fairnessPart,
};

const {
  quick: isQuick,
  json,
  only,
} = new Command('npm run bench --')
  .description('measures Zhendi beside its peers and writes docs/benchmarks.md')
  .option('--quick', 'a tenth of the sizes')
  .option('--json', 'print the ratios and figures as one JSON object; docs/benchmarks.md stays as it is')
  .addOption(new Option('--only <part>', 'one part of it').choices(Object.keys(PARTS)))
  .parse()
  .opts<{ quick?: true; json?: true; only?: string }>();

const cluster = await startCluster();
// An interrupted run must not leave a server and gigabytes behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void cluster.stop().finally(() => process.exit(130)));
}
try {
  const sizes = isQuick ? quick : full;
  const machine = { ...describeMachine(cluster.settings), Sizes: describeSizes(sizes) };
  for (const [name, value] of Object.entries(machine)) say(`${name}: ${value}`);
  const findings: Findings[] = [];
  for (const [name, part] of Object.entries(PARTS)) {
    if (only === undefined || only === name) findings.push(await part(cluster, sizes));
  }
  const found = together([...findings, memory()]);
  tell(found);
  if (json) console.log(JSON.stringify({ ratios: rounded(found.ratios), absolute: rounded(found.absolute) }));
  else if (!only) await writeReport(found, machine);
} finally {
  await cluster.stop();
}

/** Of API and worker, in whatever they were measured. */
function memory(): Findings {
  const absolute = Object.entries(peakMemoryMb).map(([name, peak]) => [`${name}_peak_memory_mb`, peak]);
  return { ratios: {}, absolute: Object.fromEntries(absolute) as Findings['absolute'], samples: {} };
}

/** Each ratio and what it must be at least, and what has a limit. */
function tell({ ratios, absolute }: Findings): void {
  for (const [name, target] of Object.entries(TARGETS)) {
    const ratio = ratios[name as Ratio];
    if (ratio !== undefined)
      say(`${ratio >= target ? 'met   ' : 'MISSED'} ${name} ${ratio.toPrecision(3)}, at least ${target}`);
  }
  for (const [name, limit] of Object.entries(LIMITS)) {
    const figure = absolute[name];
    if (figure !== undefined)
      say(`${figure < limit ? 'met   ' : 'MISSED'} ${name} ${figure.toPrecision(3)}, below ${limit}`);
  }
}

/** Four digits are more than a measurement is good for. */
function rounded(figures: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, Number(value.toPrecision(4))]),
  );
}
