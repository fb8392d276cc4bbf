/** What `npm audit` found out. */
export type AuditOutcome =
  | { readonly outcome: 'clean' }
  /** Each a line: package, severity, what it is about. */
  | { readonly outcome: 'vulnerable'; readonly advisories: readonly string[] }
  /** The registry could not be reached, or keeps no advisories. */
  | { readonly outcome: 'unanswered'; readonly reason: string };

interface Report {
  readonly auditReportVersion?: number;
  readonly vulnerabilities?: Readonly<Record<string, Vulnerability>>;
  readonly message?: string;
}

interface Vulnerability {
  readonly severity: string;
  readonly via: readonly (string | { readonly title: string; readonly url: string })[];
}

const GRAVE = new Set(['high', 'critical']);

/** Reads what `npm audit --json` printed. Only what is grave counts, as with `--audit-level=high`. */
export function auditOutcome(printed: string): AuditOutcome {
  const report = parsed(printed);
  if (report?.auditReportVersion === undefined || !report.vulnerabilities) {
    return { outcome: 'unanswered', reason: report?.message ?? 'npm audit printed no report' };
  }
  const advisories = Object.entries(report.vulnerabilities)
    .filter(([, { severity }]) => GRAVE.has(severity))
    .map(([name, { severity, via }]) => `${name}: ${severity}: ${via.map(about).join('; ')}`);
  return advisories.length > 0 ? { outcome: 'vulnerable', advisories } : { outcome: 'clean' };
}

function about(via: Vulnerability['via'][number]): string {
  return typeof via === 'string' ? `through ${via}` : `${via.title} (${via.url})`;
}

function parsed(printed: string): Report | undefined {
  try {
    return JSON.parse(printed) as Report;
  } catch {
    return undefined;
  }
}
