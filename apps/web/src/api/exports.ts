import { request } from './http.ts';

/** A list that is about to leave as a file. */
export interface Export {
  list: string;
  place: string;
  rows: number;
  asOf: string;
  /** What narrows it: names, no values. */
  filters: string[];
}

/** Records an export in the audit log; what could not be recorded must not leave. */
export function recordExport(body: Export): Promise<unknown> {
  return request('/me/exports', { method: 'POST', body });
}
