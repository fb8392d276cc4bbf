import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { packageRoot } from '../../../libs/platform/root.ts';
import { auditOutcome } from './audit.ts';
import { lockfileFaults, type Lockfile } from './lockfile.ts';

// Offline a check answers at once, and does not try for minutes.
const AUDIT = [
  'audit',
  '--omit=dev',
  '--audit-level=high',
  '--json',
  '--fetch-retries=0',
  '--fetch-timeout=10000',
];

const read = async <Content>(file: string) =>
  JSON.parse(await readFile(new URL(file, packageRoot), 'utf8')) as Content;

const { allowScripts } = await read<{ allowScripts: Record<string, boolean> }>('package.json');
const faults = lockfileFaults(await read<Lockfile>('package-lock.json'), allowScripts);
const { stdout } = spawnSync('npm', AUDIT, { cwd: packageRoot, encoding: 'utf8' });
const audit = auditOutcome(stdout);

for (const fault of faults) console.error(fault);
if (audit.outcome === 'vulnerable') for (const advisory of audit.advisories) console.error(advisory);
if (audit.outcome === 'unanswered') {
  console.error(`Could not be audited: the registry does not answer advisories (${audit.reason}).`);
}
process.exitCode = faults.length > 0 || audit.outcome === 'vulnerable' ? 1 : 0;
