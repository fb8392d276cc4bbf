import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';

/** What a figure was measured on, as lines of a table. */
export function describeMachine(postgres: Readonly<Record<string, string>>): Record<string, string> {
  const { server_version: version, ...settings } = postgres;
  return {
    Date: new Date().toISOString().slice(0, 10),
    Processor: `${availableParallelism()} cores, ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    Memory: `${(totalmem() / 1e9).toFixed(0)} GB`,
    System: `${platform()} ${release()}, load average ${loadavg()[0]!.toFixed(1)} at the start`,
    Node: process.version,
    PostgreSQL: `${version}, ${Object.entries(settings)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}`,
  };
}
